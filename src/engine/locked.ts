import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { withoutUndefined } from '../text/defined.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import { compiledFrom } from './compiled.ts';
import type { Item } from './compose.ts';
import type { ItemChange } from './diff.ts';
import type { Discovery } from './discover.ts';
import { keyOf } from './name-key.ts';
import type { Side } from './read.ts';

interface Locked {
  readonly dependency: Dependency;
  readonly clients: readonly string[];
}

interface LockedVersion {
  readonly version: string;
  readonly clients?: readonly string[];
}

/** What a lockfile beside a manifest, or above it, fixes for one of its direct dependencies: each version that fits. */
function lockedVersions(side: Side) {
  const byFolder = new Map<string, Map<string, Locked[]>>();
  for (const { path, parsed } of side.files.values()) {
    if (parsed.role !== 'lockfile') continue;
    const clients = (parsed.clients ?? []).map(({ client }) => client);
    const names = byFolder.get(parentOf(path)) ?? new Map<string, Locked[]>();
    byFolder.set(parentOf(path), names);
    for (const dependency of parsed.dependencies) {
      if (!dependency.direct || dependency.version === undefined) continue;
      const key = keyOf(dependency.ecosystem, dependency.name);
      const same = names.get(key);
      if (same === undefined) names.set(key, [{ dependency, clients }]);
      else same.push({ dependency, clients });
    }
  }
  return (dependency: Dependency, path: string, { versions }: Ecosystem): readonly LockedVersion[] => {
    const key = keyOf(dependency.ecosystem, dependency.name);
    const fits = ({ version }: Dependency) =>
      version !== undefined &&
      (dependency.requirement === undefined || versions.satisfies(version, dependency.requirement));
    for (const folder of foldersAbove(parentOf(path))) {
      const found = byFolder.get(folder)?.get(key);
      if (found === undefined) continue;
      return found.flatMap(({ dependency: { version }, dependency: entry, clients }) =>
        version !== undefined && fits(entry) ? [{ version, clients }] : [],
      );
    }
    const version = compiledFrom(side, path).pins.get(key)?.find(fits)?.version;
    return version === undefined ? [] : [{ version }];
  };
}

/** What the lockfiles of both sides say of a line: what is taken for it now, and what was before. */
export function createLockReader({ head, base }: Discovery) {
  const now = lockedVersions(head);
  const formerly = lockedVersions(base);
  return ({ after, before }: ItemChange, dependency: Dependency, ecosystem: Ecosystem) => {
    // A script that runs a tool takes the one that is installed (npx).
    const fixed = after === undefined || isLocked(after) ? [] : now(dependency, after.file.path, ecosystem);
    const [first] = fixed;
    const had = before === undefined ? undefined : onlyLocked(before, formerly, ecosystem);
    return withoutUndefined({
      lockedVersion: first?.version,
      // What comes from an address is not what a lockfile has under that version.
      lockedOnly: dependency.source.kind === 'registry' ? onlyOf(fixed) : undefined,
      lockedFor: first?.clients,
      lockedBefore: had,
    });
  };
}

const isLocked = ({ file }: Item): boolean => file.parsed.role === 'lockfile';

/** Of a line of the base's manifest; of several versions nobody knows which of them the line stood for. */
function onlyLocked(item: Item, locked: ReturnType<typeof lockedVersions>, ecosystem: Ecosystem): string | undefined {
  const { dependency, file } = item;
  if (isLocked(item) || dependency.source.kind !== 'registry' || dependency.version !== undefined) return undefined;
  return onlyOf(locked(dependency, file.path, ecosystem));
}

function onlyOf(fixed: readonly LockedVersion[]): string | undefined {
  const [first, ...others] = new Set(fixed.map(({ version }) => version));
  return others.length === 0 ? first : undefined;
}
