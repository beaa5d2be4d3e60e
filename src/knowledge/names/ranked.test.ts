import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRanked } from '../../../scripts/data/build-ranked.ts';
import { openRanked } from './ranked.ts';

const date = new Date('2026-11-01');
const open = (names: readonly string[], exact = 1000) => openRanked(buildRanked(names, { exact, date }));
const letters = fc.string({ unit: fc.constantFrom(...'ab-@/.1Z~'), minLength: 1, maxLength: 6 });

describe('ranked names', () => {
  it('keep each name at its rank, and know no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 300 }), letters, (names, other) => {
        const ranked = open(names);
        expect([ranked.size, ranked.date]).toEqual([names.length, date]);
        for (const [at, name] of names.entries()) {
          expect(ranked.rankOf(name)).toBe(at + 1);
          expect(ranked.nameAt(at + 1)).toBe(name);
        }
        if (!names.includes(other)) expect(ranked.rankOf(other)).toBeUndefined();
      }),
    );
  });

  it('count the names that begin with one and a separator', () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 300 }), letters, (names, other) => {
        const ranked = open(names);
        for (const name of [...names, other, '', 'a'.repeat(300)]) {
          const family = names.filter((one) => one.startsWith(`${name}-`) || one.startsWith(`${name}.`));
          expect(ranked.familySize(name)).toBe(family.length);
        }
      }),
    );
  });

  it('keep ranks after the exact ones to 3 %, each once', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `n${(at * 7919) % 20_000}`);
    const ranked = open(names, 500);
    expect(ranked.exact).toBe(500);
    const ranks = names.map((name) => ranked.rankOf(name) ?? 0);
    expect(new Set(ranks).size).toBe(names.length);
    expect(ranks.slice(0, 500)).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
    expect(ranks.filter((rank, at) => Math.abs(rank - at - 1) > Math.ceil(0.03 * (at + 1)))).toEqual([]);
    expect(names.filter((name, at) => ranked.nameAt(ranks[at] ?? 0) !== name)).toEqual([]);
  });

  it('come whole for an index, sorted', () => {
    const names = Array.from({ length: 300 }, (_, at) => `package-${at}`);
    const ranked = open(names, 10);
    const { shared, endings, ranks } = ranked.coded();
    const parts = Buffer.from(endings).toString().split('\n');
    const decoded: string[] = [];
    for (const [at, length] of shared.entries())
      decoded.push((decoded.at(-1) ?? '').slice(0, length) + (parts[at] ?? ''));
    expect(decoded).toEqual(names.toSorted());
    expect(decoded.map((name) => ranked.rankOf(name))).toEqual([...ranks]);
  });

  it('are found among names that begin alike, and no others are', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 8 });
    const list = fc.uniqueArray(name, { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(list, fc.array(name), (names, others) => {
        const ranked = open(names, 5);
        for (const one of [...names, ...others]) {
          const rank = ranked.rankOf(one);
          if (names.includes(one)) expect(ranked.nameAt(rank ?? 0)).toBe(one);
          else expect(rank, one).toBeUndefined();
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a prefix', 'rea'],
    ['more', 'react2'],
    ['another case', 'React'],
    ['10,000 letters', 'react'.repeat(2000)],
    ['a lone surrogate', '\uD800'],
    ['a letter whose low byte is that of another', 're\u0161ct'],
    ['a line feed', 'react\n'],
    ['two names', 'react\nvue'],
    ['a key of objects', '__proto__'],
    ['less than all', '\0'],
    ['more than all', '\uFFFF'],
  ])('do not have %s', (_, name) => {
    expect(open(['vue', 'react']).rankOf(name)).toBeUndefined();
    expect(open([]).rankOf(name)).toBeUndefined();
  });

  it.each([0, -1, 3, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('have none at the rank %d', (rank) => {
    expect(() => open(['vue', 'react']).nameAt(rank)).toThrow(RangeError);
  });

  it('hold the longest names', () => {
    const longest = ['a'.repeat(255), `${'a'.repeat(254)}b`, 'a'.repeat(254)];
    const ranked = open(longest);
    expect(longest.map((name) => ranked.rankOf(name))).toEqual([1, 2, 3]);
    expect(ranked.nameAt(2)).toBe(longest[1]);
    expect(ranked.rankOf('a'.repeat(256))).toBeUndefined();
  });

  it('are refused where bytes are missing, surplus or others', () => {
    const bytes = buildRanked(['vue', 'react'], { exact: 2, date });
    for (let length = 0; length < bytes.length; length++) expect(() => openRanked(bytes.subarray(0, length))).toThrow();
    expect(() => openRanked(new Uint8Array([...bytes, 0]))).toThrow();
    expect(() => openRanked(bytes.with(0, 0))).toThrow();
  });

  it.each([[['a', 'a']], [['']], [['a b']], [['é']], [['a\n']], [['a'.repeat(256)]]])('are not made of %j', (names) => {
    expect(() => open(names)).toThrow();
  });
});
