import { letterBits } from './letters.ts';
import { squash } from './spelling.ts';
import type { NameTable } from './table.ts';

/** Only names that many people have heard are meant. */
const heard = 5_000;
/** Shorter names sound like many others. */
const minLength = 5;
/** Longer names are not compared. */
const maxLength = 60;

/** Spellings of one sound, and the one that stands for it; in their order. */
const spellings: readonly (readonly [spelling: RegExp, sound: string])[] = [
  [/ph/g, 'f'],
  [/ck/g, 'k'],
  [/qu?/g, 'kw'],
  [/wh/g, 'w'],
  [/^wr/, 'r'],
  [/^kn/, 'n'],
  [/gh/g, 'g'],
  [/our/g, 'or'],
  [/x/g, 'ks'],
  [/e[ea]/g, 'i'],
  [/y/g, 'i'],
  [/z/g, 's'],
  [/c(?=[ei])/g, 's'],
  [/c(?!h)/g, 'k'],
  [/(.)\1+/g, '$1'],
];

/**
 * A name as it sounds, roughly and in English: names that people or machines spell by ear are equal in it. What is meant
 * to tell words of a language apart goes further (Philips, "The double metaphone search algorithm", 2000), and would call
 * thousands of names alike that nobody confuses.
 */
export const soundOf = (name: string): string =>
  spellings.reduce((sound, [spelling, written]) => sound.replace(spelling, written), squash(name));

export interface Homophone {
  readonly target: string;
  readonly rank: number;
}

const bitsOf = (letters: string): number => {
  let bits = 0;
  for (let at = 0; at < letters.length; at++) bits |= letterBits[letters.charCodeAt(at)] ?? 0;
  return bits;
};
/** No sound has these where its spelling has none, nor lacks them. */
const constant = bitsOf('bdjlmnrtv0123456789');

/** Finds the most used name that sounds like another one and is spelled otherwise: of those that have its constant letters. */
export function createHomophoneFinder(table: () => NameTable): (name: string) => Homophone | undefined {
  let letters: Int32Array | undefined;
  const sounds = new Map<number, ReadonlyMap<string, number>>();
  return (name) => {
    if (name.length < minLength || name.length > maxLength || name.startsWith('@')) return undefined;
    letters ??= table()
      .letters()
      .subarray(0, heard + 1);
    const bits = bitsOf(name) & constant;
    const ranks = sounds.get(bits) ?? indexSounds(table(), letters, bits);
    sounds.set(bits, ranks);
    const rank = ranks.get(soundOf(name));
    const target = rank === undefined ? undefined : table().nameAt(rank);
    // Where only the separators differ it is no matter of sound.
    if (rank === undefined || target === undefined || squash(target) === squash(name)) return undefined;
    return { target, rank };
  };
}

/** The names with these of the constant letters. */
function indexSounds({ nameAt }: NameTable, letters: Int32Array, bits: number): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (let rank = letters.length - 1; rank > 0; rank--) {
    if (((letters[rank] ?? 0) & constant) !== bits) continue;
    const name = nameAt(rank);
    if (name.length >= minLength && !name.startsWith('@')) ranks.set(soundOf(name), rank);
  }
  return ranks;
}
