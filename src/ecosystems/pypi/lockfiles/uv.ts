import type { DependencyFile, Scope } from '../../../model/dependency.ts';
import type { TomlNode, TomlTable } from '../../../text/toml-nodes.ts';
import { names } from '../names.ts';
import { recordedIn, rejectOtherArchives } from './archives.ts';
import type { LockCollector } from './collector.ts';
import { choose, type Edge, indexPlaces, linkGraph, spreadScopes } from './graph.ts';
import { entriesOf, isTable, itemsOf, plainTexts, textAt, valueAt } from './nodes.ts';
import { entryRegion, type LockedPackage, lockedDependency, readPackages } from './packages.ts';
import { doubtRepeated } from './repeated.ts';
import { isOwnSource, sourceOf, type WrittenSource, writtenSource } from './uv-source.ts';

/**
 * uv writes each package with its source, its archives and what it needs. Direct are the packages that the project's own
 * ones need (`editable` and `virtual` sources, and `[manifest]` for scripts and for roots that are no package); the scope
 * of the others is that by which they are reached.
 */
export function readUvLock(root: TomlTable, into: LockCollector): DependencyFile['requires'] {
  checkVersion(root, into);
  const packages = readPackages(listOf(root, into), into);
  doubtRepeated(packages, ({ table }) => writtenSource(table).join(' '), into);
  const sources = packages.map(({ table }) => writtenSource(table));
  const edges = packages.map(({ table }) => edgesOf(table, into));
  const places = indexPlaces(packages);
  const graph = linkGraph(packages, edges, places);
  const rootEdges = edges.filter((_, at) => isOwnSource(sources[at] ?? [undefined, ''])).flat();
  const roots = [...rootEdges, ...manifestEdges(root, into)].flatMap((edge) =>
    choose(places, edge).map((place): [number, Scope] => [place, edge.scope]),
  );
  const direct = new Set(roots.map(([place]) => place));
  const scopes = spreadScopes(graph, roots);
  packages.forEach((locked, at) => {
    addPackage(locked, sources[at] ?? [undefined, ''], direct.has(at), scopes[at] ?? 'runtime', into);
  });
  return () => graph;
}

function addPackage(
  locked: LockedPackage,
  written: WrittenSource,
  direct: boolean,
  scope: Scope,
  into: LockCollector,
): void {
  const { table, name, version } = locked;
  const source = sourceOf(written);
  if (source.kind === 'unknown')
    into.reject(table.entries.get('source')?.value.region ?? entryRegion(locked), 'the source is not known');
  rejectOtherArchives(table, into);
  const sdist = valueAt(table, 'sdist');
  const single = sdist === undefined || !isTable(sdist) ? [] : [sdist];
  const { url, hashes: integrity } = recordedIn(valueAt(table, 'wheels'), single);
  const resolved = source.kind === 'url' ? source.url : url;
  into.dependencies.push(lockedDependency(locked, into, { source, resolved, integrity, direct, scope }));
  if (isOwnSource(written)) into.addOwn(name, version, into.locate(entryRegion(locked)));
}

/** Old releases wrote `[[distribution]]`; uv refuses a file with both. */
function listOf(root: TomlTable, into: LockCollector): TomlNode | undefined {
  const packages = root.entries.get('package');
  const distributions = root.entries.get('distribution');
  if (packages !== undefined && distributions !== undefined) {
    into.doubt(distributions.keyRegion, 'the packages stand under "package" and under "distribution"');
    const both = [...itemsOf(packages.value), ...itemsOf(distributions.value)];
    return { kind: 'array', items: both, region: packages.value.region };
  }
  return (packages ?? distributions)?.value;
}

function checkVersion(root: TomlTable, into: LockCollector): void {
  const version = root.entries.get('version')?.value;
  if (version?.kind === 'scalar' && version.value === 1) return;
  into.reject(version?.region ?? root.region, version ? 'a lockfile version that is not known' : 'no lockfile version');
}

/** With the scope that it would give if the package that has it were the project's own. */
interface ScopedEdge extends Edge {
  readonly scope: Scope;
}

function edgesOf(table: TomlTable, into: LockCollector): readonly ScopedEdge[] {
  const edges = edgesIn(valueAt(table, 'dependencies'), 'runtime', into);
  for (const [key, scope] of groups) {
    for (const { value } of entriesOf(valueAt(table, key))) edges.push(...edgesIn(value, scope, into));
  }
  return edges;
}

const groups = [
  ['optional-dependencies', 'optional'],
  ['dev-dependencies', 'dev'],
] as const;

/** What is asked for beside the packages: by a script, by the groups of a root that is no package. */
function manifestEdges(root: TomlTable, into: LockCollector): readonly ScopedEdge[] {
  const manifest = valueAt(root, 'manifest');
  const edges = edgesIn(valueAt(manifest, 'requirements'), 'runtime', into);
  for (const { value } of entriesOf(valueAt(manifest, 'dependency-groups'))) edges.push(...edgesIn(value, 'dev', into));
  return edges;
}

function edgesIn(node: TomlNode | undefined, scope: Scope, into: LockCollector): ScopedEdge[] {
  if (node === undefined) return [];
  if (node.kind !== 'array') into.reject(node.region, 'what a package needs is not a list');
  const listed = plainTexts(node, 'name') ?? [];
  if (listed.length > 0 && plainTexts(node, 'version', 1)?.length === 0) {
    return listed.map((name) => ({ name: names.normalise(name), version: undefined, scope }));
  }
  return itemsOf(node).flatMap((item): ScopedEdge[] => {
    const name = isTable(item) ? textAt(item, 'name') : undefined;
    if (name !== undefined) return [{ name: names.normalise(name), version: textAt(item, 'version'), scope }];
    into.reject(item.region, 'what a package needs has no name');
    return [];
  });
}
