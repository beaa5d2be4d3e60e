import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, partsOf, squash, wordsOf } from './spelling.ts';

/** By the definition (Boytsov 2011, section 2.2.1), without limits or short cuts. */
function plainDistance(one: string, other: string): number {
  const known = new Map<string, number>();
  const between = (row: number, column: number): number => {
    if (row === 0 || column === 0) return row + column;
    const key = `${row} ${column}`;
    const found = known.get(key) ?? Math.min(...ways(row, column));
    known.set(key, found);
    return found;
  };
  const ways = (row: number, column: number): readonly number[] => [
    between(row - 1, column) + 1,
    between(row, column - 1) + 1,
    between(row - 1, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1),
    ...(row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      ? [between(row - 2, column - 2) + 1]
      : []),
  ];
  return between(one.length, other.length);
}

describe('distance', () => {
  it('is what its definition says, up to its limit', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 4 }), (one, other, limit) => {
        expect(distance(one, other, limit)).toBe(Math.min(plainDistance(one, other), limit + 1));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the parts of a name', () => {
  it.each([
    ['@babel/plugin-x', ['babel', 'plugin', 'x'], 'babelpluginx', { scope: '@babel', base: 'plugin-x' }],
    ['a--b_.c-', ['a', 'b', 'c'], 'abc', { scope: '', base: 'a--b_.c-' }],
    ['react', ['react'], 'react', { scope: '', base: 'react' }],
    ['', [], '', { scope: '', base: '' }],
    ['@', [], '', { scope: '', base: '@' }],
    ['@/', [], '', { scope: '@', base: '' }],
    ['a/b', ['a', 'b'], 'ab', { scope: '', base: 'a/b' }],
  ])('%j', (name, words, bare, parts) => {
    expect(wordsOf(name)).toEqual(words);
    expect(squash(name)).toBe(bare);
    expect(partsOf(name)).toEqual(parts);
  });

  it('are the same however a name is taken apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '-', '.', '/', '@', '_', ',', '💥') }), (name) => {
        expect(wordsOf(name)).toEqual(name.split(/[-_./@]/).filter((word) => word !== ''));
        expect(wordsOf(name).join('')).toBe(squash(name));
      }),
    );
  });
});
