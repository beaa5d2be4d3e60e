import type { Dependency } from '../model/dependency.ts';
import type { Contradiction } from '../model/lock-check.ts';
import type { LoadedFile, Side } from './read.ts';

type Confidence = Contradiction['confidence'];

/**
 * New entries that only releases require which were in the lockfile before, as they are now, and did not require them. What a
 * release requires is fixed when it is published, so no tool writes that: somebody added the entry and a way to it.
 *
 * @param sureness by format: undefined where that does not hold
 */
export function findRewired(
  base: Side,
  head: Side,
  sureness: ReadonlyMap<string, Confidence | undefined>,
): readonly Contradiction[] {
  return [...head.files.values()].flatMap((lockfile) => {
    const old = base.files.get(lockfile.path);
    if (old === undefined || old.id === lockfile.id || old.parsed.format !== lockfile.parsed.format) return [];
    const confidence = sureness.get(lockfile.parsed.format);
    return confidence === undefined ? [] : compareRequires(old, lockfile, confidence);
  });
}

function compareRequires(old: LoadedFile, lockfile: LoadedFile, confidence: Confidence): readonly Contradiction[] {
  const requires = lockfile.parsed.requires?.();
  if (requires === undefined || old.parsed.requires === undefined) return [];
  const { dependencies } = lockfile.parsed;
  const known = new Set(old.parsed.dependencies.map(({ name }) => name));
  const releases = new Set(old.parsed.dependencies.map(releaseOf));
  const requirers = requirersOf(dependencies, requires);
  return dependencies.flatMap((dependency): Contradiction[] => {
    const by = requirers.get(dependency) ?? [];
    const first = by[0];
    if (first === undefined || dependency.direct || known.has(dependency.name)) return [];
    if (!by.every((one) => isPublished(one) && releases.has(releaseOf(one)))) return [];
    return [
      {
        kind: 'tampered',
        key: `rewired ${dependency.purl}`,
        message: `${lockfile.path} lets ${first.rawName} ${first.version ?? ''} require ${dependency.rawName}, which the same release did not require before`,
        location: dependency.location,
        related: { ...first.location, message: 'the release that is said to require it' },
        // Lockfiles leave optional packages of other platforms out at times, and take them in later.
        confidence: dependency.scope === 'optional' ? 'low' : confidence,
      },
    ];
  });
}

const isPublished = ({ source }: Dependency): boolean => source.kind !== 'workspace' && source.kind !== 'path';

/** The same for the same bytes. */
const releaseOf = ({ purl, resolved, integrity }: Dependency): string => JSON.stringify([purl, resolved, integrity]);

function requirersOf(
  dependencies: readonly Dependency[],
  requires: readonly (readonly number[])[],
): ReadonlyMap<Dependency, readonly Dependency[]> {
  const found = new Map<Dependency, Dependency[]>();
  requires.forEach((places, at) => {
    const from = dependencies[at];
    for (const place of places) {
      const to = dependencies[place];
      if (from === undefined || to === undefined || from === to) continue;
      const known = found.get(to);
      if (known === undefined) found.set(to, [from]);
      else known.push(from);
    }
  });
  return found;
}
