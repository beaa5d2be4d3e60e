import type { Dependency } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { purl } from '../../../model/purl.ts';
import { parseJson } from '../../../text/json.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { Collector } from '../collector.ts';
import { DenoGraph } from '../deno/graph.ts';
import { type DenoLock, type DenoPackage, readContent } from '../deno/lock-content.ts';
import { sourceOfResolved } from '../lock/source.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import type { LockOfManifests } from '../pnpm/manifests.ts';

const knownVersions: ReadonlySet<unknown> = new Set(['2', '3', '4', '5']);

export const format: Format = {
  id: 'deno-lock',
  title: 'deno.lock',
  role: 'lockfile',
  matches: (path) => (baseNameOf(path) === 'deno.lock' ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): LockOfManifests {
  const document = parseJson(file.text);
  const { root } = document;
  if (root.kind !== 'object') throw new MalformedFileError('the lockfile is not an object', 1);
  const into = new Collector(file, document.lines);
  checkVersion(into, root);
  const lock = readContent(root);
  const graph = new DenoGraph(lock);
  const edges = graph.edges();
  const direct = graph.roots(edges);
  for (const [place, entry] of lock.packages.entries())
    into.dependencies.push(packageOf(into, entry, direct.has(place)));
  for (const member of lock.strange) into.rejectMember(member, 'the entry names no package');
  readRemote(into, lock);
  into.doubtShadowed(document, () => true);
  const count = into.dependencies.length;
  const requires = () => Array.from({ length: count }, (_, place) => edges[place] ?? []);
  return { ...into.finish(format.id, format.role), manifests: manifestsIn(file.path, lock), requires };
}

function checkVersion(into: Collector, root: JsonNode): void {
  const version = memberOf(root, 'version');
  const text = version?.value.kind === 'scalar' ? String(version.value.value) : textOf(version?.value);
  if (version === undefined) {
    // Version 1 was a plain map of addresses and hashes.
    const isEmpty = memberOf(root, 'remote') === undefined && root.kind === 'object' && root.members.length > 0;
    if (isEmpty) into.reject(root.start, root.end, 'a lockfile without a version');
  } else if (!knownVersions.has(text)) into.rejectMember(version, 'a lockfile version that is not known');
}

function packageOf(into: Collector, { ecosystem, member, name, version }: DenoPackage, direct: boolean): Dependency {
  const { keyStart, keyEnd, key, value } = member;
  const tarball = textOf(memberOf(value, 'tarball')?.value);
  const integrity = textOf(memberOf(value, 'integrity')?.value);
  const isPlain = keyEnd - keyStart === key.length + 2;
  return {
    purl: purl(ecosystem, name, version),
    ecosystem,
    name,
    rawName: name,
    version,
    source: ecosystem === 'npm' ? sourceOfResolved(name, tarball) : { kind: 'registry' },
    ...(tarball === undefined ? {} : { resolved: tarball }),
    ...(integrity === undefined || integrity === '' ? {} : { integrity: [spellHash(integrity)] }),
    direct,
    scope: 'runtime',
    location: into.locate(keyStart, keyEnd),
    ...(isPlain ? { nameRegion: into.lines.region(keyStart + 1, keyStart + 1 + name.length) } : {}),
  };
}

/** Deno leaves out what a hash of its own is: SHA-256 in hexadecimal digits. */
const spellHash = (hash: string): string => (/^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : hash);

/** Modules by their address, which only Deno's own ecosystem has, and addresses that one of those was redirected to. */
function readRemote(into: Collector, { remote, redirects }: DenoLock): void {
  const known = membersOf(remote?.value);
  if (remote !== undefined && remote.value.kind !== 'object') into.rejectMember(remote, 'remote is not an object');
  for (const member of known.values()) {
    const hash = textOf(member.value);
    if (hash === undefined) into.rejectMember(member, 'the hash is not a text');
    addModule(into, member.key, member, member.keyStart, member.keyEnd, hash);
  }
  for (const member of membersOf(redirects?.value).values()) {
    const target = textOf(member.value);
    if (target === undefined) into.rejectMember(member, 'the address is not a text');
    else if (!known.has(target)) addModule(into, target, member, member.value.start, member.value.end, undefined);
  }
}

function addModule(
  into: Collector,
  url: string,
  member: JsonMember,
  start: number,
  end: number,
  hash: string | undefined,
): void {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(url)?.[0] ?? '';
  const name = url.slice(scheme.length);
  if (scheme === '' || name === '') return into.rejectMember(member, 'the module has no address');
  const isPlain = end - start === url.length + 2;
  const nameStart = start + 1 + scheme.length;
  into.dependencies.push({
    purl: purl('jsr', name),
    ecosystem: 'jsr',
    name,
    rawName: name,
    source: { kind: 'url', url },
    resolved: url,
    ...(hash === undefined ? {} : { integrity: [spellHash(hash)] }),
    direct: false,
    scope: 'runtime',
    location: into.locate(start, end),
    ...(isPlain ? { nameRegion: into.lines.region(nameStart, nameStart + name.length) } : {}),
  });
}

function manifestsIn(path: string, { folders }: DenoLock): readonly string[] {
  const names = ['deno.json', 'deno.jsonc', 'package.json'];
  const all = folders.flatMap((folder) => names.map((name) => joinPath(joinPath(parentOf(path), folder), name)));
  return [...new Set(all.flatMap((one) => normalisePath(one) ?? []))];
}
