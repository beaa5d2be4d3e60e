import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import { versions } from './versions.ts';

const plainVersion = /^[0-9]{1,15}(?:\.[0-9]{1,15})*$/;
/** Post-releases, epochs, local versions and odd spellings: they may be higher than the highest plain version. */
const mayBeFinal = /post|rev|^v|[-+!]/i;

const compareNumbers = (a: readonly number[], b: readonly number[]): number => {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/**
 * What a client takes without any requirement. The highest plain version is found by its numbers: PEP 440 in full costs
 * too much for thousands of versions, and decides only among that one and the few that are not plain.
 */
function chooseLatest(releases: readonly ReleaseFact[]): string | undefined {
  let best: { readonly release: ReleaseFact; readonly numbers: readonly number[] } | undefined;
  for (const release of releases) {
    if (release.yanked !== undefined || !plainVersion.test(release.version)) continue;
    const numbers = release.version.split('.').map(Number);
    if (best === undefined || compareNumbers(numbers, best.numbers) > 0) best = { release, numbers };
  }
  const others = releases.filter(({ version, yanked }) => yanked === undefined && !plainVersion.test(version));
  const candidates =
    best === undefined ? others : [best.release, ...others.filter(({ version }) => mayBeFinal.test(version))];
  return versions.choose(undefined, { versions: candidates });
}

/** The project with what follows from its releases: the default version and the oldest upload. */
export function completeProject(project: PackageFact, firstPublishedAt: string | undefined): PackageFact {
  const latest = chooseLatest(project.versions);
  return {
    ...project,
    ...(latest === undefined ? {} : { latest }),
    ...(firstPublishedAt === undefined ? {} : { firstPublishedAt }),
  };
}
