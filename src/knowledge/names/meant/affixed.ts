import type { Asked } from './asked.ts';
import { type Catalogue, costOfCore, rankOfCore } from './catalogue.ts';
import { embellishes, packages } from './dictionary.ts';
import type { Offers } from './offers.ts';
import { keyKinds } from './postings.ts';
import { visitCores } from './words.ts';

/** So many names must begin with a word for it to be a prefix that people leave out. */
const prefixUsers = 6;
/** How many names are looked at for one key: the most used ones. */
export const perKey = 24;

/** Names of the same letters, and of the same core with other affixes. */
export function findSameCore(asked: Asked, offers: Offers): void {
  const { catalogue, spelling } = asked;
  for (const rank of catalogue.findSpelt(spelling, 0, spelling.length, perKey)) {
    const why = () => `the same letters, separated as "${catalogue.nameAt(rank)}"`;
    offers.add(rank, catalogue.isScoped(rank) ? 'scope' : 'separators', 0.95, why);
  }
  const affixes = asked.words.map(({ flags }) => (flags & (packages | embellishes)) !== 0);
  visitCores(catalogue.tables, spelling, affixes, asked.kept, (core, from, to, cost) => {
    const add = (rank: number, others: number): void => {
      const price = 0.03 * (cost + others) + (to - from < 3 ? 0.2 : 0);
      const isLonger = spelling.length > catalogue.lengthAt(rank) && others < cost;
      offers.add(rank, isLonger ? 'extra-affix' : 'missing-affix', 0.92 - price, isLonger ? addedWords : otherWords);
    };
    if (cost > 0) for (const rank of catalogue.findSpelt(core, from, to, perKey)) add(rank, 0);
    for (const value of catalogue.find(keyKinds.core, core.hash(from, to), perKey)) {
      const rank = rankOfCore(value);
      if (catalogue.hasAmong(rank, core, from, to)) add(rank, costOfCore(value));
    }
  });
}

const addedWords = (): string => 'a real name, to which something was added';
const otherWords = (): string => 'the same name with other words around it';

/** Names that begin with the whole name, or end with it. */
export function findLonger(asked: Asked, offers: Offers): void {
  if (asked.spelling.length < 3) return;
  findBeginning(asked, offers);
  // Words alone, such as `client`, are the end of anything.
  if (!asked.isFiller) findEnding(asked, offers);
}

function findBeginning({ catalogue, spelling }: Asked, offers: Offers): void {
  const hash = spelling.hash(0, spelling.length);
  const why = () => {
    const users = catalogue.find(keyKinds.beginning, hash, catalogue.size).length;
    return users > 1 ? `${users} packages begin with this name` : 'a package begins with this name';
  };
  for (const rank of catalogue.find(keyKinds.beginning, hash, perKey)) {
    if (!catalogue.hasLetters(rank, 0, spelling, 0, spelling.length)) continue;
    const { plain, others } = countAfter(catalogue, rank, spelling.length);
    offers.add(rank, 'namespace-prefix', 0.8 - 0.06 * plain - 0.02 * others, why);
  }
}

/** The words of a name that follow its first letters: plain ones, and those that say how it is packaged. */
function countAfter(
  catalogue: Catalogue,
  rank: number,
  letters: number,
): { readonly plain: number; readonly others: number } {
  const { words } = catalogue;
  let plain = 0;
  let others = 0;
  let length = 0;
  for (let at = 0; at < catalogue.countWords(rank); at++) {
    const id = catalogue.wordAt(rank, at);
    if (length >= letters) {
      if ((words.flagsOf(id) & packages) === 0) plain++;
      else others++;
    }
    length += words.lengthOf(id);
  }
  return { plain, others };
}

function findEnding({ catalogue, spelling }: Asked, offers: Offers): void {
  const { words } = catalogue;
  for (const rank of catalogue.find(keyKinds.ending, spelling.hash(0, spelling.length), perKey)) {
    const place = catalogue.lengthAt(rank) - spelling.length;
    if (place < 1 || !catalogue.hasLetters(rank, place, spelling, 0, spelling.length)) continue;
    let before = 0;
    for (let letters = 0; letters < place; before++) letters += words.lengthOf(catalogue.wordAt(rank, before));
    const isUsual =
      catalogue.find(keyKinds.beginning, catalogue.hashOf(rank, place), prefixUsers).length === prefixUsers;
    if (before > 1 && !isUsual) continue;
    const score = (isUsual ? 0.8 : 0.66) - 0.03 * (before - 1);
    const why = () => `the name lacks its beginning "${catalogue.beginningOf(rank, before)}"`;
    offers.add(rank, catalogue.isScoped(rank) ? 'scope' : 'missing-affix', score, why);
  }
}
