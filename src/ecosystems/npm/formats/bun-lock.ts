import type { Scope } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { readField } from '../../../text/decode.ts';
import { type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { indexLines } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { BunGraph } from '../bun/graph.ts';
import { identify } from '../bun/identity.ts';
import { type BunLock, type BunPackage, readBunLock } from '../bun/lock-content.ts';
import { infoOf } from '../bun/tuple.ts';
import { Collector } from '../collector.ts';
import { lockedDependency } from '../lock/entry.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import type { LockOfManifests } from '../pnpm/manifests.ts';
import { reachScopes } from '../pnpm/scopes.ts';
import { recordedPrograms } from '../programs.ts';

const binaryName = 'bun.lockb';
const knownVersions: ReadonlySet<unknown> = new Set([0, 1, 2]);

export const format: Format = {
  id: 'bun-lock',
  title: 'bun.lock',
  role: 'lockfile',
  matches: (path) => (baseNameOf(path) === 'bun.lock' || baseNameOf(path) === binaryName ? 'name' : false),
  decode,
  parse,
  neighbours: neighboursAbove,
};

/** The binary lockfile is no text, but it has to be told as what it is. */
function decode(bytes: Uint8Array): { readonly text: string } | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
  if (start.includes('bun-lockfile-format')) return { text: start };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}

function parse(file: SourceFile): LockOfManifests {
  if (baseNameOf(file.path) === binaryName) {
    throw new MalformedFileError('binary lockfile of Bun: it cannot be audited; use bun.lock');
  }
  const lock = readBunLock(file.text);
  const into = new Collector(file, indexLines(file.text));
  into.tell('bun');
  checkVersion(into, lock);
  const graph = new BunGraph(lock.packages);
  const roots = graph.roots(lock.head);
  const edges = graph.edges();
  const scopes = reachScopes(roots, edges);
  const direct = new Set(roots.map(({ place }) => place));
  const places = lock.packages.map((entry, place) =>
    addPackage(into, entry, direct.has(place), scopes[place] ?? 'runtime') ? into.dependencies.length - 1 : -1,
  );
  for (const member of lock.strange) into.rejectMember(member, 'the entry is no package');
  readTrusted(into, lock.head);
  readOwnPackages(into, lock.head);
  // Inside a tuple, keys that repeat name no package.
  if (lock.document !== undefined)
    into.doubtShadowed(lock.document, (path) => path[0] !== 'packages' || path.length < 3);
  const requires = () => requiredOf(edges, places, into.dependencies.length);
  const programs = () => recordedPrograms(lock.packages.flatMap(binOf));
  return { ...into.finish(format.id, format.role), manifests: manifestsIn(file.path, lock.head), requires, programs };
}

/** Only what lies at the top is on the path of bunx. */
const binOf = (entry: BunPackage): readonly (readonly [string, unknown])[] => {
  const bin = readField(infoOf(entry), 'bin');
  const name = identify(entry)?.name;
  return bin === undefined ||
    name === undefined ||
    entry.key.includes('/', entry.key.startsWith('@') ? entry.key.indexOf('/') + 1 : 0)
    ? []
    : [[name, bin]];
};

function requiredOf(edges: readonly (readonly number[])[], places: readonly number[], count: number) {
  const required: (readonly number[])[] = Array.from({ length: count }, () => []);
  for (const [place, list] of edges.entries()) {
    const at = places[place] ?? -1;
    if (at !== -1) required[at] = list.map((next) => places[next] ?? -1).filter((next) => next !== -1);
  }
  return required;
}

function checkVersion(into: Collector, { head, packages }: BunLock): void {
  const version = memberOf(head, 'lockfileVersion');
  if (version === undefined) {
    const isEmpty = packages.length === 0 && memberOf(head, 'workspaces') === undefined;
    if (isEmpty) into.reject(head.start, into.file.text.length, 'neither a version nor a list of packages');
  } else if (version.value.kind !== 'scalar' || !knownVersions.has(version.value.value)) {
    into.rejectMember(version, 'a lockfile version that is not known');
  }
}

function addPackage(into: Collector, entry: BunPackage, direct: boolean, scope: Scope): boolean {
  const { keyStart, identityStart, identityEnd, identity } = entry;
  const found = identify(entry);
  if (found === undefined) {
    into.reject(keyStart, identityEnd, 'the entry names no package');
    return false;
  }
  const { name, version, source, resolved } = found;
  const integrity = found.integrity === undefined ? undefined : [found.integrity];
  const isPlain = identityEnd - identityStart === identity.length + 2;
  const location = into.locate(keyStart, identityEnd);
  const nameRegion = isPlain ? into.lines.region(identityStart + 1, identityStart + 1 + name.length) : undefined;
  into.dependencies.push(
    lockedDependency({
      name,
      rawName: name,
      version,
      source,
      resolved,
      integrity,
      direct,
      scope,
      location,
      nameRegion,
    }),
  );
  return true;
}

/** Packages whose scripts run during an installation (bun.com, "trustedDependencies"). */
function readTrusted(into: Collector, head: JsonNode): void {
  const trusted = memberOf(head, 'trustedDependencies')?.value;
  for (const item of trusted?.kind === 'array' ? trusted.items : []) {
    const value = textOf(item);
    if (value === undefined) continue;
    const setting = `trustedDependencies ${value}`;
    into.protect(item.start, item.end, { setting, value, guard: 'install-scripts', strength: 0, byDefault: 1 });
  }
}

function readOwnPackages(into: Collector, head: JsonNode): void {
  for (const { value } of membersOf(memberOf(head, 'workspaces')?.value).values()) {
    const member = memberOf(value, 'name');
    const name = textOf(member?.value);
    const version = textOf(memberOf(value, 'version')?.value);
    if (member === undefined || name === undefined || name === '') continue;
    const location = into.locateMember(member);
    into.own.push({ ecosystem: 'npm', name, ...(version === undefined ? {} : { version }), location });
  }
}

function manifestsIn(path: string, head: JsonNode): readonly string[] {
  const folders = [...membersOf(memberOf(head, 'workspaces')?.value).keys()];
  const paths = folders.flatMap(
    (folder) => normalisePath(joinPath(joinPath(parentOf(path), folder), 'package.json')) ?? [],
  );
  return [...new Set(paths)];
}
