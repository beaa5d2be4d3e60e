import type { DependencyFile, Scope, Source } from '../../../model/dependency.ts';
import type { TomlEntry, TomlTable } from '../../../text/toml-nodes.ts';
import { names } from '../names.ts';
import { recordedIn } from './archives.ts';
import type { LockCollector } from './collector.ts';
import { type Edge, linkGraph } from './graph.ts';
import { entriesOf, isTrueAt, stringNodeAt, stringsIn, textAt, valueAt } from './nodes.ts';
import { entryRegion, type LockedPackage, lockedDependency, readPackages } from './packages.ts';
import { doubtRepeated } from './repeated.ts';

/**
 * Poetry writes no addresses (the index is that of the manifest unless `[package.source]` names another) and not what the
 * project itself asks for but for its extras: no entry is called direct here, the manifest tells it.
 */
export function readPoetryLock(root: TomlTable, into: LockCollector): DependencyFile['requires'] {
  const metadata = valueAt(root, 'metadata');
  checkVersion(root, into);
  const packages = readPackages(valueAt(root, 'package'), into);
  doubtRepeated(packages, ({ table }) => describeSource(table), into);
  const hashes = hashesByName(metadata);
  for (const locked of packages) {
    const { table, name } = locked;
    const source = sourceOf(table);
    if (source.kind === 'unknown') into.reject(entryRegion(locked), 'the source of the package is not known');
    const files = recordedIn(table.entries.get('files')?.value);
    const resolved = source.kind === 'url' ? source.url : files.url;
    const integrity = files.hashes.length > 0 ? files.hashes : (hashes.get(name) ?? []);
    const resolution = { source, resolved, integrity, direct: false, scope: scopeOf(table) };
    into.dependencies.push(lockedDependency(locked, into, resolution));
  }
  return () => linkGraph(packages, packages.map(edgesOf));
}

/** Poetry reads 1 and 2; its preview releases wrote no version at all. */
function checkVersion(root: TomlTable, into: LockCollector): void {
  const metadata = root.entries.get('metadata');
  const version = valueAt(root, 'metadata', 'lock-version');
  const isKnown = version === undefined || (version.kind === 'string' && /^[12](?:\.|$)/.test(version.value));
  if (metadata === undefined) into.reject(root.region, 'no metadata: Poetry refuses the file');
  else if (!isKnown) into.reject(version.region, 'a lockfile version that is not known');
}

/** Hashes by package, as they stood in the metadata before lockfile version 2. */
function hashesByName(metadata: ReturnType<typeof valueAt>): ReadonlyMap<string, readonly string[]> {
  const files = entriesOf(valueAt(metadata, 'files')).map(({ key, value }): [string, readonly string[]] => [
    names.normalise(key),
    recordedIn(value).hashes,
  ]);
  const hashes = entriesOf(valueAt(metadata, 'hashes')).map(({ key, value }): [string, readonly string[]] => [
    names.normalise(key),
    stringsIn(value),
  ]);
  return new Map([...hashes, ...files]);
}

/** `category` until lockfile version 2, `groups` since 2.1; between them nothing tells the groups. */
function scopeOf(table: TomlTable): Scope {
  const groups = stringsIn(valueAt(table, 'groups'));
  const category = textAt(table, 'category');
  if (groups.length > 0 && !groups.includes('main')) return 'dev';
  if (category !== undefined && category !== 'main') return 'dev';
  return isTrueAt(table, 'optional') ? 'optional' : 'runtime';
}

const describeSource = (table: TomlTable): string =>
  entriesOf(valueAt(table, 'source'))
    .map(({ key, value }) => `${key}=${value.kind === 'string' ? value.value : ''}`)
    .join(' ');

function sourceOf(table: TomlTable): Source {
  const source = table.entries.get('source')?.value;
  if (source === undefined) return { kind: 'registry' };
  const url = textAt(source, 'url');
  if (url === undefined) return { kind: 'unknown' };
  const ref = textAt(source, 'resolved_reference') ?? textAt(source, 'reference');
  switch (textAt(source, 'type')) {
    case 'legacy':
      return { kind: 'registry', url };
    case 'git':
      return { kind: 'git', url, ...(ref === undefined ? {} : { ref }) };
    case 'url':
      return { kind: 'url', url };
    case 'file':
    case 'directory':
      return { kind: 'path', path: url };
    default:
      return { kind: 'unknown' };
  }
}

/** A value is a requirement, a table, or a list of them for different environments. */
function edgesOf({ table }: LockedPackage): readonly Edge[] {
  return entriesOf(valueAt(table, 'dependencies')).flatMap((entry) => edgesIn(entry));
}

function edgesIn({ key, value }: TomlEntry): readonly Edge[] {
  const name = names.normalise(key);
  return (value.kind === 'array' ? value.items : [value]).map((variant) => {
    const requirement = variant.kind === 'string' ? variant.value : stringNodeAt(variant, 'version')?.value;
    return { name, requirement, optional: isTrueAt(variant, 'optional') };
  });
}
