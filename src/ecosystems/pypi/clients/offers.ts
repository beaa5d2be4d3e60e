import type {
  ClientIndex,
  ClientSetup,
  IndexAnswer,
  OfferedRelease,
  Outcome,
  Wanted,
} from '../../../model/resolution.ts';
import { matchesName } from '../../../text/glob.ts';
import { asksPrerelease, isPinned, versions } from '../versions.ts';
import { isSameIndex } from './set-up.ts';

/** A release with the index that offers it. */
export interface Offered {
  readonly url: string;
  readonly release: OfferedRelease;
}

export type Ask = (url: string) => IndexAnswer;

/** What each index offers, in order; or the end, where one does not answer, or refuses to and the client gives up. */
export type Gathered = { readonly lists: readonly (readonly Offered[])[] } | { readonly end: Outcome };

/** @param passesOver whether the client goes on where an index answers with a status, as if the name were not there */
export function gather(
  asked: readonly ClientIndex[],
  answer: Ask,
  passesOver: (status: number) => boolean = () => true,
): Gathered {
  const lists: (readonly Offered[])[] = [];
  for (const { url } of asked) {
    const said = answer(url);
    if (said.state === 'unknown') return { end: open(url, said.reason) };
    if (said.state === 'refused' && !passesOver(said.status))
      return { end: nothing(`${url} answers with status ${said.status}`) };
    lists.push(releasesOf(url, said) ?? []);
  }
  return { lists };
}

/** Indexes refuse so those whom they do not know. */
export const isRefusal = (status: number): boolean => status === 401 || status === 403;

/** The index that the requirement itself names, or that the name points to, else all but those that only such names reach. */
export function reachable({ indexes }: ClientSetup, wanted: Wanted): readonly ClientIndex[] {
  const { index } = wanted;
  if (index !== undefined) return indexes.filter(({ url }) => isSameIndex(url, index)).slice(0, 1);
  const claiming = indexes.filter(
    (one) => one.weight === 'explicit' && one.includes !== undefined && appliesTo(one, wanted),
  );
  return claiming.length > 0 ? claiming : indexes.filter((one) => one.weight !== 'explicit' && appliesTo(one, wanted));
}

export const nothing = (reason: string): Outcome => ({ kind: 'nothing', reason });
export const open = (url: string, reason: string): Outcome => ({ kind: 'open', reason: `${url}: ${reason}` });

/** The release that was chosen; without one the client installs nothing. */
export const served = (chosen: Offered | undefined, otherwise = 'no index has a release that fits'): Outcome =>
  chosen === undefined ? nothing(otherwise) : { kind: 'served', url: chosen.url, version: chosen.release.version };

const appliesTo = ({ includes, excludes }: ClientIndex, { name }: Wanted): boolean =>
  (includes === undefined || includes.some((glob) => matchesName(glob, name))) &&
  excludes?.some((glob) => matchesName(glob, name)) !== true;

/** What one index offers under the name; `undefined` where it has nothing. */
export const releasesOf = (url: string, answer: IndexAnswer): readonly Offered[] | undefined =>
  answer.state === 'present' ? answer.releases.map((release) => ({ url, release })) : undefined;

export interface Taste {
  /** Pre-releases are as good as releases. */
  readonly prereleases?: boolean;
}

/** The release that a client takes of several: the highest one that fits, of equal ones the first. */
export const pick = (list: readonly Offered[], wanted: Wanted, taste?: Taste): Offered | undefined =>
  pickEqual(list, wanted, taste)[0];

/** Those of the highest version that fits, in order. */
export function pickEqual(
  list: readonly Offered[],
  wanted: Wanted,
  { prereleases = false }: Taste = {},
): readonly Offered[] {
  const fit = withoutYanked(fitting(list, wanted), wanted);
  return highest(prereleases ? fit : withoutPrereleases(fit, wanted));
}

/** What is taken of the first list that has something to take. */
export const pickFirst = (lists: readonly (readonly Offered[])[], wanted: Wanted, taste: Taste = {}) =>
  lists.map((list) => pick(list, wanted, taste)).find((one) => one !== undefined);

/** Releases that a client could install: the interpreter, the requirement and the hashes allow them. */
function fitting(list: readonly Offered[], { requirement = '', hashes }: Wanted): readonly Offered[] {
  return list.filter(
    ({ release: { version, isUnusable, hashes: offered } }) =>
      isUnusable !== true &&
      versions.satisfies(version, requirement) &&
      (hashes === undefined || offered?.some((hash) => hashes.includes(hash)) === true),
  );
}

/** A yanked release counts only for a requirement that fixes the version (PEP 592), and where nothing else is left. */
function withoutYanked(list: readonly Offered[], { requirement = '' }: Wanted): readonly Offered[] {
  const kept = list.filter(({ release }) => release.yanked === undefined);
  return kept.length === 0 && isPinned(requirement) ? list : kept;
}

/** Pre-releases count where the requirement names one, or nothing else is left (PEP 440). */
function withoutPrereleases(list: readonly Offered[], { requirement = '' }: Wanted): readonly Offered[] {
  if (asksPrerelease(requirement)) return list;
  const finals = list.filter(({ release }) => !versions.isPrerelease(release.version));
  return finals.length > 0 ? finals : list;
}

function highest(list: readonly Offered[]): readonly Offered[] {
  let found: Offered[] = [];
  for (const one of list) {
    const [best] = found;
    const order = best === undefined ? 1 : versions.compare(one.release.version, best.release.version);
    if (order > 0) found = [one];
    else if (order === 0) found.push(one);
  }
  return found;
}
