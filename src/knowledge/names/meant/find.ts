import { distance } from '../resemblance/spelling.ts';
import { listedEcosystems, offeredRank, offeredSize } from './adoption.ts';
import { findLonger, findSameCore } from './affixed.ts';
import { Asked } from './asked.ts';
import { Catalogue } from './catalogue.ts';
import { adoption, type Offer, Offers } from './offers.ts';
import { findParts, findShared } from './overlap.ts';
import { readingsOf } from './readings.ts';
import { maxLength } from './spelling.ts';
import { findStandardModule } from './stdlib.ts';
import { findWritten, readTables, type Tables } from './tables.ts';
import type { Meaning, MeaningKind, NameLists } from './types.ts';
import { findNear, findTypos } from './typos.ts';
import { wordsOf } from './words.ts';

const most = 10;
/** What a name may be taken for, why it looks invented and what was meant all ask for the same. */
const mostAnswers = 1_000;
/**
 * What is put in a name's place has this score and leads the next meaning by this much: of the labelled invented names and
 * real squats that something is offered for, 96 in 100 are given what was meant.
 */
const offered = { score: 0.7, lead: 0.04 };

export interface Search {
  readonly lists: NameLists;
  /** The likeliest first. */
  find(ecosystem: string, name: string): readonly Meaning[];
  /** What is written down for a name, the likeliest first. */
  findEvident(ecosystem: string, name: string): readonly Meaning[];
  tablesOf(ecosystem: string): Tables;
  /** Undefined for an ecosystem without a list. */
  askedOf(ecosystem: string): Asked | undefined;
}

/** Each ecosystem's names are read at the first question about it. */
export function createSearch(
  lists: NameLists,
  read: (ecosystem: string) => Tables = (ecosystem) => readTables(lists.written(), ecosystem),
): Search {
  const tablesOf = remember(read);
  const askedOf = remember((ecosystem) => {
    const names = lists.expand(ecosystem);
    if (names === undefined) return undefined;
    return new Asked(new Catalogue(names, offeredSize(lists, ecosystem), tablesOf(ecosystem)));
  });
  const answers = new Map<string, readonly Meaning[]>();
  const find = (ecosystem: string, name: string): readonly Meaning[] => {
    if (name === '' || name.length > maxLength || offeredSize(lists, ecosystem) === 0) return [];
    const question = `${ecosystem} ${name}`;
    const known = answers.get(question);
    if (known !== undefined) return known;
    const asked = askedOf(ecosystem);
    const found = asked === undefined ? [] : findMeanings(lists, ecosystem, name, asked);
    if (answers.size === mostAnswers) answers.clear();
    answers.set(question, found);
    return found;
  };
  const findEvident = (ecosystem: string, name: string): readonly Meaning[] => {
    if (name === '' || name.length > maxLength || offeredSize(lists, ecosystem) === 0) return [];
    const found = new Map<string, Meaning>();
    offerWritten(lists, ecosystem, name, tablesOf(ecosystem), (target, kind, score, why) => {
      if (target !== name && score >= evident && (found.get(target)?.score ?? 0) < score)
        found.set(target, { name: target, ecosystem, kind, why, score, isOffered: false });
    });
    return markOffered(byScore([...found.values()]));
  };
  return { lists, find, findEvident, tablesOf, askedOf };
}

/** From here on what is written down is written for the whole name. */
const evident = 0.95;

const byScore = (meanings: readonly Meaning[]): readonly Meaning[] =>
  meanings.toSorted((a, b) => b.score - a.score).slice(0, most);

/** Of what is written down for a name what may be offered. */
function offerWritten(
  lists: NameLists,
  ecosystem: string,
  name: string,
  tables: Tables,
  offer: (target: string, kind: MeaningKind, score: number, why: string, rank: number) => void,
): void {
  const check = (target: string, kind: MeaningKind, score: number, why: string): void => {
    const rank = offeredRank(lists, ecosystem, target);
    if (rank !== undefined) offer(target, kind, score, why, rank);
  };
  findWritten(tables, name, check);
  check(lists.insteadOf(ecosystem, name) ?? '', 'redirect', 1, `what "${name}" leads to by its summary`);
}

function findMeanings(lists: NameLists, ecosystem: string, name: string, asked: Asked): readonly Meaning[] {
  const { catalogue } = asked;
  const { tables } = catalogue;
  const words = wordsOf(name);
  const wantsTypes = words.some((word) => tables.types.has(word));
  const offers = new Offers(catalogue, wantsTypes);
  offerWritten(lists, ecosystem, name, tables, (_, kind, score, why, rank) => offers.add(rank, kind, score, () => why));
  // What the language brings is not to be installed, and least of all under a name that is like it.
  const isStandard = findStandardModule(tables, ecosystem, name)?.isGone === false;
  if (!isStandard) searchNames(asked, name, words, offers);
  const own = chooseOffers(offers.list(), name, (rank) => {
    const target = catalogue.nameAt(rank);
    const instead = target === name ? '' : lists.insteadOf(ecosystem, target);
    return instead === undefined || offeredRank(lists, ecosystem, instead) !== undefined ? (instead ?? target) : '';
  });
  const meanings = own.map(({ name: target, offer }): Meaning => {
    const { kind, score } = offer;
    const found = catalogue.nameAt(offer.rank);
    const why = `${offer.why()}${found === target || kind === 'redirect' ? '' : ` (${found}, which leads to it)`}`;
    return { name: target, ecosystem, kind, why, score, isOffered: false };
  });
  const all = isStandard ? meanings : [...meanings, ...findElsewhere(lists, ecosystem, name)];
  return markOffered(byScore(all));
}

/**
 * One that leads is offered, unless it merely shares words, or the very name is that of a package of another ecosystem and
 * nothing is written down for it.
 */
function markOffered(meanings: readonly Meaning[]): readonly Meaning[] {
  const [first, second] = meanings;
  if (first === undefined || first.kind === 'shared-words' || findForeign(meanings) !== undefined) return meanings;
  const isSure = first.score >= offered.score && first.score - (second?.score ?? 0) >= offered.lead;
  return isSure ? [{ ...first, isOffered: true }, ...meanings.slice(1)] : meanings;
}

const writtenDown = /import|command|redirect/;

/** The package of another ecosystem that has the very name: that says more than names which are like it. */
export const findForeign = (meanings: readonly Meaning[]): Meaning | undefined =>
  meanings[0] === undefined || writtenDown.test(meanings[0].kind)
    ? undefined
    : meanings.find(({ kind }) => kind === 'other-ecosystem');

function searchNames(asked: Asked, name: string, words: readonly string[], offers: Offers): void {
  if (words.join('').length < 2) return;
  for (const { words: read, trust, guess } of readingsOf(words, asked.catalogue)) {
    const text = read.join('-');
    if (text.length > maxLength) continue;
    asked.read(text);
    offers.trust = trust;
    offers.guess = guess;
    findSameCore(asked, offers);
    findLonger(asked, offers);
    findParts(asked, offers);
    findShared(asked, offers);
  }
  offers.trust = 1;
  offers.guess = undefined;
  asked.read(name);
  findTypos(asked, offers);
  findNear(asked, offers);
}

/** The likeliest ones that have a name to offer, each once. */
function chooseOffers(
  offers: readonly Offer[],
  asked: string,
  nameOf: (rank: number) => string,
): readonly { readonly name: string; readonly offer: Offer }[] {
  const chosen = new Map<string, Offer>();
  for (const offer of offers) {
    const name = nameOf(offer.rank);
    if (name === '' || name === asked || chosen.has(name) || isOvershadowed(name, offer, chosen)) continue;
    if (chosen.set(name, offer).size === most) break;
  }
  return [...chosen].map(([name, offer]) => ({ name, offer }));
}

/** So many times as far down the list is a name that is used far less. */
const farLess = 20;

/** Of two names one letter apart, the far more used one is meant. */
const isOvershadowed = (name: string, { rank, kind }: Offer, chosen: ReadonlyMap<string, Offer>): boolean =>
  kind === 'typo' && [...chosen].some(([other, { rank: top }]) => top * farLess < rank && distance(name, other, 1) < 2);

/** The name itself where another ecosystem has it. */
function findElsewhere(lists: NameLists, ecosystem: string, name: string): readonly Meaning[] {
  return listedEcosystems.flatMap((other): readonly Meaning[] => {
    const rank = other === ecosystem ? undefined : offeredRank(lists, other, name);
    if (rank === undefined) return [];
    const score = 0.6 + 0.14 * adoption(rank, offeredSize(lists, other));
    const why = `a package of ${other} has this name`;
    return [{ name, ecosystem: other, kind: 'other-ecosystem', why, score, isOffered: false }];
  });
}

function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
