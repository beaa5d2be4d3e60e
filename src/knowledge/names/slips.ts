import { neighboursOf } from './keyboard.ts';

/** Shorter names are all near each other. */
const minLength = 4;
/** No well-known name is longer, so nothing longer is one edit from one. */
const maxLength = 100;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const isLetter = (character: string): boolean => character >= 'a' && character <= 'z' && character.length === 1;
const isSeparator = (character: string): boolean => character === '-' || character === '_' || character === '.';

export interface Slip {
  /** The well-known name. */
  readonly name: string;
  /** For people. */
  readonly slip: string;
}

export type SlipFinder = (name: string) => Slip | undefined;

/**
 * Each edit is undone wherever it may have happened and the result is looked up: time depends on the length of the name
 * alone, not on how many names are known.
 * @param known the most used first
 */
export function createSlipFinder(known: readonly string[]): SlipFinder {
  const ranks = new Map(known.map((name, rank) => [name, rank]));
  const bySkeleton = new Map<string, readonly string[]>();
  for (const name of known) {
    if (skeleton(name) !== name) bySkeleton.set(skeleton(name), [...(bySkeleton.get(skeleton(name)) ?? []), name]);
  }
  return (name) => {
    if (name.length < minLength || name.length > maxLength || ranks.has(name)) return undefined;
    let best: Slip | undefined;
    let bestRank = Number.POSITIVE_INFINITY;
    const offer = (target: string, slip: string): void => {
      const rank = target.length < minLength ? undefined : ranks.get(target);
      if (rank === undefined || rank >= bestRank) return;
      best = { name: target, slip };
      bestRank = rank;
    };
    for (let at = 0; at < name.length; at++) undoAt(name, at, offer);
    for (const target of bySkeleton.get(skeleton(name)) ?? []) {
      const slip = compareSeparators(name, target);
      if (slip !== undefined) offer(target, slip);
    }
    return best;
  };
}

/** Offers what the name was before one edit of its letters at one place. Digits are never part of a slip. */
function undoAt(name: string, at: number, offer: (target: string, slip: string) => void): void {
  const here = name.charAt(at);
  const next = name.charAt(at + 1);
  const before = name.slice(0, at);
  const after = name.slice(at + 1);
  const swapped = describeSwap(here, next);
  if (swapped !== undefined) offer(before + next + here + name.slice(at + 2), swapped);
  if (isLetter(here)) {
    if (here === next) offer(before + after, 'a letter written twice');
    offer(before + here + name.slice(at), 'a double letter written once');
    for (const key of neighboursOf(here)) offer(before + key + after, 'a neighbouring key hit');
  }
  if (at === 0) return;
  for (const letter of letters) offer(before + letter + name.slice(at), 'a letter left out');
}

function describeSwap(here: string, next: string): string | undefined {
  if (isLetter(here) && isLetter(next)) return here === next ? undefined : 'two letters swapped';
  const mixed = (isLetter(here) && isSeparator(next)) || (isSeparator(here) && isLetter(next));
  return mixed ? 'a letter and a separator swapped' : undefined;
}

/** The name without its separators. */
const skeleton = (name: string): string => name.replace(/[-_.]/g, '');

/** What happened to the separators of `target`, where `name` has others or fewer and everything else is equal. */
function compareSeparators(name: string, target: string): string | undefined {
  let at = 0;
  let dropped = false;
  for (const character of target) {
    const found = name.charAt(at);
    if (character === found || (isSeparator(character) && isSeparator(found))) at++;
    else if (isSeparator(character)) dropped = true;
    else return undefined;
  }
  if (at !== name.length) return undefined;
  return dropped ? 'a separator left out' : 'another separator';
}
