/** Characters that separate the words of a name. */
export const isSeparator = (character: string): boolean => character === '-' || character === '_' || character === '.';
export const isDigit = (character: string): boolean => character >= '0' && character <= '9';

/** A name without its separators, and without the marks of a scope. */
export const squash = (name: string): string => name.replace(/[-_.@/]/g, '');

/** The words of a name, its scope's included. */
export const wordsOf = (name: string): readonly string[] => name.split(/[-_./@]/).filter((word) => word !== '');

export interface NameParts {
  /** With its `@`; empty where there is none. */
  readonly scope: string;
  readonly base: string;
}

export function partsOf(name: string): NameParts {
  const slash = name.startsWith('@') ? name.indexOf('/') : -1;
  return slash < 0 ? { scope: '', base: name } : { scope: name.slice(0, slash), base: name.slice(slash + 1) };
}

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours (Boytsov 2011, section 2).
 * @returns `limit + 1` where it is larger than the limit
 */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(at(last, other.length), limit + 1);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
