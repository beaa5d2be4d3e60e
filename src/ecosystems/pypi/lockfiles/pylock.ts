import type { DependencyFile, Scope, Source } from '../../../model/dependency.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import type { TomlNode, TomlTable } from '../../../text/toml-nodes.ts';
import { names } from '../names.ts';
import { archivesOf, recordedIn, rejectOtherArchives } from './archives.ts';
import type { LockCollector } from './collector.ts';
import { type Edge, linkGraph } from './graph.ts';
import { isTable, itemsOf, stringNodeAt, textAt, valueAt } from './nodes.ts';
import { entryRegion, type LockedPackage, lockedDependency, readPackages } from './packages.ts';
import { doubtRepeated } from './repeated.ts';

/**
 * `[[packages]]` (packaging.python.org, pylock.toml specification). The file does not tell what the project itself asks
 * for: no entry is known to be direct here. `dependencies` are information only; installers take every entry whose marker
 * holds.
 */
export function readPylock(root: TomlTable, into: LockCollector): DependencyFile['requires'] {
  checkVersion(root, into);
  const packages = readPackages(valueAt(root, 'packages'), into);
  doubtRepeated(
    packages,
    ({ table }) => JSON.stringify([textAt(table, 'marker'), sourceOf(table, archivesOf(table))]),
    into,
  );
  for (const locked of packages) {
    const { table, name, version } = locked;
    rejectOtherArchives(table, into);
    const archives = archivesOf(table);
    const archive = table.entries.get('archive')?.value;
    const source = sourceOf(table, archives);
    if (source.kind === 'unknown') into.reject(entryRegion(locked), 'the package has no source, or several');
    const recorded = recordedIn(undefined, archive === undefined ? archives : [archive, ...archives]);
    const resolved = source.kind === 'url' ? source.url : source.kind === 'path' ? undefined : recorded.url;
    doubtPaths([table.entries.get('vcs')?.value, archive, ...archives], into);
    const integrity = recorded.hashes;
    const resolution = { source, resolved, integrity, direct: false, scope: scopeOf(table) };
    into.dependencies.push(lockedDependency(locked, into, resolution));
    if (source.kind === 'workspace') into.addOwn(name, version, into.locate(entryRegion(locked)));
  }
  return () =>
    linkGraph(
      packages,
      packages.map((locked) => edgesOf(locked)),
    );
}

function checkVersion(root: TomlTable, into: LockCollector): void {
  const version = root.entries.get('lock-version')?.value;
  const isKnown = version?.kind === 'string' && /^1(?:\.|$)/.test(version.value);
  if (version === undefined) into.reject(root.region, 'no lockfile version');
  else if (!isKnown) into.reject(version.region, 'a lockfile version that is not known');
}

/** A marker on extras or groups says that the package is not always installed. */
function scopeOf(table: TomlTable): Scope {
  const marker = textAt(table, 'marker') ?? '';
  if (marker.includes('dependency_groups')) return 'dev';
  return /\bextras\b/.test(marker) ? 'optional' : 'runtime';
}

/** A repository, a folder and an archive each stand alone; a path goes before an address. */
function sourceOf(table: TomlTable, archives: readonly TomlTable[]): Source {
  const [vcs, directory, archive] = ['vcs', 'directory', 'archive'].map((key) => table.entries.get(key)?.value);
  const isRelease = table.entries.has('sdist') || table.entries.has('wheels');
  if ([vcs, directory, archive, isRelease || undefined].filter((one) => one !== undefined).length !== 1) {
    return { kind: 'unknown' };
  }
  const node = vcs ?? directory ?? archive;
  const [path, url] = [textAt(node, 'path'), textAt(node, 'url')];
  if (directory !== undefined && path === '.') return { kind: 'workspace' };
  if (path !== undefined) return { kind: 'path', path };
  const ref = textAt(vcs, 'commit-id') ?? textAt(vcs, 'requested-revision');
  if (url !== undefined)
    return vcs ? { kind: 'git', url, ...(ref === undefined ? {} : { ref }) } : { kind: 'url', url };
  if (node !== undefined) return { kind: 'unknown' };
  return releaseSource(table, archives);
}

/** PEP 751: where a file has a path, the path is taken and not the address. */
function releaseSource(table: TomlTable, archives: readonly TomlTable[]): Source {
  const index = textAt(table, 'index');
  const paths = archives.map((archive) => textAt(archive, 'path'));
  const [first] = paths;
  if (first !== undefined && paths.every((path) => path !== undefined)) return { kind: 'path', path: first };
  return { kind: 'registry', ...(index === undefined ? {} : { url: index }) };
}

/**
 * Installers use the path where there is one, and else the address (pylock.toml specification, "Installation"); tools write
 * one of them. A path that leads elsewhere than the repository shows nobody what is installed.
 */
function doubtPaths(sources: readonly (TomlNode | undefined)[], into: LockCollector): void {
  const archives = sources.filter((one) => one?.kind === 'table');
  const nodes = archives.map((archive) => stringNodeAt(archive, 'path'));
  archives.forEach((archive, at) => {
    const node = nodes[at];
    if (node === undefined) return;
    if (archive.entries.has('url'))
      into.doubt(node.region, 'an address and a path for the same bytes: installers take the path');
    if (leavesTree(node.value, into.file.path)) into.doubt(node.region, 'the path leads out of the project');
  });
  const first = nodes.find((node) => node !== undefined);
  if (first !== undefined && nodes.includes(undefined))
    into.doubt(first.region, 'some archives of the package lie at a path, others do not');
}

const leavesTree = (path: string, lockfile: string): boolean => {
  const portable = path.replaceAll('\\', '/');
  return /^(?:[a-z]+:|[/~])/i.test(portable) || normalisePath(joinPath(parentOf(lockfile), portable)) === undefined;
};

function edgesOf({ table }: LockedPackage): readonly Edge[] {
  return itemsOf(valueAt(table, 'dependencies')).flatMap((item): Edge[] => {
    const name = isTable(item) ? textAt(item, 'name') : undefined;
    return name === undefined ? [] : [{ name: names.normalise(name), version: textAt(item, 'version') }];
  });
}
