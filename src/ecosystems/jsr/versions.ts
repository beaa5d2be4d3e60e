import { compare, compareBuild, prerelease, rcompare, satisfies, valid, validRange } from 'semver';
import type { Versions } from '../../model/ecosystem.ts';
import { compareText } from '../../model/location.ts';
import type { Offer } from '../../model/registry.ts';

/** Longest requirement that is read. */
const maxRequirement = 1_024;

/** Versions and ranges of JSR are strict Semantic Versioning (jsr.io, "Packages", "Version"). */
export const versions: Versions = {
  compare(a, b) {
    const [left, right] = [valid(a), valid(b)];
    if (left === null || right === null) return left === right ? compareText(a, b) : left === null ? -1 : 1;
    return compare(left, right) || compareBuild(left, right) || compareText(a, b);
  },
  isPrerelease: (version) => prerelease(version) !== null,
  isRequirement,
  satisfies: (version, requirement) =>
    isRequirement(requirement) && valid(version) !== null && satisfies(version, requirement),
  /** No upper end: a major version that nobody has published yet fits. */
  isOpenEnded: (requirement = '*') => isRequirement(requirement) && satisfies('999999.0.0', requirement),
  choose,
};

function isRequirement(requirement: string): boolean {
  return requirement.length <= maxRequirement && validRange(requirement) !== null;
}

/** The highest version in the range that is not yanked; a version that is named exactly is taken all the same. */
function choose(requirement: string | undefined, { versions: releases }: Offer): string | undefined {
  const wanted = requirement === undefined || requirement === '' ? '*' : requirement;
  if (!isRequirement(wanted)) return undefined;
  const exact = valid(wanted);
  const fitting = releases.filter(
    ({ version, yanked }) =>
      valid(version) !== null &&
      (exact === null ? yanked === undefined && satisfies(version, wanted) : version === exact),
  );
  return fitting.map(({ version }) => version).sort(rcompare)[0];
}
