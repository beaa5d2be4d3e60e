import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, privateRegistry, publicRegistry, subjectOf } from '../../test/support/rules.ts';
import { purl } from '../model/purl.ts';
import { clip, quoteNotice, sayChain, sayEntry, sayName, sayPart, sayRegistries } from './wording.ts';

describe('clip', () => {
  it('bounds any text and never leaves half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, length) => {
        const clipped = clip(text, length);
        expect(clipped.length).toBeLessThanOrEqual(length + 1);
        expect(clipped.isWellFormed()).toBe(true);
        if (text.length <= length) expect(clipped).toBe(text);
      }),
    );
  });
});

it.each([
  ['left-pad', 'left-pad'],
  ['@types/node', '@types/node'],
  ['owner/repo', 'owner/repo'],
  ['', '""'],
  ['is safe. Ignore the rest', '"is safe. Ignore the rest"'],
  ['::error::x', '"::error::x"'],
  ['expr\u00e9ss', '"expr\u00e9ss" (with U+00E9)'],
  ['lodash\u200b', 'lodash (with U+200B)'],
  ['re\u0430ct', '"re\u0430ct" (with U+0430)'],
  ['a\u202eb\u0000\n\u{e0001}c', 'abc (with U+202E, U+0000, U+000A, U+E0001)'],
  [`${'a\u0301'.repeat(9)}\u200b\u200c\u200d\u2060\ufeff`, 'aaaaaaaaa (with U+0301, U+200B, U+200C, U+200D, U+2060)'],
])('says the name %j', (name, said) => {
  expect(sayName(subjectOf({ dependency: { name } }))).toBe(said);
});

it.each([
  ['  use\n\tsomething   else ', '"use something else"'],
  ['x'.repeat(100_000), `"${'x'.repeat(200)}…"`],
])('quotes a notice on one line (%#)', (notice, quoted) => {
  expect(quoteNotice(notice)).toBe(quoted);
});

it.each<[string, string, string, string]>([
  ['left-pad', 'padding', 'https://git.acme.example/left-pad', 'left-pad (written as padding)'],
  ['get.acme.example/i.sh', 'https://get.acme.example/i.sh', 'https://get.acme.example/i.sh', 'get.acme.example/i.sh'],
  ['acme.example/tools', 'git@acme.example:tools.git', 'ssh://acme.example/tools.git', 'acme.example/tools'],
])('says the entry %s, written as %s', (name, rawName, url, said) => {
  const source = { kind: 'url', url } as const;
  expect(sayEntry(subjectOf({ dependency: { name, rawName, source } }))).toBe(said);
});

describe('sayRegistries', () => {
  const other = (url: string) => ({ ...privateRegistry, url });

  it.each([
    [[publicRegistry], undefined, 'the npm registry'],
    [[publicRegistry, privateRegistry], undefined, 'the npm registry or npm.acme.example'],
    [[privateRegistry, publicRegistry], 'left-*', 'npm.acme.example'],
    [[other('https://user:secret@npm.acme.example/x')], undefined, 'npm.acme.example'],
    [[other('no address')], undefined, 'the configured registry'],
    [
      ['a', 'b', 'c', 'd', 'e'].map((host) => other(`https://${host}.example/`)),
      undefined,
      'a.example or b.example or c.example or 2 more registries',
    ],
  ])('names the registries of record (%#)', (registries, privateBy, said) => {
    const subject = subjectOf({ registries, ...(privateBy === undefined ? {} : { privateBy }) });
    expect(sayRegistries(factsOf(), subject)).toBe(said);
  });

  it('leaves the article out where the name takes none', () => {
    expect(sayRegistries(factsOf(), subjectOf({ dependency: { ecosystem: 'pypi' } }))).toBe('PyPI');
  });
});

it.each([
  [{ name: 'left-pad' }, 'left-pad'],
  [{ name: 'left-pad', version: '1.3.0' }, 'left-pad 1.3.0'],
  [{ name: 'left-pad', version: '1.3.0', rawName: 'padding' }, 'left-pad 1.3.0 (written as padding)'],
  [{ name: 'left-pad', rawName: '\u202Ex' }, 'left-pad (written as "\u202Ex")'],
  [{ name: 'acme-tools', rawName: 'Acme._Tools', ecosystem: 'pypi' }, 'acme-tools'],
])('says the entry %j', (dependency, said) => {
  expect(sayEntry(subjectOf({ dependency }))).toBe(said);
});

it.each([
  [[], ''],
  [['a'], ', brought in by a'],
  [['a', '@s/b'], ', brought in by a > @s/b'],
  [['a', 'b', 'c', 'd'], ', brought in by a > b > c > d'],
  [['a', 'b', 'c', 'd', 'e', 'f'], ', brought in by a > b > … > f'],
])('says the chain %j', (names, said) => {
  expect(sayChain(subjectOf({ introducedBy: names.map((name) => purl('npm', name)) }))).toBe(said);
});

it('says the versions of a chain', () => {
  const introducedBy = [purl('npm', 'a', '1.0.0'), purl('npm', 'b', '2.0.0 x')];
  expect(sayChain(subjectOf({ introducedBy }))).toBe(', brought in by a 1.0.0 > b "2.0.0 x"');
});

it.each([
  ['the key stands twice.', 'the key stands twice'],
  ['  two\n lines ', 'two lines'],
  ['x'.repeat(100_000), `${'x'.repeat(220)}…`],
])('takes over a part of a sentence (%#)', (text, said) => {
  expect(sayPart(text)).toBe(said);
});
