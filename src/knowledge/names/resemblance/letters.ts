import { Filter } from '../filter.ts';

/**
 * An index of names by the letters they are made of, whatever their order and separators: one number a name, the sum of a
 * number for each letter. One edit of a name adds a number, takes one away or both, so a few hundred look-ups find every
 * name that is one edit, one swap or another order of words away. Nothing is scanned, and a filter that fits the
 * processor's cache answers nearly every look-up.
 */
export class LetterIndex {
  readonly #sums: Int32Array;
  /** The first rank of each slot, and the next one of each rank: the most used first; 0 ends. */
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #filter: Filter;
  readonly #isIn: Uint8Array | undefined;
  readonly #letters: () => Int32Array;
  #questions = 0;
  /** The sums of the names without one of their letters, when many have asked: what is one letter away has one of them. */
  #less: Filter | undefined;
  /** Those of them that two names and more have: of a name that is in itself, no others tell anything. */
  #shared: Filter | undefined;

  /**
   * @param sums of the name of each rank, from 1; what stands at 0 says nothing
   * @param letters the bits of their letters, asked for when many questions have come
   * @param isIn which ranks are in; left out: all
   */
  constructor(sums: Int32Array, letters: () => Int32Array, isIn?: Uint8Array) {
    this.#letters = letters;
    this.#isIn = isIn;
    const size = sums.length - 1;
    const bits = Math.max(5, Math.ceil(Math.log2(size + 1)));
    const filter = new Filter(bits + 4);
    const heads = new Int32Array(2 ** bits);
    const next = new Int32Array(size + 1);
    const mask = heads.length - 1;
    // From the least used on: the most used stands first in its chain.
    for (let rank = size; rank > 0; rank--) {
      if (isIn !== undefined && isIn[rank] === 0) continue;
      const sum = sums[rank] ?? 0;
      next[rank] = heads[sum & mask] ?? 0;
      heads[sum & mask] = rank;
      filter.add(sum);
    }
    this.#sums = sums;
    this.#heads = heads;
    this.#next = next;
    this.#filter = filter;
  }

  /** Whether names may have that sum: one in a hundred of the others is taken for theirs. */
  mayHave(sum: number): boolean {
    return this.#filter.mayHave(sum);
  }

  /** Ranks of names with that sum, the most used first; others may be among them. At most `limit`. */
  find(sum: number): readonly number[] {
    if (!this.mayHave(sum)) return none;
    const sums = this.#sums;
    const next = this.#next;
    let rank = this.#heads[sum & (this.#heads.length - 1)] ?? 0;
    let found: number[] | undefined;
    while (rank !== 0) {
      if (sums[rank] === sum) {
        if (found === undefined) found = [rank];
        else if (found.push(rank) === limit) break;
      }
      rank = next[rank] ?? 0;
    }
    return found ?? none;
  }

  /**
   * Calls with the ranks of each sum that one edit of the letters leads to, those of the sum itself first.
   * @param isIn whether the name is in the index itself
   */
  visitEdits(name: string, visit: Visit, isIn = false): void {
    if (++this.#questions === manyQuestions) this.#hasten();
    const sum = sumOf(name);
    this.#visit(sum, visit);
    this.#visitAdded(sum, 0, 0, visit);
    const others = isIn ? this.#shared : this.#less;
    for (const number of numbersOf(name)) {
      const rest = (sum - number) | 0;
      this.#visit(rest, visit);
      if (others?.mayHave(rest) !== false) this.#visitAdded(rest, 0, number, visit);
    }
  }

  /** Calls with the ranks of each sum that two letters more, or two fewer, lead to. */
  visitPairs(name: string, visit: Visit): void {
    const sum = sumOf(name);
    const own = numbersOf(name);
    for (let at = 0; at < own.length; at++) {
      const rest = (sum - (own[at] ?? 0)) | 0;
      for (let second = at; second < own.length; second++) this.#visit((rest - (own[second] ?? 0)) | 0, visit);
    }
    for (let at = 0; at < added.length; at++) this.#visitAdded((sum + (added[at] ?? 0)) | 0, at, 0, visit);
  }

  /** One letter more, but for that of a number. @param from the first letter that is added */
  #visitAdded(sum: number, from: number, except: number, visit: Visit): void {
    if (this.#less?.mayHave(sum) === false) return;
    const filter = this.#filter;
    for (let at = from; at < added.length; at++) {
      const number = added[at] ?? 0;
      const more = (sum + number) | 0;
      if (filter.mayHave(more) && number !== except) this.#visit(more, visit);
    }
  }

  #hasten(): void {
    const letters = this.#letters();
    const size = Math.log2(this.#heads.length) + lessBits;
    const less = new Filter(size);
    const shared = new Filter(size - 1);
    const add = (sum: number): void => {
      if (less.mayHave(sum)) shared.add(sum);
      else less.add(sum);
    };
    for (let rank = 1; rank < this.#sums.length; rank++) {
      if (this.#isIn?.[rank] !== 0) addLess(add, this.#sums[rank] ?? 0, letters[rank] ?? 0);
    }
    this.#less = less;
    this.#shared = shared;
  }

  #visit(sum: number, visit: Visit): void {
    const ranks = this.find(sum);
    if (ranks.length > 0) visit(ranks);
  }
}

/** The index of texts, each of the rank of its place, from 1. */
export const indexTexts = (texts: readonly string[]): LetterIndex =>
  new LetterIndex(Int32Array.from([0, ...texts.map(sumOf)]), () => Int32Array.from([0, ...texts.map(bitsOf)]));

type Visit = (ranks: readonly number[]) => void;

const limit = 24;
/** So many questions show that many come: what makes them quick is worth its milliseconds from then on. */
const manyQuestions = 1_000;
/** Logarithm of the bits that each name takes of what tells most sums that no name has without one of its letters. */
const lessBits = 6;
const none: readonly number[] = [];

/** A number for each character of ASCII: fixed, and without pattern (the finaliser of MurmurHash3). */
export const letterNumbers = Int32Array.from({ length: 128 }, (_, code) => {
  let mixed = Math.imul(code + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  const separators = '-_.@/';
  return separators.includes(String.fromCharCode(code)) ? 0 : (mixed ^ (mixed >>> 16)) | 0;
});

const numberOfCode = (code: number): number => (code < 128 ? (letterNumbers[code] ?? 0) : 0);

/** The number of each letter of a name, once. */
function numbersOf(name: string): readonly number[] {
  const numbers: number[] = [];
  // Bits of the codes that there were, by their half.
  let lower = 0;
  let upper = 0;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    const number = numberOfCode(code);
    const bit = 1 << code;
    if (number === 0 || ((code < 64 ? lower : upper) & bit) !== 0) continue;
    if (code < 64) lower |= bit;
    else upper |= bit;
    numbers.push(number);
  }
  return numbers;
}

/** Those of the characters that names are made of; others never stand in a ranked name. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789~';
const added = Int32Array.from(alphabet, (letter) => numberOfCode(letter.charCodeAt(0)));
/** A bit for each of them, of the 32 that there are: digits share some. */
const bits = Int32Array.from(alphabet, (_, at) => 1 << (at < 32 ? at : at - 6));
/** The same by code. */
export const letterBits: Int32Array = Int32Array.from({ length: 128 }, (_, code) => {
  return bits[alphabet.indexOf(String.fromCharCode(code))] ?? 0;
});

/** A bit for each letter of a text. */
export function bitsOf(text: string): number {
  let all = 0;
  for (let at = 0; at < text.length; at++) all |= letterBits[text.charCodeAt(at)] ?? 0;
  return all;
}

/** Adds a sum without each of the letters that it is of. @param letters their bits */
function addLess(add: (sum: number) => void, sum: number, letters: number): void {
  for (let rest = letters; rest !== 0; rest &= rest - 1) {
    const at = 31 - Math.clz32(rest & -rest);
    add((sum - (added[at] ?? 0)) | 0);
    // The bits of the first digits are those of the last ones, too.
    if (at >= 26 && at < 31) add((sum - (added[at + 6] ?? 0)) | 0);
  }
}

/** Separators, `@` and `/` count for nothing. */
export function sumOf(name: string): number {
  let sum = 0;
  for (let at = 0; at < name.length; at++) sum = (sum + numberOfCode(name.charCodeAt(at))) | 0;
  return sum;
}
