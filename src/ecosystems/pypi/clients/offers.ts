import type { ClientIndex, IndexAnswer, OfferedRelease, Outcome, Wanted } from '../../../model/resolution.ts';
import { matchesName } from '../../../text/glob.ts';
import { asksPrerelease, isPinned, versions } from '../versions.ts';

/** A release with the index that offers it. */
export interface Offered {
  readonly url: string;
  readonly release: OfferedRelease;
}

/** What the indexes that count offer, or why that is not known or comes to nothing. */
export type Offers = { readonly list: readonly Offered[] } | { readonly end: Outcome };

export const nothing = (reason: string): Outcome => ({ kind: 'nothing', reason });
export const open = (reason: string): Outcome => ({ kind: 'open', reason });
export const served = ({ url, release }: Offered): Outcome => ({ kind: 'served', url, version: release.version });

export const appliesTo = ({ includes, excludes }: ClientIndex, { name }: Wanted): boolean =>
  (includes === undefined || includes.some((glob) => matchesName(glob, name))) &&
  excludes?.some((glob) => matchesName(glob, name)) !== true;

/** What one index offers under the name; `undefined` where it has nothing. */
export const releasesOf = (url: string, answer: IndexAnswer): readonly Offered[] | undefined =>
  answer.state === 'present' ? answer.releases.map((release) => ({ url, release })) : undefined;

/** Releases that a client could install: the interpreter, the requirement and the hashes allow them. */
export function fitting(list: readonly Offered[], { requirement = '', hashes }: Wanted): readonly Offered[] {
  return list.filter(
    ({ release: { version, isUnusable, hashes: offered } }) =>
      isUnusable !== true &&
      versions.satisfies(version, requirement) &&
      (hashes === undefined || offered?.some((hash) => hashes.includes(hash)) === true),
  );
}

/** A yanked release counts only for a requirement that fixes the version (PEP 592), and where nothing else is left. */
export function withoutYanked(list: readonly Offered[], { requirement = '' }: Wanted): readonly Offered[] {
  const kept = list.filter(({ release }) => release.yanked === undefined);
  return kept.length === 0 && isPinned(requirement) ? list : kept;
}

/** Pre-releases count where the requirement names one, or nothing else is left (PEP 440). */
export function withoutPrereleases(list: readonly Offered[], { requirement = '' }: Wanted): readonly Offered[] {
  if (asksPrerelease(requirement)) return list;
  const finals = list.filter(({ release }) => !versions.isPrerelease(release.version));
  return finals.length > 0 ? finals : list;
}

/** The highest version; of equal ones the first, or the last. */
export function best(list: readonly Offered[], tie: 'first' | 'last'): Offered | undefined {
  return list.reduce<Offered | undefined>((found, one) => {
    const order = found === undefined ? 1 : versions.compare(one.release.version, found.release.version);
    return order > 0 || (order === 0 && tie === 'last') ? one : found;
  }, undefined);
}
