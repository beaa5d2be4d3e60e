import type { Dependency, Source } from '../../../model/dependency.ts';
import { type Collector, regionIn } from '../collector.ts';
import { readSpec } from '../specs.ts';
import {
  type Identity,
  type LockContent,
  type LockEntry,
  lockedDependency,
  splitHashes,
  type TreeRecord,
} from './entry.ts';
import { sourceOfLocked } from './source.ts';
import { findDisagreement, type Held } from './split.ts';

/**
 * Adds what the tree `dependencies` holds: all there is in lockfile version 1, and the copy for npm 6 in version 2. npm 7
 * and later look at `packages` alone, so of a copy only what `packages` does not hold as well is taken: npm 6 would install
 * that. Where both hold an entry and say different things of it, that is told.
 * @param held what `packages` holds, by its path; undefined in version 1
 * @returns the records of the dependencies added
 */
export function addLegacy(
  into: Collector,
  { tree = [], required }: LockContent,
  paths: readonly string[],
  held: ReadonlyMap<string, Held> | undefined,
): readonly TreeRecord[] {
  const isKnown = findKnown(into.dependencies);
  const added: TreeRecord[] = [];
  for (const [place, record] of tree.entries()) {
    const { key, keyStart, keyEnd, entry, parent } = record;
    if (key === '') {
      into.reject(keyStart, keyEnd, 'the name is empty');
      continue;
    }
    const same = held?.get(paths[place] ?? '');
    if (same !== undefined && saysTheSame(same.record.entry, entry)) continue;
    const identity = readVersion(key, entry);
    const difference = same && findDisagreement(same, identity, entry);
    if (difference !== undefined) into.doubt(keyStart, keyEnd, `packages and dependencies disagree on ${difference}`);
    if (isKnown(identity)) continue;
    if (held !== undefined && same === undefined) into.doubt(keyStart, keyEnd, 'npm 6 installs it, later ones do not');
    const location = into.locateInLine(keyStart, keyEnd);
    const nameRegion = regionIn(location, 1, keyEnd - keyStart - 2);
    // Version 1 does not say what the project lists itself; what nothing else requires can only come from there.
    const direct = parent === -1 && !required.has(key);
    const { name, version, source, resolved } = identity;
    into.dependencies.push(
      lockedDependency({
        name,
        rawName: key,
        version,
        source,
        resolved,
        integrity: splitHashes(entry.integrity),
        direct,
        scope: entry.scope,
        location,
        nameRegion,
      }),
    );
    added.push(record);
  }
  return added;
}

/** The field `version` holds a version, an alias with one, or the address of what is no registry's. */
function readVersion(key: string, { version, resolved, bundled }: LockEntry): Identity {
  const isPlain = version === undefined || /^\d+\.\d+\.\d/.test(version);
  const spec = isPlain ? undefined : readSpec(key, version);
  const from = (name: string): Source => (bundled ? { kind: 'bundled' } : sourceOfLocked(name, resolved));
  if (spec?.kind === 'source') return readAddress(key, spec.source, resolved ?? version, bundled);
  if (spec?.kind === 'package' && spec.nameAt !== undefined) {
    return { name: spec.name, version: spec.version, source: from(spec.name), resolved };
  }
  return { name: key, version, source: from(key), resolved };
}

/** npm 6 wrote the address of a registry's archive too, mostly for bundled packages; its file name then holds the version. */
function readAddress(key: string, source: Source, resolved: string | undefined, bundled: boolean): Identity {
  const found = source.kind === 'url' ? sourceOfLocked(key, resolved) : source;
  const start = `/-/${key.slice(key.lastIndexOf('/') + 1)}-`;
  const at = resolved?.indexOf(start) ?? -1;
  const isArchive = found.kind === 'registry' && at !== -1 && resolved?.endsWith('.tgz') === true;
  const version = isArchive ? resolved.slice(at + start.length, -'.tgz'.length) : undefined;
  return { name: key, version, source: bundled ? { kind: 'bundled' } : found, resolved };
}

/** Whether both entries are of one path and one text, so that they mean the same whatever it is. */
const saysTheSame = (a: LockEntry, b: LockEntry): boolean =>
  a.name === undefined && a.version === b.version && a.resolved === b.resolved && a.integrity === b.integrity;

/** Whether a list holds a package under any path; indexed only if it is asked. */
function findKnown(dependencies: readonly Dependency[]): (identity: Identity) => boolean {
  let known: ReadonlySet<string> | undefined;
  const before = dependencies.length;
  return (identity) => {
    known ??= new Set(dependencies.slice(0, before).map(identityOf));
    return known.size > 0 && known.has(identityOf(identity));
  };
}

/** Equal for the same package in both lists. Folders are links there and `file:` here: their name is enough. */
function identityOf({ name, version, source, resolved }: Identity): string {
  if (source.kind === 'workspace' || source.kind === 'path') return `${name}\n`;
  const isAddressed = source.kind === 'git' || source.kind === 'url';
  return `${name}\n${isAddressed ? '' : (version ?? '')}\n${resolved ?? ''}`;
}
