import { otherWordsFor, shortBeginnings } from './affixes.ts';
import type { Catalogue } from './catalogue.ts';
import { undoEdits } from './edits.ts';

/** A name understood as words. */
export interface Reading {
  readonly words: readonly string[];
  /** 1 for the words as they stand, less for guesses. */
  readonly trust: number;
  /** What was guessed, for people; absent for the words as they stand. */
  readonly guess?: string;
}

const maxWords = 12;
const maxReadings = 8;
const shortWords = new Set(['py', 'js', 'ts', 'io', 'db', 'ai', 'ui', 'ng', 'ml', 'ws', 'qt']);

/** The words of a name as they stand, and what else they may be: glued words, short forms, misspelt ones. */
export function readingsOf(ecosystem: string, words: readonly string[], catalogue: Catalogue): readonly Reading[] {
  if (words.length === 0 || words.length > maxWords) return [];
  const readings: Reading[] = [{ words, trust: 1 }];
  const split = words.flatMap((word) => splitWord(word, catalogue));
  if (split.length > words.length && split.length <= maxWords) readings.push({ words: split, trust: 0.97 });
  const plain = split.length <= maxWords ? split : words;
  for (const [at, word] of plain.entries()) {
    for (const other of otherWordsFor(word)) {
      const guess = `"${word}" may stand for "${other}"`;
      readings.push({ words: plain.with(at, other), trust: 0.9, guess });
    }
  }
  for (const [short, long] of shortBeginnings.get(ecosystem) ?? []) {
    const [first = '', ...rest] = words;
    if (!first.startsWith(short) || first.length < short.length + 3) continue;
    const guess = `"${short}" may stand for "${long}"`;
    readings.push({ words: [long, first.slice(short.length), ...rest], trust: 0.92, guess });
  }
  const corrected = plain.map((word) => correctWord(word, catalogue) ?? word);
  if (plain.length > 1 && corrected.some((word, at) => word !== plain[at])) {
    readings.push({ words: corrected, trust: 0.88, guess: 'a word is misspelt' });
  }
  return readings.slice(0, maxReadings);
}

const isWord = (word: string, catalogue: Catalogue): boolean =>
  shortWords.has(word) || (word.length >= 3 && (catalogue.countWord(word) >= 3 || catalogue.spelt(word).length > 0));

/** The words that one is glued of, the long ones preferred; itself where it is known or cannot be split entirely. */
function splitWord(word: string, catalogue: Catalogue): readonly string[] {
  if (word.length < 5 || word.length > 40 || catalogue.countWord(word) >= 2) return [word];
  const numbered = /^([a-z]{2,})([24])([a-z]{2,})$/.exec(word);
  if (numbered?.[1] !== undefined && numbered[3] !== undefined) return [numbered[1], numbered[3]];
  // best[end]: the split of the first `end` letters with the largest sum of squared lengths.
  const best: ({ readonly score: number; readonly words: readonly string[] } | undefined)[] = [{ score: 0, words: [] }];
  for (let end = 2; end <= word.length; end++) {
    for (let start = Math.max(0, end - 20); start <= end - 2; start++) {
      const before = best[start];
      if (before === undefined || before.words.length >= 4) continue;
      const part = word.slice(start, end);
      const score = before.score + part.length ** 2;
      if (score > (best[end]?.score ?? 0) && isWord(part, catalogue))
        best[end] = { score, words: [...before.words, part] };
    }
  }
  return best[word.length]?.words ?? [word];
}

/** The most usual word that one edit makes of a word that no name has. */
function correctWord(word: string, catalogue: Catalogue): string | undefined {
  if (word.length < 5 || word.length > 24 || catalogue.countWord(word) > 0) return undefined;
  let best: string | undefined;
  let most = 1;
  undoEdits(word, (other) => {
    const count = catalogue.countWord(other);
    if (count <= most) return;
    most = count;
    best = other;
  });
  return best;
}
