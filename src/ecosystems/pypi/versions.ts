import { compare, explain } from '@renovatebot/pep440';
import type { Versions } from '../../model/ecosystem.ts';
import { compareText } from '../../model/location.ts';
import { remember } from '../../text/remember.ts';
import { type Alternative, readRequirementText } from './poetry-requirement.ts';
import { maxVersionLength, type Specifier } from './specifiers.ts';

/** Clients are tried with the same versions and requirements again and again; no project has more releases. */
const maxVersions = 20_000;

const read = remember(readRequirementText, 1_000);

const verdictsOf = remember((requirement) => {
  const alternatives = read(requirement);
  return remember((version) => alternatives?.some((all) => fits(version, all)) === true, maxVersions);
}, 50);

/**
 * Versions of PEP 440 and requirements on them, also in Poetry's spelling. Order and grammar come from
 * `@renovatebot/pep440`; whether a version satisfies a clause is decided here, as `packaging` 26 does, since the library
 * errs: `>1.0` leaves out `1!1.0`, `<1.0rc1` leaves out `1.0a1`, `==1.0+local` takes any local version, `===` acts like `==`.
 */
export const versions: Versions = {
  compare: compareVersions,
  isPrerelease: (version) => explainVersion(version)?.is_prerelease === true,
  isRequirement: (requirement) => read(requirement) !== undefined,
  satisfies: (version, requirement) => verdictsOf(requirement)(version),
  isOpenEnded: (requirement) => read(requirement ?? '')?.some((all) => !all.some(isUpperBound)) === true,
  choose(requirement, { versions: releases }) {
    const alternatives = read(requirement ?? '');
    if (alternatives === undefined) return undefined;
    const matching = releases.filter(
      ({ version }) => alternatives.some((all) => fits(version, all)) && explainVersion(version) !== undefined,
    );
    const finals = matching.filter(({ version }) => !versions.isPrerelease(version));
    const asked = alternatives.some((all) => all.some(namesPrerelease));
    const candidates = withoutYanked(asked || finals.length === 0 ? matching : finals, alternatives);
    return highest(candidates.map(({ version }) => version));
  },
};

/** Whether each alternative fixes one version. */
export const isPinned = (requirement: string): boolean => read(requirement)?.every((all) => all.some(isPin)) === true;

export const asksPrerelease = (requirement: string): boolean =>
  read(requirement)?.some((all) => all.some(namesPrerelease)) === true;

const highest = (list: readonly string[]): string | undefined =>
  list.reduce<string | undefined>(
    (best, one) => (best === undefined || compareVersions(one, best) > 0 ? one : best),
    undefined,
  );

/** PEP 592: a yanked release is taken only where a pin (`==` or `===`, no wildcard) leaves nothing else. */
function withoutYanked<R extends { readonly yanked?: string }>(
  releases: readonly R[],
  alternatives: readonly Alternative[],
): readonly R[] {
  const kept = releases.filter(({ yanked }) => yanked === undefined);
  const pinned = alternatives.every((all) => all.some(isPin));
  return kept.length === 0 && pinned ? releases : kept;
}

/** `!=` takes versions out and leaves later ones in. */
const isUpperBound = ({ operator }: Specifier): boolean => operator !== '!=' && operator !== '>=' && operator !== '>';

const isPin = ({ operator, wildcard }: Specifier): boolean => operator === '===' || (operator === '==' && !wildcard);

/** Pre-releases are candidates where a clause names one; `!=` does not count. */
const namesPrerelease = ({ operator, version }: Specifier): boolean =>
  operator !== '!=' && explainVersion(version)?.is_prerelease === true;

type Explained = NonNullable<ReturnType<typeof explain>>;

const explained = remember((version) => explain(version.trim()) ?? undefined, maxVersions);

const explainVersion = (version: string): Explained | undefined =>
  version.length > maxVersionLength ? undefined : explained(version);

function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [explainVersion(a), explainVersion(b)];
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined) || compareText(a, b);
  }
  return orderOf(`${a.trim()} ${b.trim()}`);
}

/** Of two versions, which have no blanks in them. */
const orderOf = remember((pair) => {
  const [a = '', b = ''] = pair.split(' ');
  return compare(a, b);
}, maxVersions);

const fits = (version: string, all: Alternative): boolean => all.every((specifier) => fitsClause(version, specifier));

function fitsClause(version: string, { operator, version: bound, wildcard }: Specifier): boolean {
  if (operator === '===') return version.trim().toLowerCase() === bound.toLowerCase();
  if (operator === '==' && !wildcard && isOtherNumber(version, bound)) return false;
  const [candidate, limit] = [explainVersion(version), explainVersion(bound)];
  if (candidate === undefined || limit === undefined) return false;
  const order = compare(candidate.public, bound);
  switch (operator) {
    case '==':
    case '!=': {
      const equal = wildcard
        ? startsWith(candidate, limit.epoch, limit.release)
        : isEqual(version, candidate, bound, limit);
      return equal === (operator === '==');
    }
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '~=':
      return order >= 0 && startsWith(candidate, limit.epoch, limit.release.slice(0, -1));
    case '<':
      return (limit.is_prerelease ? order : compare(candidate.public, `${limit.public}.dev0`)) < 0;
    case '>':
      return order > 0 && !isPostOf(candidate, limit);
  }
}

const plainVersion = /^\d{1,15}(?:\.\d{1,15}){0,20}$/;

/** Of numbers alone it is plain whether they differ: most versions of a project are no match for a pin, and need no reading. */
function isOtherNumber(version: string, bound: string): boolean {
  if (!plainVersion.test(version) || !plainVersion.test(bound)) return false;
  const [left, right] = [version.split('.'), bound.split('.')];
  const longer = left.length > right.length ? left : right;
  return longer.some((_, at) => Number(left[at] ?? 0) !== Number(right[at] ?? 0));
}

/** A clause without a local version takes any; one with a local version takes exactly that. */
const isEqual = (version: string, candidate: Explained, bound: string, limit: Explained): boolean =>
  compare(limit.local === null ? candidate.public : version.trim(), bound) === 0;

/** Prefix match of `==1.2.*`: the candidate is padded with zeros to the length of the prefix. */
const startsWith = (candidate: Explained, epoch: number, prefix: readonly number[]): boolean =>
  candidate.epoch === epoch && prefix.every((part, index) => (candidate.release[index] ?? 0) === part);

/** `>1.0` leaves out the post-releases of 1.0, as `<1.0` leaves out its pre-releases. */
const isPostOf = (candidate: Explained, limit: Explained): boolean =>
  candidate.is_postrelease &&
  !limit.is_postrelease &&
  !limit.is_devrelease &&
  String(candidate.pre) === String(limit.pre) &&
  compare(candidate.base_version, limit.base_version) === 0;
