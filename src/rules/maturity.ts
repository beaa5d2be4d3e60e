import type { Fact } from '../model/fact.ts';
import type { AboutFact, PackageFact } from '../model/registry.ts';
import { day } from './durations.ts';

/** A package that somebody works on soon has more. */
const fewVersions = 3;

export const hasFewVersions = ({ versions }: Pick<PackageFact, 'versions'>): boolean => versions.length <= fewVersions;

/** The same where several of one day count once: who takes a name to deceive makes as many at a time as he likes. */
export const hasFewReleaseDays = ({ versions }: Pick<PackageFact, 'versions'>): boolean => {
  const dated = versions.flatMap(({ publishedAt }) => publishedAt?.slice(0, 10) ?? []);
  return new Set(dated).size + versions.length - dated.length <= fewVersions;
};

/** What is younger is believed of nothing that it says of itself: most of what deceives is removed by then. */
const settled = 30 * day;

/** A package, and the one that its name is like. */
export interface Pair {
  readonly name: string;
  readonly pkg: PackageFact;
  /** Milliseconds; undefined where it is not known. */
  readonly age: number | undefined;
  readonly about: Fact<AboutFact>;
  readonly other: string;
  readonly target: Fact<PackageFact>;
}

/**
 * How much of what honest packages have a package has, beside some age: 0 to 2. None where it claims what is the other's.
 * @param least the age in milliseconds from which on it is believed
 */
export function countSigns(pair: Pair, least: number = settled): number {
  if (pair.age === undefined || pair.age < least || isBorrowed(pair.about, pair.target)) return 0;
  return Number(!hasFewVersions(pair.pkg)) + Number(hasOwnRepository(pair));
}

/** In the first week whoever means to deceive has made all that it takes. */
const firstWeek = 7 * day;

/** What plugins of a family are like: there for a month, or with something of their own after a week. */
export const isLikePlugin = (pair: Pair): boolean =>
  pair.age !== undefined &&
  (pair.age >= settled ? !isBorrowed(pair.about, pair.target) : countSigns(pair, firstWeek) > 0);

/** It names a repository that is called like it, by what sets it apart from the other one. */
function hasOwnRepository({ name, other, about }: Pair): boolean {
  if (about.state !== 'present' || about.value.repository === undefined) return false;
  const [, , , ...path] = about.value.repository.split('/');
  const shared = new Set(wordsOf(other));
  const apart = new Set(wordsOf(name).filter((word) => !shared.has(word)));
  const [whole, own] = [wordsOf(path.join('/')), squash(name)];
  return whole.some((word) => apart.has(word)) || (own !== '' && whole.join('').includes(own));
}

/** It names the repository of the other one: anyone can write that. */
const isBorrowed = (about: Fact<AboutFact>, target: Fact<PackageFact>): boolean =>
  about.state === 'present' &&
  target.state === 'present' &&
  about.value.repository !== undefined &&
  about.value.repository === target.value.about?.repository;

/** Anyone can write the repository of somebody else: it is no link of the package's own. */
export function sayUnlinked(about: Fact<AboutFact>, target: Fact<PackageFact>): string | undefined {
  if (about.state !== 'present') return undefined;
  if (about.value.repository === undefined) return 'names no repository';
  return isBorrowed(about, target) ? 'names the repository of another package' : undefined;
}

const wordsOf = (name: string): readonly string[] => name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const squash = (name: string): string => wordsOf(name).join('');
