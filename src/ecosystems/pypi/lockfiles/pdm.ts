import type { DependencyFile, Scope, Source } from '../../../model/dependency.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { pinnedVersion } from '../dependency.ts';
import { names } from '../names.ts';
import { readRequirement } from '../requirement.ts';
import { slice } from '../scan.ts';
import { recordedIn } from './archives.ts';
import type { LockCollector } from './collector.ts';
import { type Edge, linkGraph } from './graph.ts';
import { entriesOf, stringsIn, textAt, valueAt } from './nodes.ts';
import { type LockedPackage, lockedDependency, readPackages } from './packages.ts';
import { doubtRepeated } from './repeated.ts';

/**
 * PDM writes an entry for a package and further ones for its extras. It does not write what the project itself asks for:
 * no entry is known to be direct here.
 */
export function readPdmLock(root: TomlTable, into: LockCollector): DependencyFile['requires'] {
  checkVersion(root, into);
  const packages = readPackages(valueAt(root, 'package'), into);
  doubtRepeated(packages, describe, into);
  const files = hashesByKey(root);
  for (const locked of packages) {
    const { table, rawName, version = '' } = locked;
    const source = sourceOf(table);
    const archives = recordedIn(table.entries.get('files')?.value);
    const resolved = source.kind === 'url' ? source.url : archives.url;
    const integrity = archives.hashes.length > 0 ? archives.hashes : (files.get(`${rawName} ${version}`) ?? []);
    const resolution = { source, resolved, integrity, direct: false, scope: scopeOf(table) };
    into.dependencies.push(lockedDependency(locked, into, resolution));
  }
  return () =>
    linkGraph(
      packages,
      packages.map((locked) => edgesOf(locked)),
    );
}

/** PDM reads lockfiles up to its own major version, which is 4; older ones have fewer fields. */
function checkVersion(root: TomlTable, into: LockCollector): void {
  const version = valueAt(root, 'metadata', 'lock_version') ?? valueAt(root, 'metadata', 'lock-version');
  const isKnown = version?.kind === 'string' && /^[1-4](?:\.|$)/.test(version.value);
  if (version === undefined) into.reject(root.region, 'no lockfile version');
  else if (!isKnown) into.reject(version.region, 'a lockfile version that is not known');
}

/** Until lockfile version 4.2, the files stood in the metadata under `name version`. */
const hashesByKey = (root: TomlTable): ReadonlyMap<string, readonly string[]> =>
  new Map(entriesOf(valueAt(root, 'metadata', 'files')).map(({ key, value }) => [key, recordedIn(value).hashes]));

const describe = ({ table }: LockedPackage): string =>
  JSON.stringify([stringsIn(valueAt(table, 'extras')), textAt(table, 'marker'), sourceOf(table)]);

/** The lockfile does not tell extras from development groups, but for the default name of the latter. */
function scopeOf(table: TomlTable): Scope {
  const groups = stringsIn(valueAt(table, 'groups') ?? valueAt(table, 'sections'));
  if (groups.length === 0 || groups.includes('default')) return 'runtime';
  return groups.every((group) => group === 'dev') ? 'dev' : 'optional';
}

const systems = ['git', 'hg', 'svn', 'bzr'];

function sourceOf(table: TomlTable): Source {
  const repository = systems.map((system) => textAt(table, system)).find((url) => url !== undefined);
  const ref = textAt(table, 'revision') ?? textAt(table, 'ref');
  if (repository !== undefined) return { kind: 'git', url: repository, ...(ref === undefined ? {} : { ref }) };
  const path = textAt(table, 'path');
  const url = textAt(table, 'url');
  if (path !== undefined) return { kind: 'path', path };
  if (url === undefined) return { kind: 'registry' };
  return url.startsWith('file:') ? { kind: 'path', path: url } : { kind: 'url', url };
}

function edgesOf({ table }: LockedPackage): readonly Edge[] {
  return stringsIn(valueAt(table, 'dependencies')).flatMap((text): Edge[] => {
    const read = readRequirement(text);
    if (read.kind === 'rejected') return [];
    const requirement = read.specifiers && slice(text, read.specifiers);
    return [{ name: names.normalise(read.name), version: pinnedVersion(read.clauses), requirement }];
  });
}
