import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTrigrams } from '../../../scripts/data/build-trigrams.ts';
import { openTrigrams } from './trigrams.ts';

const names = ['react', 'react-dom', 'react-router', 'reactive', '@types/react', 'redux', 'request', 'requests'];
const model = openTrigrams(buildTrigrams(names, new Date('2026-11-01')));
const sum = (bits: readonly number[]): number => bits.reduce((total, one) => total + one, 0);

describe('the letters of names', () => {
  it('cost little where names have them, and more the odder they are', () => {
    const [usual, swapped, odd] = ['react', 'raect', 'xqjzk'].map((name) => sum(model.bitsOf(name)));
    expect(usual).toBeLessThan(swapped ?? 0);
    expect(swapped).toBeLessThan(odd ?? 0);
  });

  it('are counted with the end of each word; a scope is a word', () => {
    expect(model.bitsOf('react')).toHaveLength(6);
    expect(model.bitsOf('@types/react')).toEqual([...model.bitsOf('types'), ...model.bitsOf('react')]);
    expect(model.bitsOf('React')).toEqual(model.bitsOf('react'));
  });

  it('cost as much as their shares say', () => {
    // Shares after two letters are those of the only letter that stands there, less what unseen ones have.
    const certain = openTrigrams(
      buildTrigrams(
        Array.from({ length: 10_000 }, () => 'ab'),
        new Date('2026-11-01'),
      ),
    );
    expect(certain.bitsOf('ab')).toEqual([0, 0, 0]);
    const even = openTrigrams(buildTrigrams([], new Date('2026-11-01')));
    expect(even.bitsOf('ab')).toEqual([5.5, 5.5, 5.5]);
  });

  it('have a cost each, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(model.bitsOf(name).filter((bits) => !(bits >= 0 && bits <= 15.5))).toEqual([]);
      }),
    );
    expect(model.bitsOf('')).toEqual([]);
    expect(model.bitsOf('a'.repeat(10_000))).toHaveLength(215);
    expect(model.bitsOf('\0')).toEqual([15.5, 15.5]);
  });

  it('are refused from a table of another length', () => {
    const bytes = buildTrigrams(names, new Date('2026-11-01'));
    expect(() => openTrigrams(bytes.subarray(0, -1))).toThrow();
    expect(() => openTrigrams(bytes.with(0, 0))).toThrow();
  });
});
