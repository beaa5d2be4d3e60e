import type { Offer } from './affixed.ts';
import type { Catalogue } from './catalogue.ts';
import { distance, type Edit, undoEdits } from './edits.ts';

/** Weight of each edit: fingers swap and double letters far more often than they hit another key. */
const edits: Readonly<Record<Edit, { readonly score: number; readonly why: string }>> = {
  swap: { score: 0.9, why: 'two letters swapped' },
  double: { score: 0.9, why: 'a letter doubled, or a double one written once' },
  delete: { score: 0.85, why: 'a letter left out' },
  insert: { score: 0.83, why: 'a letter too many' },
  replace: { score: 0.76, why: 'another letter' },
};

const minLength = 4;
const maxLength = 32;

/** Names that one edit of the letters makes of it. */
export function findTypos(letters: string, catalogue: Catalogue, offer: Offer): void {
  if (letters.length < minLength || letters.length > maxLength) return;
  // In a short name one letter is much of it.
  const trust = Math.min(1, 0.7 + letters.length * 0.04);
  undoEdits(letters, (other, edit, at) => {
    for (const found of catalogue.spelt(other)) {
      if (found.words.join('') !== other) continue;
      const { score, why } = edits[edit];
      const isDigit = /\d/.test(letters.charAt(at)) || /\d/.test(other.charAt(at));
      offer(found, 'typo', score * trust * (at === 0 ? 0.9 : 1) * (isDigit ? 0.85 : 1), why);
    }
  });
}

/** Names that begin alike: two edits, one cut short, one whose first word has two edits. */
export function findNear(letters: string, words: readonly string[], catalogue: Catalogue, offer: Offer): void {
  if (letters.length < 5 || letters.length > maxLength) return;
  const [first = ''] = words;
  for (const found of catalogue.near(letters)) {
    const other = found.words.join('');
    if (other.startsWith(letters)) {
      const rest = other.length - letters.length;
      if (rest <= Math.min(10, letters.length)) offer(found, 'cut-short', 0.79 - 0.014 * rest, 'this name cut short');
    } else if (letters.length >= 7 && distance(letters, other, 2) === 2) {
      offer(found, 'typo', 0.66, 'two letters differ');
    } else if (words.length > 1 && isMisspelt(first, found.words[0] ?? '')) {
      offer(found, 'typo', 0.64 - 0.015 * found.words.length, 'its first word is misspelt');
    }
  }
}

const isMisspelt = (word: string, other: string): boolean =>
  word.length >= 7 && word !== other && distance(word, other, 2) <= 2;
