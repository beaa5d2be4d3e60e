import { neighboursOf } from '../keyboard.ts';
import { isDigit, isSeparator } from './spelling.ts';

/**
 * The one edit that makes a name of another. Kinds differ widely in what they tell: two letters swapped are a slip or a
 * trap, another digit at the end is mostly a version of its own.
 */
export type EditKind =
  | 'swap'
  | 'swap-first'
  | 'swap-digits'
  | 'swap-separator'
  | 'doubled'
  | 'undoubled'
  | 'dropped'
  | 'dropped-vowel'
  | 'dropped-first'
  | 'dropped-last'
  | 'dropped-digit'
  | 'dropped-last-digit'
  | 'dropped-separator'
  | 'singular'
  | 'added'
  | 'added-neighbour'
  | 'added-first'
  | 'added-last'
  | 'added-ending'
  | 'added-digit'
  | 'added-last-digit'
  | 'added-separator'
  | 'plural'
  | 'replaced'
  | 'replaced-first'
  | 'replaced-last'
  | 'neighbour'
  | 'neighbour-first'
  | 'neighbour-last'
  | 'vowel'
  | 'lookalike-letter'
  | 'other-digit'
  | 'digit-for-letter'
  | 'other-separator'
  | 'separator-for-letter';

/** The kind of the single edit that turned `target` into `name`; undefined where one edit is not enough or none is needed. */
export function editOf(name: string, target: string): EditKind | undefined {
  const shorter = Math.min(name.length, target.length);
  if (Math.abs(name.length - target.length) > 1) return undefined;
  let start = 0;
  while (start < shorter && name.charCodeAt(start) === target.charCodeAt(start)) start++;
  let more = name.length - start;
  let less = target.length - start;
  while (more > 0 && less > 0 && name.charCodeAt(start + more - 1) === target.charCodeAt(start + less - 1)) {
    more--;
    less--;
  }
  if (more === 1 && less === 1) return replacement(name, target, start);
  if (more === 2 && less === 2) return swap(name, target, start);
  if (more === 1 && less === 0) return addition(name, start);
  if (more === 0 && less === 1) return omission(target, start);
  return undefined;
}

const vowels = 'aeiouy';
const isVowel = (letter: string): boolean => letter.length === 1 && vowels.includes(letter);
const areNeighbours = (one: string, other: string): boolean =>
  neighboursOf(one).includes(other) || neighboursOf(other).includes(one);

/** Letters and digits that look alike in most fonts. */
const alike = new Set(['0o', '1l', '1i', '3e', '4a', '5s', '7t', '8b', '9g', 'il', 'uv', 'ce']);
const lookAlike = (one: string, other: string): boolean => alike.has(one + other) || alike.has(other + one);

function replacement(name: string, target: string, at: number): EditKind {
  const [now, once] = [name.charAt(at), target.charAt(at)];
  if (isDigit(now) && isDigit(once)) return 'other-digit';
  if (lookAlike(now, once)) return 'lookalike-letter';
  if (isDigit(now) || isDigit(once)) return 'digit-for-letter';
  if (isSeparator(now) && isSeparator(once)) return 'other-separator';
  if (isSeparator(now) || isSeparator(once)) return 'separator-for-letter';
  if (isVowel(now) && isVowel(once)) return 'vowel';
  const near = areNeighbours(now, once);
  if (at === 0) return near ? 'neighbour-first' : 'replaced-first';
  if (at === name.length - 1) return near ? 'neighbour-last' : 'replaced-last';
  return near ? 'neighbour' : 'replaced';
}

function swap(name: string, target: string, at: number): EditKind | undefined {
  const [first, second] = [name.charAt(at), name.charAt(at + 1)];
  if (first !== target.charAt(at + 1) || second !== target.charAt(at)) return undefined;
  if (isSeparator(first) || isSeparator(second)) return 'swap-separator';
  if (isDigit(first) && isDigit(second)) return 'swap-digits';
  return at === 0 ? 'swap-first' : 'swap';
}

function addition(name: string, at: number): EditKind {
  const added = name.charAt(at);
  const isLast = at === name.length - 1;
  if (isSeparator(added)) return 'added-separator';
  if (isDigit(added)) return isLast ? 'added-last-digit' : 'added-digit';
  if (name.charAt(at - 1) === added || name.charAt(at + 1) === added) return 'doubled';
  if (isLast) return added === 's' ? 'plural' : 'edry'.includes(added) ? 'added-ending' : 'added-last';
  if (at === 0) return 'added-first';
  const near = areNeighbours(added, name.charAt(at - 1)) || areNeighbours(added, name.charAt(at + 1));
  return near ? 'added-neighbour' : 'added';
}

function omission(target: string, at: number): EditKind {
  const lost = target.charAt(at);
  const isLast = at === target.length - 1;
  if (isSeparator(lost)) return 'dropped-separator';
  if (isDigit(lost)) return isLast ? 'dropped-last-digit' : 'dropped-digit';
  if (target.charAt(at - 1) === lost || target.charAt(at + 1) === lost) return 'undoubled';
  if (isLast) return lost === 's' ? 'singular' : 'dropped-last';
  if (at === 0) return 'dropped-first';
  return isVowel(lost) ? 'dropped-vowel' : 'dropped';
}
