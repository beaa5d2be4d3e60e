import { readHeader } from './header.ts';

/** How unexpected each letter of a name is after the two before it. */
export interface LetterModel {
  /**
   * Bits for each letter, and for each end of a word: scope and rest of a name are words of their own. Letters that no word
   * of the alphabet has cost the most there is.
   * @param name only its first 214 letters count
   */
  bitsOf(name: string): readonly number[];
}

export const magic = 'GZT1';
/** The first stands for start and end of a word. */
export const alphabet = '\0abcdefghijklmnopqrstuvwxyz0123456789-._';
/** Costs are bytes: this many make a bit. */
export const stepsPerBit = 2;
/** The highest cost: 15.5 bits. */
export const maxCost = 31;
/** As npm allows (docs.npmjs.com, package.json, "name"); a longer name tells nothing more. */
const maxLength = 214;

const codes: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, code) => [letter, code]));

/** The words of a name as codes of letters, -1 for what is not in the alphabet. */
export const wordsOf = (name: string): readonly (readonly number[])[] =>
  name
    .slice(0, maxLength)
    .toLowerCase()
    .split(/[@/]/)
    .filter((word) => word !== '')
    .map((word) => Array.from(word, (letter) => (letter === '\0' ? -1 : (codes.get(letter) ?? -1))));

/** Where the cost of a letter stands, after the two before it. */
export const placeOf = (first: number, second: number, letter: number): number =>
  (first * alphabet.length + second) * alphabet.length + letter;

/** @throws Error where the bytes are no such table */
export function openTrigrams(bytes: Uint8Array): LetterModel {
  const { body } = readHeader(bytes, magic);
  if (body.length !== alphabet.length ** 3) throw new Error('a table of letters of another length');
  const costOf = (first: number, second: number, letter: number): number =>
    Math.min(first, second, letter) < 0 ? maxCost : (body[placeOf(first, second, letter)] ?? maxCost);
  return {
    bitsOf: (name) =>
      wordsOf(name).flatMap((word) =>
        [...word, 0].map((letter, at) => costOf(word[at - 2] ?? 0, word[at - 1] ?? 0, letter) / stepsPerBit),
      ),
  };
}
