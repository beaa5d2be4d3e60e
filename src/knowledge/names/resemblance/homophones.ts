import { bitsOf, letterBits } from './letters.ts';
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

/** No sound has these where its spelling has none, nor lacks them. */
const constant = bitsOf('bdjlmnrtv0123456789');

interface Sounds {
  /** Of the most used name with each sound. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Their constant letters: hardly any other name needs its sound worked out. */
  readonly frames: ReadonlySet<number>;
}

/**
 * A number for the constant letters of a name in their order, one that stands twice once.
 * @param name without separators
 */
function frameOf(name: string): number {
  let frame = 0;
  let last = 0;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code !== last && ((letterBits[code] ?? 0) & constant) !== 0) frame = (Math.imul(frame, 31) + code) | 0;
    last = code;
  }
  return frame;
}

/** Finds the most used name that sounds like another one and is spelled otherwise: of those that have its constant letters. */
export function createHomophoneFinder(table: () => NameTable): (name: string) => Homophone | undefined {
  let letters: Int32Array | undefined;
  const sounds = new Map<number, Sounds>();
  return (name) => {
    if (name.length < minLength || name.length > maxLength || name.startsWith('@')) return undefined;
    letters ??= table()
      .letters()
      .subarray(0, heard + 1);
    const bits = bitsOf(name) & constant;
    const alike = sounds.get(bits) ?? indexSounds(table(), letters, bits);
    sounds.set(bits, alike);
    const rank = alike.frames.has(frameOf(squash(name))) ? alike.ranks.get(soundOf(name)) : undefined;
    const target = rank === undefined ? undefined : table().nameAt(rank);
    // Where only the separators differ it is no matter of sound.
    if (rank === undefined || target === undefined || squash(target) === squash(name)) return undefined;
    return { target, rank };
  };
}

/** The names with these of the constant letters. */
function indexSounds({ nameAt }: NameTable, letters: Int32Array, bits: number): Sounds {
  const ranks = new Map<string, number>();
  const frames = new Set<number>();
  for (let rank = letters.length - 1; rank > 0; rank--) {
    if (((letters[rank] ?? 0) & constant) !== bits) continue;
    const name = nameAt(rank);
    if (name.length < minLength || name.startsWith('@')) continue;
    ranks.set(soundOf(name), rank);
    frames.add(frameOf(squash(name)));
  }
  return { ranks, frames };
}
