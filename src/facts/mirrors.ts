import type { Versions } from '../model/ecosystem.ts';
import type { PackageFact, ReleaseFact } from '../model/registry.ts';

/** Releases that are compared: a mirror shows on any of them. */
const maxCompared = 200;

/**
 * Whether what one index offers under a name are copies of what another one does: they share an archive of some release, by
 * its hash, no release that both have differs in all of its archives, and what the original never had is the smaller part.
 * Whoever puts one known archive beside releases of another kind makes no mirror.
 */
export function isMirrorOf(copy: PackageFact, original: PackageFact, versions: Versions): boolean {
  const known = new Map(original.versions.map((release) => [release.version, release]));
  const isKnown = ({ version }: ReleaseFact) =>
    known.has(publicPart(version)) || original.removedVersions.includes(version);
  let shared = 0;
  let others = 0;
  for (const release of copy.versions.slice(-maxCompared)) {
    const same = known.get(release.version) ?? findEqual(original, release, versions);
    const verdict = same === undefined ? undefined : shareArchive(release, same);
    if (verdict === false) return false;
    if (verdict === true) shared++;
    else if (same === undefined && !isKnown(release)) others++;
  }
  return shared > others;
}

/** A build of one's own of a public version: `2.0.0+cpu` (PEP 440, local version). */
const publicPart = (version: string): string => version.split('+', 1)[0] ?? version;

/** Another spelling of the same version; looked for only where both sides are small. */
const findEqual = ({ versions: all }: PackageFact, { version }: ReleaseFact, versions: Versions) =>
  all.length > maxCompared ? undefined : all.find((one) => versions.compare(one.version, version) === 0);

/** Undefined where one side tells no hash, or only of another kind. */
function shareArchive(a: ReleaseFact, b: ReleaseFact): boolean | undefined {
  const [left = [], right = []] = [a.integrity, b.integrity];
  if (left.some((hash) => right.includes(hash))) return true;
  const kindOf = (hash: string) => hash.split(/[:-]/, 1)[0];
  const kinds = new Set(left.map(kindOf));
  return right.some((hash) => kinds.has(kindOf(hash))) ? false : undefined;
}

/** Whether an index keeps no archive of its own under a name: all are linked from these hosts. */
export const linksOnlyTo = ({ versions }: PackageFact, hosts: readonly string[]): boolean =>
  versions.length > 0 &&
  versions.every(
    ({ archiveHosts = [] }) => archiveHosts.length > 0 && archiveHosts.every((host) => hosts.includes(host)),
  );
