import { listedEcosystems, offeredRank, offeredSize } from './adoption.ts';
import { findLonger, findSameCore, type Offer } from './affixed.ts';
import { typeWords } from './affixes.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { findParts, findShared } from './overlap.ts';
import { readingsOf } from './readings.ts';
import { findStandardModule } from './stdlib.ts';
import { findWritten, type Tables } from './tables.ts';
import type { Meaning, NameLists } from './types.ts';
import { findNear, findTypos } from './typos.ts';
import { maxLength, wordsOf } from './words.ts';

const most = 10;
/** Weaker likenesses are no help. */
const minScore = 0.5;

export interface Search {
  readonly lists: NameLists;
  /** The likeliest first. */
  find(ecosystem: string, name: string): readonly Meaning[];
  catalogueOf(ecosystem: string): Catalogue;
}

/** Each ecosystem's names are read at the first question about it. */
export function createSearch(lists: NameLists, tables: Tables): Search {
  const catalogues = new Map<string, Catalogue>();
  const catalogueOf = (ecosystem: string): Catalogue => {
    const known = catalogues.get(ecosystem) ?? createCatalogue(lists, ecosystem);
    catalogues.set(ecosystem, known);
    return known;
  };
  const find = (ecosystem: string, name: string): readonly Meaning[] => {
    if (name === '' || name.length > maxLength || offeredSize(lists, ecosystem) === 0) return [];
    const found = new Map<string, Meaning>();
    const offer = createOffer(lists, ecosystem, name, found);
    findWritten(tables, ecosystem, name, (target, kind, score, why) => {
      const rank = offeredRank(lists, ecosystem, target);
      if (rank !== undefined) offer({ name: target, rank, words: wordsOf(target) }, kind, score, why);
    });
    // What the language brings is not to be installed, and least of all under a name that is like it.
    const isStandard = findStandardModule(ecosystem, name)?.isGone === false;
    if (isStandard) return order([...found.values()]);
    searchNames(ecosystem, name, catalogueOf(ecosystem), offer);
    return order([...found.values(), ...findElsewhere(lists, ecosystem, name)]);
  };
  return { lists, find, catalogueOf };
}

function searchNames(ecosystem: string, name: string, catalogue: Catalogue, offer: Offer): void {
  const words = wordsOf(name);
  const letters = words.join('');
  if (letters.length < 2) return;
  for (const reading of readingsOf(ecosystem, words, catalogue)) {
    const guessed: Offer = (found, kind, score, why) =>
      offer(found, kind, score * reading.trust, reading.guess === undefined ? why : `${why}: ${reading.guess}`);
    findSameCore(ecosystem, reading, catalogue, guessed);
    findLonger(ecosystem, reading, catalogue, guessed);
    findParts(ecosystem, reading, catalogue, guessed);
    findShared(ecosystem, reading, catalogue, guessed);
  }
  findTypos(letters, catalogue, offer);
  findNear(letters, words, catalogue, offer);
}

/** Weighs an offer by how much the name is used, and keeps the best of each: of two as like, the usual one is meant. */
function createOffer(lists: NameLists, ecosystem: string, asked: string, found: Map<string, Meaning>): Offer {
  const size = offeredSize(lists, ecosystem);
  const wantsTypes = wordsOf(asked).some((word) => typeWords.has(word));
  return ({ name, rank, words }, kind, score, why) => {
    const holdsTypes = !wantsTypes && words.some((word) => typeWords.has(word));
    const weighed = score * (0.86 + 0.14 * adoption(rank, size)) * (holdsTypes ? 0.7 : 1);
    if (weighed <= (found.get(name)?.score ?? minScore)) return;
    if (name === asked || !lists.isKnown(ecosystem, name)) return;
    found.set(name, { name, ecosystem, kind, why, score: weighed });
  };
}

/** 1 for the most used name, 0 for the last of the list. */
const adoption = (rank: number, size: number): number => 1 - Math.log(rank) / Math.log(size + 1);

/** The name itself where another ecosystem has it. */
function findElsewhere(lists: NameLists, ecosystem: string, name: string): readonly Meaning[] {
  return listedEcosystems.flatMap((other): readonly Meaning[] => {
    const rank = other === ecosystem ? undefined : offeredRank(lists, other, name);
    if (rank === undefined) return [];
    const score = 0.6 + 0.14 * adoption(rank, offeredSize(lists, other));
    return [{ name, ecosystem: other, kind: 'other-ecosystem', why: `a package of ${other} has this name`, score }];
  });
}

const order = (meanings: readonly Meaning[]): readonly Meaning[] =>
  meanings.toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1)).slice(0, most);
