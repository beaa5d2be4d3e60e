import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../model/lock-check.ts';
import type { ContradictionSubject } from '../model/subject.ts';
import { type Origins, originsOf } from './chains.ts';
import type { Discovery } from './discover.ts';
import type { LoadedFile, Reader, Side } from './read.ts';
import { findRewired } from './rewired.ts';

/** A lockfile with the check of its format. */
interface Pair {
  readonly check: LockCheck;
  readonly lockfile: LoadedFile;
}

/** Contradictions that the change brings in: those of the head that the base did not have. */
export async function checkLockfiles(
  { base, head }: Discovery,
  reader: Reader,
  ecosystems: readonly Ecosystem[],
): Promise<readonly ContradictionSubject[]> {
  const checks = ecosystems.flatMap(({ lockChecks }) => lockChecks);
  const [before, after] = [await runChecks(base, reader, checks), await runChecks(head, reader, checks, base)];
  const known = new Set(before.map(({ key }) => key));
  const sureness = new Map(checks.map(({ format, newRequires }) => [format, newRequires]));
  const found = [
    ...after.filter(({ key }) => !known.has(key)),
    ...findOrphans(base, head),
    ...findRewired(base, head, sureness),
  ];
  return found.map((contradiction) => ({ kind: 'contradiction', contradiction, at: contradiction.location }));
}

/**
 * New entries that nothing leads to. The tools that write lockfiles leave them out, though some keep old ones; somebody who
 * adds one by hand does not need to touch the manifest. Where the base had such entries too it is less sure, and where only
 * manifests say what is direct, one of them is missing.
 */
function findOrphans(base: Side, head: Side): readonly Contradiction[] {
  const [before, after] = [originsOf(base), originsOf(head)];
  return [...head.files.values()].flatMap((lockfile) => {
    const old = base.files.get(lockfile.path);
    const isComparable = lockfile.parsed.role === 'lockfile' && lockfile.parsed.requires !== undefined;
    if (!isComparable || old === undefined || old.id === lockfile.id) return [];
    const known = new Set(orphansOf(old, before).map(({ rawName }) => rawName));
    const saysDirect = lockfile.parsed.dependencies.some(({ direct }) => direct);
    if (known.size > 0 && !saysDirect) return [];
    const kept = new Set(old.parsed.dependencies.map(({ purl }) => purl));
    const orphans = orphansOf(lockfile, after).filter(({ rawName, purl }) => !known.has(rawName) && !kept.has(purl));
    return orphans.map(
      (dependency): Contradiction => ({
        kind: 'drift',
        key: `orphan ${dependency.purl}`,
        message: `${lockfile.path} has ${dependency.rawName}, although nothing that the project asks for requires it`,
        location: dependency.location,
        confidence: known.size === 0 ? 'medium' : 'low',
      }),
    );
  });
}

function orphansOf(lockfile: LoadedFile, originOf: Origins): readonly Dependency[] {
  const { dependencies } = lockfile.parsed;
  const orphans = dependencies.filter(
    (one) => one.source.kind !== 'workspace' && originOf(one, lockfile) === undefined,
  );
  // Where no way was found to anything, what the project asks for is not known.
  return orphans.length === dependencies.length ? [] : orphans;
}

/** @param base the other side, for checks that ask what the change did */
async function runChecks(
  side: Side,
  reader: Reader,
  checks: readonly LockCheck[],
  base?: Side,
): Promise<readonly Contradiction[]> {
  const pairs = [...side.files.values()].flatMap((lockfile) =>
    checks.filter(({ format }) => format === lockfile.parsed.format).map((check): Pair => ({ check, lockfile })),
  );
  const paths = pairs.flatMap(({ check, lockfile }) => check.files(lockfile.parsed));
  await reader.load(
    side,
    paths.map((path) => ({ path })),
  );
  return pairs.flatMap(({ check, lockfile }) => {
    // A file that two readers take differently is told as such; what one of them makes of it proves nothing.
    if ((lockfile.parsed.ambiguities ?? []).length > 0) return [];
    const old = base?.files.get(lockfile.path);
    const before = base && old && { lockfile: old, files: filesOf(check, old, base) };
    return check.check(lockfile, filesOf(check, lockfile, side), before);
  });
}

const filesOf = (check: LockCheck, lockfile: LoadedFile, side: Side): ReadonlyMap<string, CheckedFile> =>
  new Map(
    check.files(lockfile.parsed).flatMap((path): [string, CheckedFile][] => {
      const file = side.files.get(path);
      return file === undefined ? [] : [[path, file]];
    }),
  );
