import type { Ecosystem } from '../model/ecosystem.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../model/lock-check.ts';
import type { ContradictionSubject } from '../model/subject.ts';
import type { Discovery } from './discover.ts';
import type { LoadedFile, Reader, Side } from './read.ts';

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
  const [before, after] = [await runChecks(base, reader, checks), await runChecks(head, reader, checks)];
  const known = new Set(before.map(({ key }) => key));
  return after
    .filter(({ key }) => !known.has(key))
    .map((contradiction) => ({ kind: 'contradiction', contradiction, at: contradiction.location }));
}

async function runChecks(side: Side, reader: Reader, checks: readonly LockCheck[]): Promise<readonly Contradiction[]> {
  const pairs = [...side.files.values()].flatMap((lockfile) =>
    checks.filter(({ format }) => format === lockfile.parsed.format).map((check): Pair => ({ check, lockfile })),
  );
  const paths = pairs.flatMap(({ check, lockfile }) => check.files(lockfile.parsed));
  await reader.load(
    side,
    paths.map((path) => ({ path })),
  );
  return pairs.flatMap(({ check, lockfile }) => {
    const files = check.files(lockfile.parsed).flatMap((path): [string, CheckedFile][] => {
      const file = side.files.get(path);
      return file === undefined ? [] : [[path, file]];
    });
    return check.check(lockfile, new Map(files));
  });
}
