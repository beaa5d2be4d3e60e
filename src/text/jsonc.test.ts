import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { MalformedFileError } from '../model/ecosystem.ts';
import { memberOf } from './json-nodes.ts';
import { parseJsonc, withoutExtras } from './jsonc.ts';

describe('withoutExtras', () => {
  it.each([
    ['a line comment', '{ // "a": 1\n}', '{          \n}'],
    ['a block comment', '[1, /* 2,\r\n */ 3]', '[1,      \r\n    3]'],
    ['a comma at the end', '{"a": [1, ], }', '{"a": [1  ]  }'],
    ['a comma before a comment', '[1, // x\n]', '[1      \n]'],
    ['comments inside texts', '["// x", "/* y */", "a\\"//,]"]', '["// x", "/* y */", "a\\"//,]"]'],
    ['two commas', '[1,,]', '[1,,]'],
    ['a comma without a value', '[,]', '[,]'],
    ['a comment that does not end', '[1] /* x', '[1] /* x'],
    ['a text that does not end', '["a // b', '["a // b'],
    ['a comment at the end of the file', '[] // x', '[]     '],
  ])('blanks %s', (_, text, expected) => {
    expect(withoutExtras(text)).toBe(expected);
  });

  it('keeps strict JSON as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(withoutExtras(text)).toBe(text);
      }),
    );
  });

  it('keeps the length, the line ends, and what it has done before', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', '"', '\\', '/', '//', '/*', '*/', '\n', '\r\n', ' ', 'a');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const blanked = withoutExtras(text);
        expect(blanked.length).toBe(text.length);
        expect([...blanked.matchAll(/\n/g)].map(({ index }) => index)).toEqual(
          [...text.matchAll(/\n/g)].map(({ index }) => index),
        );
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['commas', (size: number) => `[${','.repeat(size)}]`],
    ['comments', (size: number) => '/**/'.repeat(size)],
    ['slashes', (size: number) => '/'.repeat(size)],
    ['commas before comments', (size: number) => '[1,/**/]'.repeat(size)],
  ])('takes time that grows with the text: %s', async (_, make) => {
    const blank = (text: string) => expect(withoutExtras(text).length).toBe(text.length);
    expect(await measureGrowth(make, blank, 300_000)).toBeLessThan(nearlyLinear);
  });
});

describe('parseJsonc', () => {
  it('places values where they stand', () => {
    const text = '{\n  // note\n  "a": "b", /* x */\n}';
    const { root, lines } = parseJsonc(text);
    const member = memberOf(root, 'a');
    expect(text.slice(member?.keyStart, member?.value.end)).toBe('"a": "b"');
    expect(lines.position(member?.keyStart ?? 0)).toEqual({ line: 3, column: 3 });
  });

  it.each([['[1,,]'], ['{,}'], ["['a']"], ['{a: 1}'], ['[1] /* x'], ['[1] / 2'], ['']])('refuses %s', (text) => {
    expect(() => parseJsonc(text)).toThrow(MalformedFileError);
  });
});
