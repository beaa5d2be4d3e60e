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
const [atSign, slash] = [64, 47];
/** Costs are bytes: this many make a bit. */
export const stepsPerBit = 2;
/** The highest cost: 15.5 bits. */
export const maxCost = 31;
/** As npm allows (docs.npmjs.com, package.json, "name"); a longer name tells nothing more. */
const maxLength = 214;

const codes = new Int8Array(128).fill(-1);
for (let code = 1; code < alphabet.length; code++) codes[alphabet.charCodeAt(code)] = code;

/**
 * Calls with the code of each letter of a name, and with 0 at the end of each word, after the codes of the two before it; -1
 * is the code of what is not in the alphabet.
 */
export function visitLetters(name: string, visit: (first: number, second: number, letter: number) => void): void {
  const text = name.slice(0, maxLength).toLowerCase();
  let first = 0;
  let second = 0;
  let isWithin = false;
  const end = (): void => {
    if (isWithin) visit(first, second, 0);
    first = 0;
    second = 0;
    isWithin = false;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code === atSign || code === slash) end();
    else {
      const letter = codes[code] ?? -1;
      visit(first, second, letter);
      first = second;
      second = letter;
      isWithin = true;
    }
  }
  end();
}

/** Where the cost of a letter stands, after the two before it. */
export const placeOf = (first: number, second: number, letter: number): number =>
  (first * alphabet.length + second) * alphabet.length + letter;

/** @throws Error where the bytes are no such table */
export function openTrigrams(bytes: Uint8Array): LetterModel {
  const { body } = readHeader(bytes, magic);
  if (body.length !== alphabet.length ** 3) throw new Error('a table of letters of another length');
  const count = alphabet.length;
  const bitsAt = (first: number, second: number, letter: number): number =>
    (Math.min(first, second, letter) < 0 ? maxCost : (body[(first * count + second) * count + letter] ?? maxCost)) /
    stepsPerBit;
  return {
    bitsOf: (name) => {
      const bits: number[] = [];
      visitLetters(name, (first, second, letter) => bits.push(bitsAt(first, second, letter)));
      return bits;
    },
  };
}
