import type { BaselineEntry } from '../config/baseline.ts';
import { applyExceptions } from '../config/exceptions.ts';
import { startOf } from '../model/location.ts';
import type { Exception, Policy } from '../model/policy.ts';
import type { Acceptance, Notification, SuppressedFinding } from '../model/report.ts';
import type { AnyRule } from '../model/rule.ts';
import type { ExceptionSubject } from '../model/subject.ts';
import { readApprovals } from './approvals.ts';
import { type Baseline, listKnown, openBaseline } from './baseline.ts';
import { type Commented, readComments } from './comments.ts';
import type { JudgedFinding } from './evaluate.ts';
import { groupFindings } from './group.ts';

export interface Accepted {
  readonly kept: readonly JudgedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** What a list of everything that is known would hold: also what the one that is there takes. */
  readonly known: readonly BaselineEntry[];
  /** What the exceptions themselves give rise to. */
  readonly subjects: readonly ExceptionSubject[];
  readonly notifications: readonly Notification[];
}

export interface AcceptanceContext {
  readonly policy: Policy;
  readonly rules: readonly AnyRule[];
  readonly discovery: Commented;
  /** What is known of the repository; left out: no list of it is kept. */
  readonly baseline?: Baseline | undefined;
  readonly now: Date;
  readonly configPath: string | undefined;
  readonly mode: 'changed' | 'all';
  isLockfile(path: string): boolean;
}

/**
 * Sets aside what the base side accepts: by an exception, by approving a package, by letting comments speak for a rule, and where
 * everything is audited by a list of what is known. Whether an exception or an entry is still of use shows only there: a single
 * change rarely touches what it was written for.
 */
export function acceptFindings(findings: readonly JudgedFinding[], context: AcceptanceContext): Accepted {
  const { policy, now, mode, discovery } = context;
  const { kept: left, suppressed, expired, unused } = applyExceptions(policy.exceptions, findings, now);
  const acceptances = new Map<JudgedFinding, Acceptance>(
    suppressed.map(({ finding, exception: { reason, expires } }) => [finding, { reason, expires }]),
  );
  const approvalOf = readApprovals(policy.approved, context.rules);
  const comments = readComments(discovery, policy, now);
  const baseline = mode === 'all' && context.baseline ? openBaseline(context.baseline, policy) : undefined;
  const known: JudgedFinding[] = [];
  const kept: JudgedFinding[] = [];
  for (const finding of left) {
    const own = approvalOf(finding) ?? comments.acceptanceOf(finding);
    if (own === undefined) known.push(finding);
    const acceptance = own ?? (baseline?.isKnown(finding) ? inBaseline : undefined);
    if (acceptance === undefined) kept.push(finding);
    else acceptances.set(finding, acceptance);
  }
  return {
    kept,
    known: listKnown(known, policy),
    suppressed: listSuppressed(acceptances, context),
    subjects: [
      ...expired.map((exception) => describeException(exception, 'expired', context)),
      ...(mode === 'all' ? unused : []).map((exception) => describeException(exception, 'unused', context)),
    ],
    notifications: [...comments.notes(), ...(baseline?.notes() ?? [])],
  };
}

const inBaseline: Acceptance = { by: 'baseline', reason: 'known before: the baseline lists it' };

/** Repeats are merged among those that are accepted alike. */
function listSuppressed(
  acceptances: ReadonlyMap<JudgedFinding, Acceptance>,
  { isLockfile }: AcceptanceContext,
): readonly SuppressedFinding[] {
  const groups = new Map<string, { readonly acceptance: Acceptance; readonly findings: JudgedFinding[] }>();
  for (const [finding, acceptance] of acceptances) {
    const { by, reason, expires } = acceptance;
    const key = JSON.stringify([by, reason, expires]);
    const group = groups.get(key) ?? { acceptance, findings: [] };
    groups.set(key, group);
    group.findings.push(finding);
  }
  return [...groups.values()].flatMap(({ acceptance, findings }) =>
    groupFindings(findings, isLockfile).map((finding) => ({ ...finding, exception: acceptance })),
  );
}

function describeException(
  exception: Exception,
  state: ExceptionSubject['state'],
  { configPath }: AcceptanceContext,
): ExceptionSubject {
  const line = exception.from === undefined ? (exception.line ?? 1) : 1;
  const at = { ...startOf(configPath ?? 'configuration'), startLine: line, endLine: line };
  return { kind: 'exception', exception, state, at };
}
