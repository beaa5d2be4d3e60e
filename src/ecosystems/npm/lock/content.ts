import type { Dependency } from '../../../model/dependency.ts';
import type { Collector } from '../collector.ts';
import type { LockContent, PackageRecord, TreeRecord } from './entry.ts';
import { isOwnFolder } from './keys.ts';
import { addLegacy } from './legacy.ts';
import { addPackages } from './packages.ts';
import { findRequired, type Installed } from './requires.ts';
import { type Held, linksOf, pathsOf } from './split.ts';

/** Works out `requires` of `DependencyFile`, given the text of the file and the number of its dependencies. */
export type Graph = (text: string, count: number) => readonly (readonly number[])[];

/** Adds all that a lockfile holds. What was added before, by the other side of a conflict, is not added again. */
export function addContent(into: Collector, content: LockContent): Graph {
  const first = into.dependencies.length;
  const before = new Set(into.dependencies.map(placeOf));
  const { packages = [], tree = [], own } = content;
  const added = addPackages(into, packages);
  const links = linksOf(packages);
  const paths = content.packages === undefined || tree.length === 0 ? [] : pathsOf(tree, links);
  const held = paths.length === 0 ? undefined : indexHeld(added, into.dependencies.slice(first));
  const legacy = addLegacy(into, content, paths, held);
  if (into.own.length === 0 && own !== undefined) {
    const { name, version, start, end } = own;
    into.own.push({
      ecosystem: 'npm',
      name,
      ...(version === undefined ? {} : { version }),
      location: into.locate(start, end),
    });
  }
  if (before.size > 0) dropRepeated(into, first, before);
  return (text, count) => findRequired(text, installedIn(packages, added, tree, legacy, links), links, count);
}

const indexHeld = (
  records: readonly PackageRecord[],
  dependencies: readonly Dependency[],
): ReadonlyMap<string, Held> => {
  const held = new Map<string, Held>();
  for (const [place, record] of records.entries()) {
    const dependency = dependencies[place];
    if (dependency !== undefined) held.set(record.key, { record, dependency });
  }
  return held;
};

function dropRepeated(into: Collector, first: number, before: ReadonlySet<string>): void {
  const fresh = into.dependencies.splice(first).filter((dependency) => !before.has(placeOf(dependency)));
  for (const dependency of fresh) into.dependencies.push(dependency);
}

/** Both sides of a conflict share the lines around it. */
const placeOf = ({ purl, location }: Dependency): string => `${purl} ${location.startLine}:${location.startColumn}`;

/** All folders of the installation; those of dependencies with their places, in the order they were added. */
function installedIn(
  packages: readonly PackageRecord[],
  added: readonly PackageRecord[],
  tree: readonly TreeRecord[],
  legacy: readonly TreeRecord[],
  links: ReadonlyMap<string, string>,
): readonly Installed[] {
  const own = packages.filter(({ key }) => isOwnFolder(key));
  const paths = legacy.length === 0 ? [] : pathsOf(tree, links);
  const pathOf = new Map(tree.map((record, place) => [record, paths[place] ?? '']));
  return [
    ...own.map((record) => ({ path: record.key, record, dependency: -1 })),
    ...legacy.map((record, place) => ({ path: pathOf.get(record) ?? '', record, dependency: added.length + place })),
    // Later ones of the same path win: npm 7 and later look at `packages` alone.
    ...added.map((record, place) => ({ path: record.key, record, dependency: place })),
  ];
}
