import { Keys } from './keys.ts';
import { Spelling } from './spelling.ts';
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
  readonly #counts: Int32Array;
  readonly #lengths: Uint8Array;
  readonly #stemOf: Int32Array;
  readonly #flags: Uint8Array;
  /** 0: not asked for yet. */
  readonly #weights: Float32Array;
  readonly #names: number;

  /** @param names how many are read @param words they have at most so many */
  constructor(tables: Tables, names: number, words: number) {
    this.#tables = tables;
    this.#names = names;
    const most = words + tables.packaging.size + tables.embellishing.size + tables.types.size;
    this.#counts = new Int32Array(most);
    this.#lengths = new Uint8Array(most);
    this.#stemOf = new Int32Array(most);
    this.#flags = new Uint8Array(most);
    this.#weights = new Float32Array(most);
    const spelling = new Spelling();
    for (const list of [tables.packaging, tables.embellishing, tables.types]) {
      for (const word of list) {
        spelling.readText(word);
        this.#flags[this.#number(spelling, 0, spelling.length)] = flagsOf(tables, word);
      }
    }
  }

  /** The number of a word, which one more name has. */
  add(spelling: Spelling, word: number): number {
    const id = this.#number(spelling, spelling.starts[word] ?? 0, spelling.starts[word + 1] ?? 0);
    const stem = this.stemOf(id);
    this.#counts[stem] = (this.#counts[stem] ?? 0) + 1;
    return id;
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

  /** How much a word of a name tells, when all are read: the rarer the more; words about packaging tell little. */
  weightOf(id: number): number {
    if (this.#weights[id] === 0) this.#weights[id] = weigh(this.#names, this.count(this.stemOf(id)), this.flagsOf(id));
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

  #number(spelling: Spelling, from: number, to: number): number {
    const id = this.#keys.add(spelling.hash(from, to));
    if (this.#lengths[id] !== 0) return id;
    this.#lengths[id] = to - from;
    this.#stemOf[id] = this.#stems.add(spelling.hash(from, stemEnd(spelling, from, to)));
    // All others with flags are known from the start.
    if (to - from < 6 && spelling.hasAt('cu', from)) this.#flags[id] = flagsOf(this.#tables, spelling.text(from, to));
    return id;
  }
}

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
