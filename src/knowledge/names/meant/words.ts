import type { Spelling } from './spelling.ts';
import { isDigit } from './spelling.ts';
import { byLetter, type Tables } from './tables.ts';

/** Runs of letters and digits; everything else separates. */
export const wordsOf = (name: string): readonly string[] => name.match(/[a-z0-9]+/g) ?? [];

const endings =
  'ations ation ators ator ating ates ated izers izing izer ized ings ate ing ers ors ies er or es ed js e s'.split(
    ' ',
  );
const byLast = byLetter(endings, -1);

/** Where a word ends without a common ending, so that `reconnecting` and `reconnect`, `validate` and `validator` are one. */
export function stemEnd(spelling: Spelling, from: number, to: number): number {
  if (to - from < 5) return to;
  const likely = byLast[spelling.letters[to - 1] ?? 0] ?? [];
  for (let index = 0; index < likely.length; index++) {
    const ending = likely[index] ?? '';
    if (to - from - ending.length >= 4 && spelling.endsWith(ending, to)) return to - ending.length;
  }
  return to;
}

/** @param cost how many affixes were taken away */
export type VisitCore = (spelling: Spelling, from: number, to: number, cost: number) => void;

/**
 * What is left of a name without the words that say how it is packaged, without what is glued to it, and without a number
 * at its end. One core may be visited twice.
 * @param affixes the words to take away, as long as anything is left: true for each that is one
 * @param kept is overwritten
 */
export function visitCores(
  tables: Tables,
  name: Spelling,
  affixes: readonly boolean[],
  kept: Spelling,
  visit: VisitCore,
): void {
  let bare = name;
  let cost = 0;
  for (let word = 0; word < name.words; word++) if (affixes[word] === true) cost++;
  if (cost === name.words) cost = 0;
  if (cost > 0) {
    kept.clear();
    for (let word = 0; word < name.words; word++) if (affixes[word] !== true) kept.copyWord(name, word);
    bare = kept;
    visitNumbered(name, 0, name.length, 0, visit);
  }
  visitNumbered(bare, 0, bare.length, cost, visit);
  visitUnglued(tables, bare, 0, cost + 1, visit);
  const first = tables.before[bare.letters[0] ?? 0] ?? [];
  for (let index = 0; index < first.length; index++) {
    const word = first[index] ?? '';
    if (bare.length - word.length < 3 || !bare.hasAt(word, 0)) continue;
    visitNumbered(bare, word.length, bare.length, cost + 1, visit);
    visitUnglued(tables, bare, word.length, cost + 1, visit);
  }
}

function visitUnglued(tables: Tables, name: Spelling, from: number, cost: number, visit: VisitCore): void {
  const last = tables.after[name.letters[name.length - 1] ?? 0] ?? [];
  for (let index = 0; index < last.length; index++) {
    const word = last[index] ?? '';
    const to = name.length - word.length;
    if (to - from >= 3 && name.endsWith(word, name.length)) visitNumbered(name, from, to, cost, visit);
  }
}

function visitNumbered(name: Spelling, from: number, to: number, cost: number, visit: VisitCore): void {
  visit(name, from, to, cost);
  let end = to;
  while (end > from + 3 && end > to - 3 && isDigit(name.letters[end - 1] ?? 0)) end--;
  if (end < to) visit(name, from, end, cost + 1.5);
}
