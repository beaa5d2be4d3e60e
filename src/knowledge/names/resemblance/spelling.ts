/** Characters that separate the words of a name. */
export const isSeparator = (character: string): boolean => character === '-' || character === '_' || character === '.';
export const isDigit = (character: string): boolean => character >= '0' && character <= '9';

/** A name without its separators, and without the marks of a scope. */
export function squash(name: string): string {
  let bare = '';
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    if (!isMark(name.charCodeAt(at))) continue;
    bare += name.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? name : bare + name.slice(from);
}

/** The words of a name, its scope's included. */
export function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  let from = 0;
  for (let at = 0; at <= name.length; at++) {
    if (at < name.length && !isMark(name.charCodeAt(at))) continue;
    if (at > from) words.push(name.slice(from, at));
    from = at + 1;
  }
  return words;
}

/** Hyphen, full stop, slash, `@` and underscore. */
const isMark = (code: number): boolean => (code >= 45 && code <= 47) || code === 64 || code === 95;

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
  // What both begin and end with costs nothing.
  let oneEnd = one.length;
  let otherEnd = other.length;
  let start = 0;
  while (start < oneEnd && start < otherEnd && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  while (oneEnd > start && otherEnd > start && one.charCodeAt(oneEnd - 1) === other.charCodeAt(otherEnd - 1)) {
    oneEnd--;
    otherEnd--;
  }
  if (start === oneEnd || start === otherEnd) return Math.max(oneEnd, otherEnd) - start;
  return align(one.slice(start, oneEnd), other.slice(start, otherEnd), limit);
}

function align(one: string, other: string, limit: number): number {
  let beforeLast: number[] = [];
  let last: number[] = [];
  for (let column = 0; column <= other.length; column++) last.push(column);
  for (let row = 1; row <= one.length; row++) {
    const letter = one.charCodeAt(row - 1);
    const current = [row];
    let left = row;
    let best = row;
    for (let column = 1; column <= other.length; column++) {
      const isSame = letter === other.charCodeAt(column - 1);
      left = Math.min((last[column] ?? row) + 1, left + 1, (last[column - 1] ?? row) + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && areSwapped(one, row, other, column))
        left = Math.min(left, (beforeLast[column - 2] ?? row) + 1);
      current.push(left);
      if (left < best) best = left;
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[other.length] ?? limit + 1, limit + 1);
}

const areSwapped = (one: string, row: number, other: string, column: number): boolean =>
  one.charCodeAt(row - 1) === other.charCodeAt(column - 2) && one.charCodeAt(row - 2) === other.charCodeAt(column - 1);
