import type { ExpandedNames } from '../expanded.ts';
import { LetterIndex } from '../resemblance/letters.ts';
import { Dictionary, packages } from './dictionary.ts';
import { extend } from './hash.ts';
import { keyKinds, Postings } from './postings.ts';
import { maxLength, Spelling } from './spelling.ts';
import type { Tables } from './tables.ts';
import { visitCores, wordsOf } from './words.ts';

/** Names are read off their beginnings for at most so many words. */
const depth = 4;
/** Beside the rank of a name with a core: the affixes around it, in halves. */
const rankBits = 20;
const rankMask = 2 ** rankBits - 1;
/** Keys that a name has, about. */
const keys = 8;
const at = 64;

/**
 * The names of one ecosystem that may be offered, found by what they are made of: numbers in typed arrays, no text. Names
 * are told by their rank, the most used first. Keys are hashes: whoever asks compares the letters.
 */
export class Catalogue {
  readonly size: number;
  readonly tables: Tables;
  readonly names: ExpandedNames;
  readonly words: Dictionary;
  readonly #postings: Postings;
  /** By their letters in any order. */
  readonly letters: LetterIndex;
  /**
   * By rank: where the name stands among the names, where its letters start and where its words. They end where those of
   * the name that is used more start.
   */
  readonly #indexes: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #wordStarts: Uint32Array;
  readonly #letters: Uint8Array;
  readonly #words: Uint32Array;
  /** By rank: which letters it has. */
  readonly #masks: Int32Array;

  /** Reads every name once. @param size so many are read, the most used ones */
  constructor(names: ExpandedNames, size: number, tables: Tables) {
    this.size = size;
    this.tables = tables;
    this.names = names;
    // Each word but the first has a letter and what separates it.
    const most = (names.bytes.length + names.ranks.length) >> 1;
    this.words = new Dictionary(tables, size, most);
    this.#postings = new Postings(keys * size);
    this.#indexes = new Uint32Array(size + 1);
    for (let index = 0; index < names.ranks.length; index++) {
      const rank = names.ranks[index] ?? 0;
      if (rank <= size) this.#indexes[rank] = index;
    }
    this.#starts = new Uint32Array(size + 1);
    this.#wordStarts = new Uint32Array(size + 1);
    this.#letters = new Uint8Array(names.bytes.length);
    this.#words = new Uint32Array(most);
    this.#masks = new Int32Array(size + 1);
    this.letters = new LetterIndex(this.#readNames(), () => this.#masks);
  }

  nameAt(rank: number): string {
    const { bytes, offsets } = this.names;
    const index = this.#indexes[rank] ?? 0;
    return String.fromCharCode(...bytes.subarray(offsets[index], offsets[index + 1]));
  }

  isScoped(rank: number): boolean {
    return this.names.bytes[this.names.offsets[this.#indexes[rank] ?? 0] ?? 0] === at;
  }

  /** How many letters the name has. */
  lengthAt(rank: number): number {
    return (this.#starts[rank - 1] ?? 0) - (this.#starts[rank] ?? 0);
  }

  maskAt(rank: number): number {
    return this.#masks[rank] ?? 0;
  }

  countWords(rank: number): number {
    return (this.#wordStarts[rank - 1] ?? 0) - (this.#wordStarts[rank] ?? 0);
  }

  wordAt(rank: number, word: number): number {
    return this.#words[(this.#wordStarts[rank] ?? 0) + word] ?? 0;
  }

  /** The first words, joined. */
  beginningOf(rank: number, words: number): string {
    return wordsOf(this.nameAt(rank)).slice(0, words).join('-');
  }

  /** The hash of its first letters. */
  hashOf(rank: number, letters: number): number {
    const start = this.#starts[rank] ?? 0;
    let hash = 0;
    for (let place = start; place < start + letters; place++) hash = extend(hash, this.#letters[place] ?? 0);
    return hash;
  }

  /** The letters of a name; another one's follow them. */
  lettersAt(rank: number): Uint8Array {
    return this.#letters.subarray(this.#starts[rank], this.#starts[rank - 1]);
  }

  /** Whether the name has letters from a place on: `from` to `to` of the other one. */
  hasLetters(rank: number, place: number, { letters }: Spelling, from: number, to: number): boolean {
    const start = (this.#starts[rank] ?? 0) + place - from;
    for (let place = from; place < to; place++) if (this.#letters[start + place] !== letters[place]) return false;
    return true;
  }

  /** Whether the name has the letters in this order, others among them or not. */
  hasAmong(rank: number, { letters }: Spelling, from: number, to: number): boolean {
    let wanted = from;
    for (let place = this.#starts[rank] ?? 0; place < (this.#starts[rank - 1] ?? 0) && wanted < to; place++) {
      if (this.#letters[place] === letters[wanted]) wanted++;
    }
    return wanted === to;
  }

  find(kind: number, hash: number, limit: number): readonly number[] {
    return this.#postings.find(kind, hash, limit);
  }

  /** Names of exactly these letters, separators aside. */
  findSpelt(spelling: Spelling, from: number, to: number, limit: number): readonly number[] {
    const found = this.letters.find(spelling.sum(from, to));
    if (found.length === 0) return found;
    const same = found.filter(
      (rank) => this.lengthAt(rank) === to - from && this.hasLetters(rank, 0, spelling, from, to),
    );
    return same.length > limit ? same.slice(0, limit) : same;
  }

  /**
   * The least used ones first: of what is found the last comes first.
   * @returns the sum of the letters of each name
   */
  #readNames(): Int32Array {
    const { bytes, offsets } = this.names;
    const spelling = new Spelling();
    const kept = new Spelling();
    const affixes: boolean[] = [];
    const sums = new Int32Array(this.size + 1);
    let rank = this.size;
    // Its own letters are found among those.
    const addCore = (core: Spelling, from: number, to: number, cost: number): void => {
      if (cost > 0) this.#postings.add(keyKinds.core, core.hash(from, to), rank | ((2 * cost) << rankBits));
    };
    let letters = 0;
    let words = 0;
    for (; rank > 0; rank--) {
      const index = this.#indexes[rank] ?? 0;
      const from = offsets[index] ?? 0;
      const to = offsets[index + 1] ?? 0;
      if (to - from <= maxLength) spelling.readBytes(bytes, from, to);
      else spelling.clear();
      this.#masks[rank] = spelling.mask;
      sums[rank] = spelling.sum(0, spelling.length);
      this.#starts[rank] = letters;
      this.#wordStarts[rank] = words;
      for (let at = 0; at < spelling.length; at++) this.#letters[letters++] = spelling.letters[at] ?? 0;
      this.#addWords(spelling, rank, words, affixes);
      words += spelling.words;
      if (spelling.words > 0) visitCores(this.tables, spelling, affixes, kept, addCore);
    }
    this.#starts[0] = letters;
    this.#wordStarts[0] = words;
    return sums;
  }

  /** @param affixes is told which words say how the name is packaged */
  #addWords(spelling: Spelling, rank: number, start: number, affixes: boolean[]): void {
    for (let word = 0; word < spelling.words; word++) {
      const from = spelling.starts[word] ?? 0;
      const id = this.words.add(spelling, word);
      affixes[word] = (this.words.flagsOf(id) & packages) !== 0;
      this.#words[start + word] = id;
      this.#postings.add(keyKinds.stem, this.words.stemHashOf(id), rank);
      if (word === 0 || word > depth) continue;
      this.#postings.add(keyKinds.beginning, spelling.hash(0, from), rank);
      this.#postings.add(keyKinds.ending, spelling.hash(from, spelling.length), rank);
    }
  }
}

export const rankOfCore = (value: number): number => value & rankMask;
export const costOfCore = (value: number): number => (value >>> rankBits) / 2;
