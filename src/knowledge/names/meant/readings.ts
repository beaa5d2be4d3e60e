import type { Catalogue } from './catalogue.ts';
import { Spelling } from './spelling.ts';

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
const scratch = new Spelling();

/** The words of a name as they stand, and what else they may be: glued words, short forms. */
export function readingsOf(words: readonly string[], catalogue: Catalogue): readonly Reading[] {
  if (words.length === 0 || words.length > maxWords) return [];
  const { others, beginnings } = catalogue.tables;
  const readings: Reading[] = [{ words, trust: 1 }];
  const split = words.flatMap((word) => splitWord(word, catalogue));
  if (split.length > words.length && split.length <= maxWords) readings.push({ words: split, trust: 0.97 });
  const plain = split.length <= maxWords ? split : words;
  for (const [at, word] of plain.entries()) {
    for (const other of others.get(word) ?? []) {
      const guess = `"${word}" may stand for "${other}"`;
      readings.push({ words: plain.with(at, other), trust: 0.9, guess });
    }
  }
  const [first = '', ...rest] = words;
  for (const [short, [long = '']] of beginnings) {
    if (!first.startsWith(short) || first.length < short.length + 3) continue;
    const guess = `"${short}" may stand for "${long}"`;
    readings.push({ words: [long, first.slice(short.length), ...rest], trust: 0.92, guess });
  }
  return readings.slice(0, maxReadings);
}

/** How many names have a word of the same stem as a known word. */
function countWord({ words }: Catalogue, hash: number): number {
  const id = words.find(hash);
  return id < 0 ? 0 : words.count(words.stemOf(id));
}

/** The words that one is glued of; itself where it is known or cannot be split entirely. */
function splitWord(word: string, catalogue: Catalogue): readonly string[] {
  if (word.length < 5 || word.length > 40) return [word];
  scratch.readText(word);
  if (countWord(catalogue, scratch.hash(0, word.length)) >= 2) return [word];
  const numbered = /^([a-z]{2,})([24])([a-z]{2,})$/.exec(word);
  if (numbered?.[1] !== undefined && numbered[3] !== undefined) return [numbered[1], numbered[3]];
  const starts = findStarts(word.length, catalogue);
  const parts: string[] = [];
  for (let end = word.length; end > 0; ) {
    const start = starts[end] ?? 0;
    parts.unshift(word.slice(start, end));
    end = start;
  }
  return parts;
}

const mostParts = 4;
const longestPart = 20;

/**
 * Where the last word of the first letters of the scratch starts, by their number: long words are preferred, those of the
 * largest sum of squared lengths. What is no words is one of its own.
 */
function findStarts(length: number, catalogue: Catalogue): Uint8Array {
  const scores = new Uint16Array(length + 1);
  const starts = new Uint8Array(length + 1);
  const counts = new Uint8Array(length + 1);
  for (let end = 2; end <= length; end++) {
    for (let start = Math.max(0, end - longestPart); start <= end - 2; start++) {
      const count = counts[start] ?? 0;
      if (count === mostParts || (count === 0 && start > 0)) continue;
      const score = (scores[start] ?? 0) + (end - start) ** 2;
      if (score <= (scores[end] ?? 0) || !isWord(start, end, catalogue)) continue;
      scores[end] = score;
      starts[end] = start;
      counts[end] = count + 1;
    }
  }
  return starts;
}

function isWord(from: number, to: number, catalogue: Catalogue): boolean {
  if (to - from < 3) return catalogue.tables.short.has(scratch.text(from, to));
  return countWord(catalogue, scratch.hash(from, to)) >= 3 || catalogue.findSpelt(scratch, from, to, 1).length > 0;
}
