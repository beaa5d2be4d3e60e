import type { Fact } from '../../model/fact.ts';
import type { PackageFact, ReleaseFact, ReleaseOrigin } from '../../model/registry.ts';
import { readMoment } from '../ages.ts';
import { day } from '../durations.ts';
import type { Succession } from '../succession.ts';
import { clip, sayAccount, sayVersion } from '../wording.ts';

/** What makes an orderly change of hands out of another publisher: each is the end of a sentence. */

/** Who was there before, or still is: whoever takes an account over has little reason to leave the former ones their rights. */
export function sayCompany(account: string, origin: ReleaseOrigin, before: ReleaseOrigin): string | undefined {
  if (before.maintainers?.includes(account) === true) return `${sayAccount(account)} was among the maintainers already`;
  const former = before.approver ?? before.publisher;
  // Of a build nobody knows who stands behind it.
  if (former === undefined) return undefined;
  const left = [former, ...(before.maintainers ?? [])].find((one) => origin.maintainers?.includes(one) === true);
  return left === undefined ? undefined : `${sayAccount(left)} is among the maintainers still`;
}

const year = 365 * day;

/** Accounts that are forgotten are taken over: who once had rights and never was seen for long is a stranger. */
function isOf(account: string, { origin }: ReleaseFact, age: number): boolean {
  if (origin?.publisher === account || origin?.approver === account) return age < 2 * year;
  return age < year && origin?.maintainers?.includes(account) === true;
}

/** Who had the package before those that now leave it, by a release that went before theirs, not long ago. */
export function sayReturn(
  account: string,
  { predecessor }: Succession,
  pkg: Fact<PackageFact>,
  now: string,
): string | undefined {
  const former = readMoment(predecessor.value.release.publishedAt);
  if (pkg.state !== 'present' || former === undefined) return undefined;
  const earlier = pkg.value.versions.find((one) => {
    const published = readMoment(one.publishedAt);
    return published !== undefined && published < former && isOf(account, one, Date.parse(now) - published);
  });
  return earlier && `${sayAccount(account)} might publish ${sayVersion(earlier.version)} already`;
}

/** `github:acme` of `github:acme/tools`. */
const ownerOf = (build: string | undefined): string | undefined => /^([a-z]+:[^/\s]+)\/\S+$/.exec(build ?? '')?.[1];

/**
 * Another trust in the same source: one that was set up anew. The registry takes a statement about a build only of the
 * repository that the release itself names (docs.npmjs.com, "Generating provenance statements"), or tells it.
 */
export function saySameSource({ release, predecessor, origin, before }: Succession): string | undefined {
  const owner = ownerOf(origin.trustedBuild);
  if (owner !== undefined && owner === ownerOf(before.trustedBuild))
    return `both are built from repositories of ${clip(owner, 100)}`;
  const repository = release.value.about?.repository;
  const isSame = repository !== undefined && repository === predecessor.value.release.about?.repository;
  return isSame && origin.isAttested && before.isAttested
    ? `both are built from ${clip(repository, 100)}, as the statements about their builds say`
    : undefined;
}
