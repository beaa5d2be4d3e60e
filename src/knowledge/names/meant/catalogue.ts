import { offeredSize } from './adoption.ts';
import { createBeginnings } from './beginnings.ts';
import { type AddKey, createPostings, type KeyKind } from './postings.ts';
import type { NameLists } from './types.ts';
import { coresOf, maxLength, stemOf, wordsOf } from './words.ts';

/** How many names are looked at for one key: the most used ones. */
const perKey = 24;
/** Names are read off their beginnings for at most so many words. */
const depth = 4;
/** Counts of words that are kept: batches ask for the same ones again and again. */
const maxCounts = 20_000;

export interface Found {
  readonly name: string;
  /** 1 is the most used. */
  readonly rank: number;
  readonly words: readonly string[];
}

/** The names of one ecosystem that may be offered, found by what they are made of. The most used come first. */
export interface Catalogue {
  readonly size: number;
  /** Names of these letters, separators aside. */
  spelt(letters: string): readonly Found[];
  /** Names of this core, each with the number of affixes around it. */
  withCore(letters: string): readonly (Found & { readonly cost: number })[];
  /** Names whose first words are these letters, and that have more. */
  beginningWith(letters: string): readonly Found[];
  /** Names that have these letters after their first word or words. */
  endingWith(letters: string): readonly Found[];
  withWord(word: string): readonly Found[];
  countWord(word: string): number;
  /** How many names begin with a word, and have more. */
  countBeginning(letters: string): number;
  near(letters: string): readonly Found[];
}

/** Reads every name once. */
export function createCatalogue(lists: NameLists, ecosystem: string): Catalogue {
  const size = offeredSize(lists, ecosystem);
  const beginnings: (readonly [string, number])[] = [];
  const postings = createPostings((add) => {
    for (let rank = 1; rank <= size; rank++) {
      const name = lists.nameAt(ecosystem, rank);
      if (name === undefined || name.length > maxLength) continue;
      const words = wordsOf(name);
      beginnings.push([words.join(''), rank]);
      addKeys(ecosystem, words, rank, add);
    }
  });
  const near = createBeginnings(beginnings);
  const read = (ranks: readonly number[]): readonly Found[] =>
    ranks.flatMap((rank) => {
      const name = lists.nameAt(ecosystem, rank);
      return name === undefined ? [] : [{ name, rank, words: wordsOf(name) }];
    });
  const look = (kind: KeyKind, text: string, has: (words: readonly string[]) => boolean): readonly Found[] =>
    read(postings.find(kind, text, perKey)).filter(({ words }) => has(words));
  const runs = (words: readonly string[], read: (at: number) => string, text: string): boolean =>
    words.some((_, at) => at > 0 && at <= depth && read(at) === text);
  const counts = new Map<string, number>();
  return {
    size,
    spelt: (letters) => look('letters', letters, (words) => words.join('') === letters),
    withCore: (letters) =>
      read(postings.find('core', letters, perKey)).flatMap((found) => {
        const core = coresOf(ecosystem, found.words).find((one) => one.letters === letters);
        return core === undefined ? [] : [{ ...found, cost: core.cost }];
      }),
    beginningWith: (letters) =>
      look('beginning', letters, (words) => runs(words, (at) => words.slice(0, at).join(''), letters)),
    endingWith: (letters) => look('ending', letters, (words) => runs(words, (at) => words.slice(at).join(''), letters)),
    withWord: (word) => look('word', stemOf(word), (words) => words.some((other) => stemOf(other) === stemOf(word))),
    countWord: (word) => {
      const known = counts.get(word);
      if (known !== undefined) return known;
      if (counts.size >= maxCounts) counts.clear();
      const count = postings.count('word', stemOf(word));
      counts.set(word, count);
      return count;
    },
    countBeginning: (letters) => postings.count('beginning', letters),
    near: (letters) => read(near.near(letters, 200)),
  };
}

function addKeys(ecosystem: string, words: readonly string[], rank: number, add: AddKey): void {
  add('letters', words.join(''), rank);
  for (const { letters } of coresOf(ecosystem, words)) add('core', letters, rank);
  for (const word of words) add('word', stemOf(word), rank);
  for (let count = 1; count < words.length && count <= depth; count++) {
    add('beginning', words.slice(0, count).join(''), rank);
    add('ending', words.slice(count).join(''), rank);
  }
}
