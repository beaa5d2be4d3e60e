import { letterBits, letterNumbers } from '../resemblance/letters.ts';
import { extend, longest, powerOf } from './hash.ts';

/** Longer names are not looked for: none that people use is longer. */
export const maxLength = longest;

/**
 * The letters of a name as its words give them: runs of small letters and digits; everything else separates. One object
 * reads name after name, and nothing is kept of the one before.
 */
export class Spelling {
  readonly letters: Uint8Array = new Uint8Array(maxLength + 1);
  /** Where each word starts among the letters, and at last the end. */
  readonly starts: Uint8Array = new Uint8Array(maxLength + 2);
  readonly #hashes: Int32Array = new Int32Array(maxLength + 2);
  readonly #sums: Int32Array = new Int32Array(maxLength + 2);
  length = 0;
  words = 0;
  /** A bit for each letter that is in it; digits share a few. */
  mask = 0;

  /** Reads `to - from` bytes, at most `maxLength`. Everything is in local variables: all names are read with it. */
  readBytes(bytes: Uint8Array, from: number, to: number): void {
    const { letters, starts } = this;
    const hashes = this.#hashes;
    const sums = this.#sums;
    let length = 0;
    let words = 0;
    let mask = 0;
    let hash = 0;
    let sum = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      if (isLetter(byte)) {
        letters[length++] = byte;
        hash = extend(hash, byte);
        hashes[length] = hash;
        sum = (sum + (letterNumbers[byte] ?? 0)) | 0;
        sums[length] = sum;
        mask |= letterBits[byte] ?? 0;
      } else if (starts[words] !== length) starts[++words] = length;
    }
    if (starts[words] !== length) starts[++words] = length;
    this.length = length;
    this.words = words;
    this.mask = mask;
  }

  /** @param text at most `maxLength` long */
  readText(text: string): void {
    this.clear();
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (isLetter(unit)) this.#push(unit);
      else this.endWord();
    }
    this.endWord();
  }

  clear(): void {
    this.length = 0;
    this.words = 0;
    this.mask = 0;
  }

  /** Adds a word of another one. */
  copyWord(other: Spelling, word: number): void {
    for (let at = other.starts[word] ?? 0; at < (other.starts[word + 1] ?? 0); at++) this.#push(other.letters[at] ?? 0);
    this.endWord();
  }

  /** Ends a word where one has begun. */
  endWord(): void {
    if (this.starts[this.words] !== this.length) this.starts[++this.words] = this.length;
  }

  /** The hash of the letters from one place to another. */
  hash(from: number, to: number): number {
    return ((this.#hashes[to] ?? 0) - Math.imul(this.#hashes[from] ?? 0, powerOf(to - from))) | 0;
  }

  /** The sum of the letters from one place to another. */
  sum(from: number, to: number): number {
    return ((this.#sums[to] ?? 0) - (this.#sums[from] ?? 0)) | 0;
  }

  text(from: number, to: number): string {
    let text = '';
    for (let at = from; at < to; at++) text += String.fromCharCode(this.letters[at] ?? 0);
    return text;
  }

  word(word: number): string {
    return this.text(this.starts[word] ?? 0, this.starts[word + 1] ?? 0);
  }

  endsWith(ending: string, to: number): boolean {
    return to >= ending.length && this.hasAt(ending, to - ending.length);
  }

  hasAt(text: string, from: number): boolean {
    for (let at = 0; at < text.length; at++) if (this.letters[from + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  #push(letter: number): void {
    this.#sums[this.length + 1] = (this.#sums[this.length] ?? 0) + (letterNumbers[letter] ?? 0);
    this.#hashes[this.length + 1] = extend(this.#hashes[this.length] ?? 0, letter);
    this.letters[this.length++] = letter;
    this.mask |= letterBits[letter] ?? 0;
  }
}

export const isLetter = (unit: number): boolean => (unit >= 97 && unit <= 122) || isDigit(unit);
export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
