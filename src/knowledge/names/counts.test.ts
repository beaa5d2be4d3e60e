import { describe, expect, it } from 'vitest';
import { buildSketch } from '../../../scripts/data/build-sketch.ts';
import { openCounts, quantise, tokensOf } from './counts.ts';

describe('tokens of a name', () => {
  it.each([
    ['react-dom', ['react', 'dom']],
    ['@aws-sdk/client-s3', ['aws', 'sdk', 'client', 's3']],
    ['a_b.c--d', ['a', 'b', 'c', 'd']],
    ['JSONStream', ['jsonstream']],
    ['chart-to-chart', ['chart', 'to']],
    ['', []],
    ['@/-._', []],
    ['__proto__', ['proto']],
  ])('%s: %j', (name, tokens) => {
    expect(tokensOf(name)).toEqual(tokens);
  });
});

describe('counts', () => {
  const date = new Date('2026-11-01');
  const readBack = (count: number): number => {
    const entries = new Map([['t:x', quantise(count)]]);
    return openCounts(buildSketch(entries, { fingerprintBits: 7, valueBits: 5, date }))('t:x');
  };

  it.each([2, 3, 4, 5, 6, 7, 8])('are exact: %i', (count) => {
    expect(readBack(count)).toBe(count);
  });

  it.each([9, 10, 13, 100, 999, 7261, 20_283])('are right to 18 %%: %i', (count) => {
    expect(Math.abs(readBack(count) / count - 1)).toBeLessThan(0.18);
  });

  it('grow with what they count, up to what fits', () => {
    const values = Array.from({ length: 60_000 }, (_, at) => quantise(at + 2));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(new Set(values)).toEqual(new Set(Array.from({ length: 32 }, (_, at) => at)));
  });
});
