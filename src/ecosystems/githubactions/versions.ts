import { compare as compareVersions, prerelease, valid } from 'semver';
import type { Versions } from '../../model/ecosystem.ts';
import { compareText } from '../../model/location.ts';

/** `v4` and `4.1` are tags that projects move along; for the order they count as `4.0.0` and `4.1.0`. */
function readTag(ref: string): string | undefined {
  const match = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?((?:-[0-9A-Za-z.-]{1,50})?)$/.exec(ref.slice(0, 100));
  if (match === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', pre = ''] = match;
  return valid(`${Number(major)}.${Number(minor)}.${Number(patch)}${pre}`) ?? undefined;
}

/** A reference is a tag, a branch or a commit, and means exactly itself: there are no ranges. */
export const versions: Versions = {
  compare(a, b) {
    const [left, right] = [readTag(a), readTag(b)];
    if (left === undefined || right === undefined) {
      return left === right ? compareText(a, b) : left === undefined ? -1 : 1;
    }
    return compareVersions(left, right) || compareText(a, b);
  },
  isPrerelease(version) {
    const tag = readTag(version);
    return tag !== undefined && prerelease(tag) !== null;
  },
  isRequirement: (requirement) => requirement !== '',
  satisfies: (version, requirement) => version === requirement,
  /** A tag or a branch moves, which is the rule `unpinned-action`'s matter. */
  isOpenEnded: () => false,
  choose: (requirement, { versions }) => versions.find(({ version }) => version === requirement)?.version,
};
