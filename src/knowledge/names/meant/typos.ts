import type { Asked } from './asked.ts';
import { Distances, type Edit, editOf } from './edits.ts';
import { findNearRange } from './near.ts';
import type { Offers } from './offers.ts';
import { isDigit } from './spelling.ts';

/** Weight of each edit: fingers swap and double letters far more often than they hit another key. */
const edits: Readonly<Record<Edit, { readonly score: number; readonly why: () => string }>> = {
  swap: { score: 0.9, why: () => 'two letters swapped' },
  double: { score: 0.9, why: () => 'a letter doubled, or a double one written once' },
  delete: { score: 0.85, why: () => 'a letter left out' },
  insert: { score: 0.83, why: () => 'a letter too many' },
  replace: { score: 0.76, why: () => 'another letter' },
};

const minLength = 4;
const maxLength = 32;

/** Names that one edit of the letters makes of it. */
export function findTypos({ catalogue, spelling }: Asked, offers: Offers): void {
  const { length, letters } = spelling;
  if (length < minLength || length > maxLength) return;
  // In a short name one letter is much of it.
  const trust = Math.min(1, 0.7 + length * 0.04);
  catalogue.letters.visitEdits(spelling.text(0, length), (ranks) => {
    for (const rank of ranks) {
      const before = catalogue.lettersAt(rank);
      const found = editOf(letters, length, before);
      if (found === undefined) continue;
      const [edit, at] = found;
      const { score, why } = edits[edit];
      const hasDigit = isDigit(letters[at] ?? 0) || isDigit(before[at] ?? 0);
      offers.add(rank, 'typo', score * trust * (at === 0 ? 0.9 : 1) * (hasDigit ? 0.85 : 1), why);
    }
  });
}

/** How many names of one beginning are compared. */
const mostNear = 200;
/** Letters of the shortest word that may be misspelt. */
const leastMisspelt = 7;
/** Letters that two texts of two edits may have alone, together. */
const mostAlone = 4;
const distances = new Distances();

/** Names that begin alike: two edits, one cut short, one whose first word has two edits. */
export function findNear(asked: Asked, offers: Offers): void {
  const { catalogue, spelling, name } = asked;
  const mayMisspell = asked.words.length > 1 && (spelling.starts[1] ?? 0) >= leastMisspelt;
  if (spelling.length < 5 || spelling.length > maxLength) return;
  const [from, to] = findNearRange(catalogue.names, name, mostNear);
  let word = -1;
  let isMisspelt = false;
  for (let index = from; index < to; index++) {
    const rank = catalogue.names.ranks[index] ?? 0;
    if (rank > catalogue.size || compareWhole(asked, rank, offers) || !mayMisspell) continue;
    // Names stand in order: those of one first word follow one another.
    const first = catalogue.wordAt(rank, 0);
    if (first !== word) isMisspelt = hasMisspelt(asked, rank, first);
    word = first;
    if (!isMisspelt) continue;
    offers.add(rank, 'typo', 0.64 - 0.015 * catalogue.countWords(rank), () => 'its first word is misspelt');
  }
}

/** Whether the whole names are alike. */
function compareWhole({ catalogue, spelling }: Asked, rank: number, offers: Offers): boolean {
  const { length, letters, mask } = spelling;
  const theirs = catalogue.maskAt(rank);
  const isNear = countBits(mask ^ theirs) <= mostAlone;
  // Most are told by that: nothing else of them is read.
  if (!isNear && (mask & ~theirs) !== 0) return false;
  const rest = catalogue.lengthAt(rank) - length;
  if (rest > 0 && rest <= Math.min(10, length) && catalogue.hasLetters(rank, 0, spelling, 0, length)) {
    offers.add(rank, 'cut-short', 0.79 - 0.014 * rest, () => 'this name cut short');
    return true;
  }
  if (!isNear || length < 7 || Math.abs(rest) > 2) return false;
  if (distances.between(letters, length, catalogue.lettersAt(rank), length + rest, 2) !== 2) return false;
  offers.add(rank, 'typo', 0.66, () => 'two letters differ');
  return true;
}

/** Whether the first words of the two differ by one or two edits. */
function hasMisspelt({ catalogue, spelling }: Asked, rank: number, first: number): boolean {
  const ours = spelling.starts[1] ?? 0;
  const theirs = catalogue.words.lengthOf(first);
  if (Math.abs(ours - theirs) > 2) return false;
  const distance = distances.between(spelling.letters, ours, catalogue.lettersAt(rank), theirs, 2);
  return distance > 0 && distance <= 2;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
