import { type JsonMember, memberOf, membersOf } from '../../../text/json-nodes.ts';
import { normalisePath } from '../../../text/paths.ts';
import type { Collector } from '../collector.ts';
import { sectionKeys } from '../manifest/sections.ts';
import { lockedDependency, readLockEntry } from './entry.ts';
import { sourceOfResolved } from './source.ts';

const folder = 'node_modules/';

/** The keys of `packages`: paths of folders. Those without `node_modules/` are the project and its own folders. */
export const isOwnFolder = (key: string): boolean => !key.startsWith(folder) && !key.includes(`/${folder}`);

/** Reads `packages` (lockfile versions 2 and 3). */
export function readPackages(into: Collector, packages: JsonMember): void {
  if (packages.value.kind !== 'object') return into.rejectMember(packages, 'packages is not an object');
  const members = membersOf(packages.value);
  const isListed = findListed(members);
  const links = new Map<string, string>();
  for (const [key, member] of members) {
    if (member.value.kind !== 'object') into.rejectMember(member, 'the entry is not an object');
    else if (!isOwnFolder(key)) readInstalled(into, member, isListed, links);
  }
  for (const [key, member] of members) if (isOwnFolder(key)) readOwnFolder(into, key, member, links);
}

/** Whether the folder `parent` is one of the project's own and asks for what lies in its `node_modules` as `name`. */
type IsListed = (parent: string, name: string) => boolean;

/** Takes the dependency sections of the project and its own folders; what a folder has no copy of, it finds at the top. */
function findListed(members: ReadonlyMap<string, JsonMember>): IsListed {
  const listed = new Map<string, Set<string>>([['', new Set()]]);
  for (const [key, { value }] of members) {
    if (!isOwnFolder(key)) continue;
    const names = sectionKeys.flatMap((section) => [...membersOf(memberOf(value, section)?.value).keys()]);
    const top = names.filter((name) => key === '' || !members.has(`${key}/${folder}${name}`));
    for (const name of top) listed.get('')?.add(name);
    if (key !== '') listed.set(key, new Set(names));
  }
  return (parent, name) => listed.get(parent)?.has(name) === true;
}

function splitKey(key: string): { readonly parent: string; readonly name: string } {
  const at = key.lastIndexOf(folder);
  return { parent: key.slice(0, Math.max(0, at - 1)), name: key.slice(at + folder.length) };
}

function readInstalled(into: Collector, member: JsonMember, isListed: IsListed, links: Map<string, string>): void {
  const { key, keyStart, keyEnd } = member;
  const { parent, name: rawName } = splitKey(key);
  const entry = readLockEntry(into, member);
  const name = entry.name ?? rawName;
  if (name === '') return into.rejectMember(member, 'the name is empty');
  if (entry.link && entry.resolved !== undefined) links.set(entry.resolved, name);
  const isPlain = keyEnd - keyStart === key.length + 2;
  into.dependencies.push(
    lockedDependency(
      {
        name,
        rawName,
        version: entry.version,
        source: entry.link
          ? linkSource(entry.resolved)
          : entry.bundled && parent.includes('node_modules/')
            ? { kind: 'bundled' }
            : sourceOfResolved(name, entry.resolved),
        resolved: entry.resolved,
        direct: isListed(parent, rawName),
        location: into.locate(keyStart, keyEnd),
        nameRegion: isPlain && rawName !== '' ? into.lines.region(keyEnd - 1 - rawName.length, keyEnd - 1) : undefined,
      },
      entry,
    ),
  );
}

/** A link to a folder of the project is a member of its workspace; any other leads out of it. */
function linkSource(target: string | undefined) {
  const path = (target ?? '').replace(/^file:/, '');
  const isInside = !path.startsWith('/') && !/^[a-zA-Z]:/.test(path) && normalisePath(path) !== undefined;
  return isInside ? ({ kind: 'workspace' } as const) : ({ kind: 'path', path } as const);
}

function readOwnFolder(into: Collector, key: string, member: JsonMember, links: ReadonlyMap<string, string>): void {
  if (member.value.kind !== 'object') return;
  const { name = links.get(key), version } = readLockEntry(into, member);
  if (name === undefined) return;
  const location = into.locate(member.keyStart, member.keyEnd);
  into.own.push({ ecosystem: 'npm', name, ...(version === undefined ? {} : { version }), location });
}
