import type { Exception } from '../model/policy.ts';
import { parsePurl } from '../model/purl.ts';
import { matchesGlob, matchesName } from '../text/glob.ts';

/** What an exception looks at in a finding. */
export interface ExceptionTarget {
  readonly ruleId: string;
  readonly package: { readonly ecosystem: string; readonly name: string; readonly version?: string } | null;
  readonly location: { readonly path: string };
  /** Of a line without a version the one that its lockfile fixes for it: the report shows both as one. */
  readonly basis?: { readonly lockedOnly?: string };
}

export interface ExceptionOutcome<F> {
  /** Findings that no exception in force accepts, in their order. */
  readonly kept: readonly F[];
  readonly suppressed: readonly { readonly finding: F; readonly exception: Exception }[];
  /** Exceptions whose last day is over, whether or not they would match. */
  readonly expired: readonly Exception[];
  /** Exceptions in force that match no finding. */
  readonly unused: readonly Exception[];
}

/** Sorts findings by what the configuration accepts today. The first exception that matches gives the reason. */
export function applyExceptions<F extends ExceptionTarget>(
  exceptions: readonly Exception[],
  findings: readonly F[],
  now: Date,
): ExceptionOutcome<F> {
  const inForce = exceptions.filter((exception) => !isExpired(exception, now));
  const byRule = groupByRule(inForce);
  const used = new Set<Exception>();
  const kept: F[] = [];
  const suppressed: { finding: F; exception: Exception }[] = [];
  for (const finding of findings) {
    const matching = (byRule.get(finding.ruleId) ?? []).filter(({ matches }) => matches(finding));
    for (const { exception } of matching) used.add(exception);
    const first = matching[0];
    if (first === undefined) kept.push(finding);
    else suppressed.push({ finding, exception: first.exception });
  }
  return {
    kept,
    suppressed,
    expired: exceptions.filter((exception) => isExpired(exception, now)),
    unused: inForce.filter((exception) => !used.has(exception)),
  };
}

/** Whether the last day is over; days are those of UTC, so that every machine agrees. */
const isExpired = ({ expires }: Exception, now: Date): boolean => now.toISOString().slice(0, 10) > expires;

interface CompiledException {
  readonly exception: Exception;
  matches(finding: ExceptionTarget): boolean;
}

function groupByRule(exceptions: readonly Exception[]): ReadonlyMap<string, readonly CompiledException[]> {
  const groups = new Map<string, CompiledException[]>();
  for (const exception of exceptions) {
    const group = groups.get(exception.rule) ?? [];
    group.push(compile(exception));
    groups.set(exception.rule, group);
  }
  return groups;
}

function compile(exception: Exception): CompiledException {
  const { path } = exception;
  const isMeant = exception.package === undefined ? () => true : matchPackage(exception.package);
  return {
    exception,
    matches: (finding) => (path === undefined || matchesGlob(path, finding.location.path)) && isMeant(finding),
  };
}

/** Whether a finding is about the package of a purl, whose name may hold `*`. */
export function matchPackage(text: string): (finding: Pick<ExceptionTarget, 'package' | 'basis'>) => boolean {
  const target = parsePurl(text);
  if (target === undefined) return () => false;
  const isName = target.name.includes('*')
    ? (name: string) => matchesName(target.name, name)
    : (name: string) => name === target.name;
  return ({ package: found, basis }) => {
    if (found === null) return false;
    const { ecosystem, name, version = basis?.lockedOnly } = found;
    const isVersion = target.version === undefined || target.version === version;
    return isVersion && target.type === ecosystem && isName(name);
  };
}
