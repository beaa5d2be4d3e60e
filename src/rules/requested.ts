import type { Versions } from '../model/ecosystem.ts';
import type { Fact } from '../model/fact.ts';
import type { PackageFact, ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { registriesOfRecord, sayVersion } from './wording.ts';

/** The version or requirement that an entry asks for. */
export interface Requested {
  readonly text: string;
  /** Set where the entry fixes one version. */
  readonly version?: string;
  matches(version: string): boolean;
}

/** A word such as `next`, to which the registry alone can tell the version; `v1.0.0` and the wildcard `x` are none. */
const isTag = (requirement: string): boolean => /^\s*(?!v\d|x(?:\.|\s|$))\p{L}/iu.test(requirement);

/** Undefined where any version will do, and where the text is no requirement but a tag. */
export function requestedBy(subject: DependencySubject, versions: Versions): Requested | undefined {
  const { version, requirement } = subject.dependency;
  if (version !== undefined) {
    const isEqual = (other: string): boolean => other === version || versions.compare(other, version) === 0;
    // A lockfile fixes one to the letter; what a requirement that names one takes besides, the client's algebra knows.
    const isExact = subject.fileRole === 'lockfile' || requirement === undefined;
    const matches = (other: string): boolean => isEqual(other) || (!isExact && versions.satisfies(other, requirement));
    return { text: sayVersion(version), version, matches };
  }
  if (requirement === undefined || requirement === '' || isTag(requirement)) return undefined;
  if (!versions.isRequirement(requirement)) return undefined;
  return { text: sayVersion(requirement), matches: (other) => versions.satisfies(other, requirement) };
}

/** Whether a version that the list at hand lacks may exist: the list is that of one registry, the first that has the package. */
export const mayBeElsewhere = (subject: DependencySubject, release: Fact<ReleaseFact>): boolean =>
  release.state === 'present' || registriesOfRecord(subject).length > 1;

/**
 * The version to name instead: neither withdrawn nor a pre-release, the nearest at or below `wanted`, else the nearest
 * above it; without `wanted` the newest.
 */
export function nearestVersion(pkg: PackageFact, versions: Versions, wanted?: string): string | undefined {
  let below: string | undefined;
  let above: string | undefined;
  for (const { version, yanked, deprecated } of pkg.versions) {
    if (yanked !== undefined || deprecated !== undefined || versions.isPrerelease(version)) continue;
    if (wanted === undefined || versions.compare(version, wanted) <= 0) {
      if (below === undefined || versions.compare(version, below) > 0) below = version;
    } else if (above === undefined || versions.compare(version, above) < 0) above = version;
  }
  return below ?? above;
}
