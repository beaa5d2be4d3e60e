import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSketch } from '../../../scripts/data/build-sketch.ts';
import { openSketch } from './sketch.ts';

const date = new Date('2026-11-01');
const build = (entries: Iterable<readonly [string, number]>, fingerprintBits = 10, valueBits = 4) =>
  buildSketch(new Map(entries), { fingerprintBits, valueBits, date });
const numbered = (count: number) => Array.from({ length: count }, (_, at) => [`name-${at}`, at % 16] as const);

describe('a sketch', () => {
  it('finds what was put in, with its number, whatever the keys', () => {
    const keys = fc.dictionary(fc.string({ unit: 'binary', maxLength: 12 }), fc.nat({ max: 15 }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 16 }), (entries, bits) => {
        const sketch = openSketch(build(Object.entries(entries), bits));
        expect(sketch.size).toBe(Object.keys(entries).length);
        for (const [key, value] of Object.entries(entries)) expect(sketch.find(key)).toBe(value);
      }),
    );
  });

  it.each([1, 2, 3, 4, 7, 8, 9, 50, 1000, 30_000])('of %i keys finds all and is of that size', (count) => {
    const sketch = openSketch(build(numbered(count)));
    expect(sketch.size).toBe(count);
    expect(sketch.date).toEqual(date);
    expect(numbered(count).filter(([key, value]) => sketch.find(key) !== value)).toEqual([]);
  });

  it.each([
    [6, 1 / 64],
    [8, 1 / 256],
    [10, 1 / 1024],
  ])('of %i bits takes one of 2^bits other keys for its own', (bits, share) => {
    const sketch = openSketch(build(numbered(20_000), bits));
    const asked = 200_000;
    let mistaken = 0;
    for (let at = 0; at < asked; at++) if (sketch.find(`other_${at}`) !== undefined) mistaken++;
    // Four standard deviations either way: the hash is fixed, so this is no matter of luck from run to run.
    const spread = 4 * Math.sqrt(asked * share);
    expect(Math.abs(mistaken - asked * share)).toBeLessThan(spread);
  });

  it('takes little more room than its bits', () => {
    const bytes = build(numbered(100_000), 10, 4).length;
    expect((bytes * 8) / (100_000 * 14)).toBeLessThan(1.11);
  });

  it('has the same bytes, in whatever order the keys come', () => {
    const entries = numbered(500);
    expect(build(entries.toReversed())).toEqual(build(entries));
  });

  it('answers hostile keys, and keeps them apart', () => {
    const hostile = [
      '',
      '\0',
      'a'.repeat(10_000),
      'a'.repeat(10_001),
      '\uD800',
      '\uDC00',
      '\uD800\uDC00',
      '__proto__',
      'é',
      'e\u0301',
    ];
    const sketch = openSketch(build(hostile.map((key, at) => [key, at])));
    expect(hostile.map((key) => sketch.find(key))).toEqual(hostile.map((_, at) => at));
    const empty = openSketch(build([]));
    expect(hostile.map((key) => empty.find(key))).toEqual(hostile.map(() => undefined));
  });

  it('keeps names apart that differ little', () => {
    const sketch = openSketch(build([['ab', 1]], 16));
    expect(['ba', 'a', 'b', 'abb', 'aab', 'Ab', 'ab ', 'a\0b'].filter((key) => sketch.find(key) !== undefined)).toEqual(
      [],
    );
  });

  it('is refused where bytes are missing, surplus or others', () => {
    const bytes = build(numbered(100));
    for (const length of [0, 3, 11, 12, 20, bytes.length - 1])
      expect(() => openSketch(bytes.subarray(0, length))).toThrow();
    expect(() => openSketch(new Uint8Array([...bytes, 0]))).toThrow();
    expect(() => openSketch(bytes.with(0, 0))).toThrow();
  });

  it('is not made of numbers that do not fit', () => {
    for (const value of [16, -1, 1.5, Number.NaN]) expect(() => build([['a', value]])).toThrow();
    expect(() => build([['a', 0]], 17)).toThrow();
    expect(() => build([['a', 0]], 16, 9)).toThrow();
  });
});
