import { normalisePath } from '../../../text/paths.ts';
import { type Collector, regionIn } from '../collector.ts';
import { lockedDependency, type PackageRecord, splitHashes } from './entry.ts';
import { folder, isOwnFolder, keyBelow, splitKey } from './keys.ts';
import { sourceOfLocked } from './source.ts';

/** Adds what `packages` holds (lockfile versions 2 and 3); gives the record of each dependency added. */
export function addPackages(into: Collector, records: readonly PackageRecord[]): readonly PackageRecord[] {
  const isListed = findListed(records);
  const links = new Map<string, string>();
  const added = records.filter((record) => !isOwnFolder(record.key) && addInstalled(into, record, isListed, links));
  for (const record of records) if (isOwnFolder(record.key)) addOwnFolder(into, record, links);
  return added;
}

/** Whether the folder `parent` is one of the project's own and asks for what lies in its `node_modules` as `name`. */
type IsListed = (parent: string, name: string) => boolean;

/** Takes the sections of the project and its own folders; what a folder has no copy of, it finds at the top. */
function findListed(records: readonly PackageRecord[]): IsListed {
  const top = new Set<string>();
  const listed = new Map([['', top]]);
  const own = records.filter(({ key }) => isOwnFolder(key));
  const keys = own.length > 1 ? new Set(records.map(({ key }) => key)) : new Set<string>();
  for (const record of own) {
    for (const name of record.listed) if (record.key === '' || !keys.has(keyBelow(record.key, name))) top.add(name);
    if (record.key !== '') listed.set(record.key, new Set(record.listed));
  }
  return (parent, name) => listed.get(parent)?.has(name) === true;
}

/** False where the entry has no name, which is told. */
function addInstalled(into: Collector, record: PackageRecord, isListed: IsListed, links: Map<string, string>): boolean {
  const { key, keyStart, keyEnd, entry } = record;
  const { parent, name: rawName } = splitKey(key);
  const name = entry.name ?? rawName;
  if (name === '') {
    into.reject(keyStart, keyEnd, 'the name is empty');
    return false;
  }
  if (entry.link && entry.resolved !== undefined) links.set(entry.resolved, name);
  const isPlain = keyEnd - keyStart === key.length + 2;
  const location = into.locateInLine(keyStart, keyEnd);
  into.dependencies.push(
    lockedDependency({
      name,
      rawName,
      version: entry.version,
      source: entry.link
        ? linkSource(entry.resolved)
        : entry.bundled && parent.includes(folder)
          ? { kind: 'bundled' }
          : sourceOfLocked(name, entry.resolved),
      resolved: entry.resolved,
      integrity: splitHashes(entry.integrity),
      direct: isListed(parent, rawName),
      scope: entry.scope,
      location,
      nameRegion:
        isPlain && rawName !== '' ? regionIn(location, key.length + 1 - rawName.length, rawName.length) : undefined,
    }),
  );
  return true;
}

/** A link to a folder of the project is a member of its workspace; any other leads out of it. */
function linkSource(target: string | undefined) {
  const path = (target ?? '').replace(/^file:/, '');
  const isInside = !path.startsWith('/') && !/^[a-zA-Z]:/.test(path) && normalisePath(path) !== undefined;
  return isInside ? ({ kind: 'workspace' } as const) : ({ kind: 'path', path } as const);
}

function addOwnFolder(into: Collector, record: PackageRecord, links: ReadonlyMap<string, string>): void {
  const { name = links.get(record.key), version } = record.entry;
  if (name === undefined) return;
  const location = into.locate(record.keyStart, record.keyEnd);
  into.own.push({ ecosystem: 'npm', name, ...(version === undefined ? {} : { version }), location });
}
