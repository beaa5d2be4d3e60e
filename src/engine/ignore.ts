import type { Policy } from '../model/policy.ts';
import { matchesGlob } from '../text/glob.ts';
import { closureOf } from './compose.ts';
import type { Discovery } from './discover.ts';
import { indexPaths, targetsOf } from './paths.ts';
import type { Side } from './read.ts';

/** Leaves out the files that the configuration ignores, except those that a file in use includes. */
export function ignorePaths(discovery: Discovery, policy: Policy): Discovery {
  if (policy.ignorePaths.length === 0) return discovery;
  const patternOf = (path: string) => policy.ignorePaths.find((pattern) => matchesGlob(pattern, path));
  const head = keepUsed(discovery.head, patternOf);
  const ignored = [...discovery.head.files.keys(), ...discovery.head.skipped.keys()]
    .filter((path) => !head.files.has(path) && !head.skipped.has(path))
    .map((path) => ({ path, reason: `ignored by the configuration (${patternOf(path) ?? ''})` }));
  return { ...discovery, base: keepUsed(discovery.base, patternOf), head, ignored };
}

function keepUsed(side: Side, patternOf: (path: string) => string | undefined): Side {
  const index = indexPaths([...side.files.keys(), ...side.skipped.keys()]);
  const used = new Set<string>();
  for (const path of side.files.keys()) {
    if (used.has(path) || patternOf(path) !== undefined) continue;
    used.add(path);
    for (const { file } of closureOf(side, path)) {
      used.add(file.path);
      // What a file in use names and could not be read stays to be said.
      for (const include of file.parsed.includes) {
        if (include.kind !== 'project') for (const target of targetsOf(include, index)) used.add(target);
      }
    }
  }
  const keep = <T>(map: ReadonlyMap<string, T>, kept: (path: string) => boolean) =>
    new Map([...map].filter(([path]) => kept(path)));
  return {
    ...side,
    files: keep(side.files, (path) => used.has(path)),
    skipped: keep(side.skipped, (path) => used.has(path) || patternOf(path) === undefined),
  };
}
