import type { Dependency, Source } from '../../../model/dependency.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { readSpec } from '../specs.ts';
import { type LockEntry, lockedDependency, readLockEntry } from './entry.ts';
import { sourceOfResolved } from './source.ts';

/**
 * Reads the tree `dependencies`: all there is in lockfile version 1, and the copy for npm 6 in version 2. npm 7 and later
 * look at `packages` alone, so of a copy only what `packages` does not hold as well is taken: npm 6 would install that.
 */
export function readLegacy(into: Collector, tree: JsonMember): void {
  if (tree.value.kind !== 'object') return into.rejectMember(tree, 'dependencies is not an object');
  const known = new Set(into.dependencies.map(identityOf));
  const required = new Set<string>();
  const found: { readonly dependency: Dependency; readonly top: boolean }[] = [];
  const open: { readonly node: JsonNode; readonly top: boolean }[] = [{ node: tree.value, top: true }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const member of membersOf(next.node).values()) {
      const { value } = member;
      if (value.kind !== 'object') into.rejectMember(member, 'the entry is not an object');
      else {
        const dependency = readPackage(into, member);
        if (dependency !== undefined && !known.has(identityOf(dependency))) found.push({ dependency, top: next.top });
        for (const name of membersOf(memberOf(value, 'requires')?.value).keys()) required.add(name);
        const inner = memberOf(value, 'dependencies');
        if (inner?.value.kind === 'object') open.push({ node: inner.value, top: false });
        else if (inner !== undefined) into.rejectMember(inner, 'dependencies is not an object');
      }
    }
  }
  // Version 1 does not say what the project lists itself; what nothing else requires can only come from there.
  for (const { dependency, top } of found) {
    into.dependencies.push({ ...dependency, direct: top && !required.has(dependency.rawName) });
  }
}

function readPackage(into: Collector, member: JsonMember): Dependency | undefined {
  const { key, keyStart, keyEnd } = member;
  const entry = readLockEntry(into, member);
  if (key === '') {
    into.rejectMember(member, 'the name is empty');
    return undefined;
  }
  const location = into.locate(keyStart, keyEnd);
  const nameRegion = into.lines.region(keyStart + 1, keyEnd - 1);
  return lockedDependency({ ...readVersion(key, entry), rawName: key, direct: false, location, nameRegion }, entry);
}

interface Identity {
  readonly name: string;
  readonly version: string | undefined;
  readonly source: Source;
  readonly resolved: string | undefined;
}

/** The field `version` holds a version, an alias with one, or the address of what is no registry's. */
function readVersion(key: string, { version, resolved, bundled }: LockEntry): Identity {
  const spec = readSpec(key, version ?? '');
  const from = (name: string): Source => (bundled ? { kind: 'bundled' } : sourceOfResolved(name, resolved));
  if (spec.kind === 'source') return readAddress(key, spec.source, resolved ?? version, bundled);
  if (spec.kind === 'package' && spec.nameAt !== undefined) {
    return { name: spec.name, version: spec.version, source: from(spec.name), resolved };
  }
  return { name: key, version, source: from(key), resolved };
}

/** npm 6 wrote the address of a registry's archive too, mostly for bundled packages; its file name then holds the version. */
function readAddress(key: string, source: Source, resolved: string | undefined, bundled: boolean): Identity {
  const found = source.kind === 'url' ? sourceOfResolved(key, resolved) : source;
  const start = `/-/${key.slice(key.lastIndexOf('/') + 1)}-`;
  const at = resolved?.indexOf(start) ?? -1;
  const isArchive = found.kind === 'registry' && at !== -1 && resolved?.endsWith('.tgz') === true;
  const version = isArchive ? resolved.slice(at + start.length, -'.tgz'.length) : undefined;
  return { name: key, version, source: bundled ? { kind: 'bundled' } : found, resolved };
}

/** Equal for the same package in both lists. Folders are links there and `file:` here: their name is enough. */
function identityOf({ name, version, source, resolved }: Dependency): string {
  if (source.kind === 'workspace' || source.kind === 'path') return JSON.stringify([name]);
  const isAddressed = source.kind === 'git' || source.kind === 'url';
  return JSON.stringify([name, isAddressed ? '' : (version ?? ''), resolved ?? '']);
}
