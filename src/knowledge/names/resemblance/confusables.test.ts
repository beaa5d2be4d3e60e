import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasForeignLetters, readForeign } from './confusables.ts';

describe('readForeign', () => {
  it.each([
    ['Cyrillic', 'rеquеsts', 'requests'],
    ['Cyrillic small capitals', 'rеаст', 'react'],
    ['Greek', 'lοdash', 'lodash'],
    ['Armenian', 'reqսests', 'requests'],
    ['Cherokee', 'ᏞᎾᎠᎪᏚᎻ', 'lodash'],
    ['full width', 'ｒｅａｃｔ－ｄｏｍ', 'react-dom'],
    ['mathematical', '𝓻𝒆𝖺𝕔𝚝', 'react'],
    ['mathematical Greek', '𝜌ip', 'pip'],
    ['combining marks', 'r\u0308ea\u0301ct', 'react'],
    ['precomposed letters', 'réäct', 'react'],
    ['a stroke through a letter', 'lødash', 'lodash'],
    ['no room', 're\u200bact\ufeff', 'react'],
    ['another direction', '\u202ereact', 'react'],
    ['a soft hyphen', 're\u00adact', 'react'],
    ['a variation selector', 'react\ufe0f', 'react'],
    ['wide spaces around', '\u3000react\u00a0', 'react'],
    ['a long hyphen', 'react‐dom', 'react-dom'],
    ['an enclosed letter', 'ⓡeact', 'react'],
    ['a ligature', 'conﬁg', 'config'],
    ['a bar that is an l', 'chaǀk', 'chalk'],
    ['a bar that is an i', 'vǀte', 'vite'],
    ['a bar that is a one', 'base-v٧ǀ', 'base-vv1'],
    ['a scope', '@bаbel/core', '@babel/core'],
    ['capitals', 'RЕАCT', 'react'],
  ])('%s: %s', (_, name, meant) => {
    expect(readForeign(name)).toContain(meant);
    expect(hasForeignLetters(name)).toBe(true);
  });

  it('offers each letter that a stroke may be', () => {
    expect(readForeign('aǀ')).toEqual(['al', 'ai', 'a1']);
    expect(readForeign('х-.০')).toEqual(['x-.o', 'x-o', 'x-.0', 'x-0']);
  });

  it.each([
    ['ASCII', 'react'],
    ['ASCII capitals', 'REACT'],
    ['nothing', ''],
    ['what looks like no letter', '反应'],
    ['a picture', 'react🚀'],
    ['half a surrogate pair', 'react\uD800'],
    ['only what nobody sees', '\u200b\u0301'],
    ['10,000 letters', 'е'.repeat(10_000)],
    ['one letter that decomposes to many words', '\uFDFA'],
  ])('has nothing for %s', (_, name) => {
    expect(readForeign(name)).toEqual([]);
  });

  it('reads any text as names of ASCII characters, or as none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
        expect(readForeign(name).filter((one) => !/^[a-z0-9._/@-]+$/.test(one))).toEqual([]);
      }),
    );
  });
});
