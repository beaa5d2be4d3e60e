import type { Dependency, Source } from '../../../model/dependency.ts';
import { type JsonMember, memberOf, membersOf } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { readSpec } from '../specs.ts';
import { type LockEntry, lockedDependency, readLockEntry } from './entry.ts';
import { sourceOfResolved } from './source.ts';

/**
 * Reads the tree `dependencies`: all there is in lockfile version 1, and the copy for npm 6 in version 2. npm 7 and later
 * look at `packages` alone, so of a copy only what `packages` does not hold as well is taken: npm 6 would install that.
 */
export function readLegacy(into: Collector, tree: JsonMember): void {
  const known = new Set(into.dependencies.map(identityOf));
  const required = new Set<string>();
  const found: { readonly dependency: Dependency; readonly isTop: boolean }[] = [];
  const open: JsonMember[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const member of readTree(into, next)) {
      const dependency = readPackage(into, member, known);
      if (dependency !== undefined) found.push({ dependency, isTop: next === tree });
      for (const name of membersOf(memberOf(member.value, 'requires')?.value).keys()) required.add(name);
      const inner = memberOf(member.value, 'dependencies');
      if (inner !== undefined) open.push(inner);
    }
  }
  // Version 1 does not say what the project lists itself; what nothing else requires can only come from there.
  for (const { dependency, isTop } of found) {
    into.dependencies.push({ ...dependency, direct: isTop && !required.has(dependency.rawName) });
  }
}

/** The entries of one level of the tree. */
function readTree(into: Collector, tree: JsonMember): readonly JsonMember[] {
  if (tree.value.kind !== 'object') into.rejectMember(tree, 'dependencies is not an object');
  return [...membersOf(tree.value).values()].filter((member) => {
    const isEntry = member.value.kind === 'object';
    if (!isEntry) into.rejectMember(member, 'the entry is not an object');
    return isEntry;
  });
}

/** Undefined where `packages` holds it too. */
function readPackage(into: Collector, member: JsonMember, known: ReadonlySet<string>): Dependency | undefined {
  const { key, keyStart, keyEnd } = member;
  const entry = readLockEntry(into, member);
  const identity = readVersion(key, entry);
  if (key === '') into.rejectMember(member, 'the name is empty');
  if (key === '' || known.has(identityOf(identity))) return undefined;
  const location = into.locate(keyStart, keyEnd);
  const nameRegion = into.lines.region(keyStart + 1, keyEnd - 1);
  return lockedDependency({ ...identity, rawName: key, direct: false, location, nameRegion }, entry);
}

interface Identity {
  readonly name: string;
  readonly version?: string | undefined;
  readonly source: Source;
  readonly resolved?: string | undefined;
}

/** The field `version` holds a version, an alias with one, or the address of what is no registry's. */
function readVersion(key: string, { version, resolved, bundled }: LockEntry): Identity {
  const isPlain = version === undefined || /^\d+\.\d+\.\d/.test(version);
  const spec = isPlain ? undefined : readSpec(key, version);
  const from = (name: string): Source => (bundled ? { kind: 'bundled' } : sourceOfResolved(name, resolved));
  if (spec?.kind === 'source') return readAddress(key, spec.source, resolved ?? version, bundled);
  if (spec?.kind === 'package' && spec.nameAt !== undefined) {
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
function identityOf({ name, version, source, resolved }: Identity): string {
  if (source.kind === 'workspace' || source.kind === 'path') return JSON.stringify([name]);
  const isAddressed = source.kind === 'git' || source.kind === 'url';
  return JSON.stringify([name, isAddressed ? '' : (version ?? ''), resolved ?? '']);
}
