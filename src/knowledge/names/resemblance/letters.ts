/**
 * An index of names by the letters they are made of, whatever their order and separators: one number a name, the sum of a
 * number for each letter. One edit of a name adds a number, takes one away or both, so a few hundred look-ups find every
 * name that is one edit, one swap or another order of words away. Nothing is scanned.
 */
export interface LetterIndex {
  /** Ranks of names with that sum, the most used first; others may be among them. At most `limit`. */
  find(sum: number): readonly number[];
}

const limit = 24;

/** Characters that names are made of; others never stand in a ranked name. */
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789~';

/** A number for each character: fixed, and without pattern (the finaliser of MurmurHash3). */
const numbers: readonly number[] = Array.from({ length: 128 }, (_, code) => {
  let mixed = Math.imul(code + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  const separators = '-_.@/';
  return separators.includes(String.fromCharCode(code)) ? 0 : (mixed ^ (mixed >>> 16)) | 0;
});

const numberOf = (letter: string): number => numberOfCode(letter.charCodeAt(0));
export const numberOfCode = (code: number): number => numbers[code] ?? 0;

/** Separators, `@` and `/` count for nothing. */
export function sumOf(name: string): number {
  let sum = 0;
  for (let at = 0; at < name.length; at++) sum = (sum + (numbers[name.charCodeAt(at)] ?? 0)) | 0;
  return sum;
}

/** @param sumAt the sum of the name of a rank, from 1; undefined: it is left out */
export function indexLetters(size: number, sumAt: (rank: number) => number | undefined): LetterIndex {
  const bits = Math.max(4, Math.ceil(Math.log2(size + 1)));
  const heads = new Int32Array(2 ** bits);
  const next = new Int32Array(size + 1);
  const sums = new Int32Array(size + 1);
  const slotOf = (sum: number) => Math.imul(sum, 0x9e3779b1) >>> (32 - bits);
  // From the least used on: the most used stands first in its chain.
  for (let rank = size; rank > 0; rank--) {
    const sum = sumAt(rank);
    if (sum === undefined) continue;
    const slot = slotOf(sum);
    sums[rank] = sum;
    next[rank] = heads[slot] ?? 0;
    heads[slot] = rank;
  }
  return {
    find(sum) {
      let rank = heads[slotOf(sum | 0)] ?? 0;
      if (rank === 0) return none;
      const found: number[] = [];
      while (rank !== 0 && found.length < limit) {
        if (sums[rank] === (sum | 0)) found.push(rank);
        rank = next[rank] ?? 0;
      }
      return found;
    },
  };
}

const none: readonly number[] = [];

/** Calls for each sum that one edit of the letters leads to, the sum itself first. */
export function visitEdits(name: string, visit: (sum: number) => void): void {
  const sum = sumOf(name);
  visit(sum);
  const own = new Set(name);
  for (const letter of letters) visit((sum + numberOf(letter)) | 0);
  for (const letter of own) {
    const rest = (sum - numberOf(letter)) | 0;
    if (rest === sum) continue;
    visit(rest);
    for (const other of letters) if (other !== letter) visit((rest + numberOf(other)) | 0);
  }
}

/** Calls for each sum that two letters more, or two fewer, lead to. */
export function visitPairs(name: string, visit: (sum: number) => void): void {
  const sum = sumOf(name);
  const own = [...new Set(name)].map(numberOf).filter((number) => number !== 0);
  const all = [...letters].map(numberOf);
  for (const [numbers, sign] of [[own, -1], [all, 1]] as const) {
    numbers.forEach((first, at) => {
      for (const second of numbers.slice(at)) visit((sum + sign * (first + second)) | 0);
    });
  }
}
