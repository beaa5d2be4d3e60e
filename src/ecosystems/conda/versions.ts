import type { Versions } from '../../model/ecosystem.ts';
import { compareText } from '../../model/location.ts';
import { compareRead, readVersion } from './version-order.ts';
import { readVersionSpec, satisfies } from './version-spec.ts';

export const versions: Versions = {
  compare,
  isPrerelease: (version) => /(?:^|[0-9._])(?:a|b|rc|alpha|beta|dev|pre)[0-9._]*$/i.test(version.slice(0, 256)),
  isRequirement: (requirement) => readVersionSpec(requirement) !== undefined,
  satisfies(version, requirement) {
    const read = readVersionSpec(requirement);
    return read !== undefined && satisfies(version, read);
  },
  /** Some version that nobody has published yet fits: the next major one of any release. */
  isOpenEnded(requirement) {
    const read = readVersionSpec(requirement ?? '');
    return read !== undefined && satisfies('9999999.0', read);
  },
  /** The highest version that fits; conda knows no pre-releases apart. */
  choose(requirement, { versions: releases }) {
    const read = readVersionSpec(requirement ?? '');
    if (read === undefined) return undefined;
    const fitting = releases.map(({ version }) => version).filter((version) => satisfies(version, read));
    return fitting.reduce<string | undefined>(
      (best, one) => (best === undefined || compare(one, best) > 0 ? one : best),
      undefined,
    );
  },
};

function compare(a: string, b: string): number {
  const [left, right] = [readVersion(a), readVersion(b)];
  if (left !== undefined && right !== undefined) return compareRead(left, right);
  return Number(left !== undefined) - Number(right !== undefined) || compareText(a, b);
}
