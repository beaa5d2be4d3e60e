import { Keys } from './keys.ts';
import type { Spelling } from './spelling.ts';
import { isPackaging, type Tables } from './tables.ts';
import { stemEnd } from './words.ts';

/** What a word says: bits. */
export const packages = 1;
export const embellishes = 2;
export const types = 4;

/** The words of all names, each with a number from 0. */
export class Dictionary {
  readonly #tables: Tables;
  readonly #keys = new Keys();
  readonly #stems = new Keys();
  /** How many names have each stem. */
  #counts = new Int32Array(2 ** 12);
  #lengths = new Uint8Array(2 ** 12);
  #stemOf = new Int32Array(2 ** 12);
  #flags = new Uint8Array(2 ** 12);
  #weights = new Float32Array(0);

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The number of a word, which one more name has. */
  add(spelling: Spelling, word: number): number {
    const before = this.#keys.size;
    const from = spelling.starts[word] ?? 0;
    const to = spelling.starts[word + 1] ?? 0;
    const id = this.#keys.add(spelling.hash(from, to));
    if (id === before) this.#describe(spelling, from, to, id);
    const stem = this.stemOf(id);
    this.#counts[stem] = (this.#counts[stem] ?? 0) + 1;
    return id;
  }

  /** @param names how many were read */
  seal(names: number): void {
    this.#weights = new Float32Array(this.#keys.size);
    for (let id = 0; id < this.#weights.length; id++) {
      this.#weights[id] = weigh(names, this.count(this.stemOf(id)), this.flagsOf(id));
    }
  }

  /** The number of a word; -1 where no name has it. */
  find(hash: number): number {
    return this.#keys.find(hash);
  }

  lengthOf(id: number): number {
    return this.#lengths[id] ?? 0;
  }

  flagsOf(id: number): number {
    return this.#flags[id] ?? 0;
  }

  /** How much a word of a name tells: the rarer the more; words about packaging tell little. */
  weightOf(id: number): number {
    return this.#weights[id] ?? 0;
  }

  /** Words of one stem are one word: `validate`, `validator`. */
  stemOf(id: number): number {
    return this.#stemOf[id] ?? 0;
  }

  stemHashOf(id: number): number {
    return this.#stems.hashAt(this.stemOf(id));
  }

  /** -1 where no word has it. */
  findStem(hash: number): number {
    return this.#stems.find(hash);
  }

  /** How many names have a stem. */
  count(stem: number): number {
    return this.#counts[stem] ?? 0;
  }

  #describe(spelling: Spelling, from: number, to: number, id: number): void {
    if (id === this.#lengths.length) {
      this.#lengths = grow(this.#lengths, new Uint8Array(2 * id));
      this.#flags = grow(this.#flags, new Uint8Array(2 * id));
      this.#stemOf = grow(this.#stemOf, new Int32Array(2 * id));
      this.#counts = grow(this.#counts, new Int32Array(2 * id));
    }
    this.#lengths[id] = to - from;
    this.#stemOf[id] = this.#stems.add(spelling.hash(from, stemEnd(spelling, from, to)));
    this.#flags[id] = to - from > longestFlagged ? 0 : flagsOf(this.#tables, spelling.text(from, to));
  }
}

/** No word of the tables is longer. */
const longestFlagged = 14;

export const flagsOf = (tables: Tables, word: string): number =>
  (isPackaging(tables, word) ? packages : 0) |
  (tables.embellishing.has(word) ? embellishes : 0) |
  (tables.types.has(word) ? types : 0);

/** @param count names that have the word: one that none has says nothing of what was meant */
export function weigh(names: number, count: number, flags: number): number {
  const rarity = Math.log((names + 1) / (count + 1)) * (count === 0 ? 0.6 : 1);
  if ((flags & packages) !== 0) return rarity * 0.25;
  return (flags & embellishes) !== 0 ? rarity * 0.4 : rarity;
}

function grow<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
