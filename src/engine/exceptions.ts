import { applyExceptions } from '../config/exceptions.ts';
import { startOf } from '../model/location.ts';
import type { Exception, Policy } from '../model/policy.ts';
import type { SuppressedFinding } from '../model/report.ts';
import type { ExceptionSubject } from '../model/subject.ts';
import type { JudgedFinding } from './evaluate.ts';
import { groupFindings } from './group.ts';

export interface Acceptance {
  readonly kept: readonly JudgedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** What the exceptions themselves give rise to. */
  readonly subjects: readonly ExceptionSubject[];
}

export interface AcceptanceContext {
  readonly policy: Policy;
  readonly now: Date;
  readonly configPath: string | undefined;
  readonly mode: 'changed' | 'all';
  isLockfile(path: string): boolean;
}

/**
 * Sets aside what the configuration accepts. Whether an exception is still of use shows only where everything was audited:
 * a single change rarely touches what it was written for.
 */
export function acceptFindings(findings: readonly JudgedFinding[], context: AcceptanceContext): Acceptance {
  const { kept, suppressed, expired, unused } = applyExceptions(context.policy.exceptions, findings, context.now);
  const reasons = new Map(suppressed.map(({ finding, exception }) => [finding.fingerprint, exception]));
  const grouped = groupFindings(
    suppressed.map(({ finding }) => finding),
    context.isLockfile,
  );
  return {
    kept,
    suppressed: grouped.flatMap((finding): readonly SuppressedFinding[] => {
      const exception = reasons.get(finding.fingerprint);
      if (exception === undefined) return [];
      return [{ ...finding, exception: { reason: exception.reason, expires: exception.expires } }];
    }),
    subjects: [
      ...expired.map((exception) => describeException(exception, 'expired', context)),
      ...(context.mode === 'all' ? unused : []).map((exception) => describeException(exception, 'unused', context)),
    ],
  };
}

function describeException(
  exception: Exception,
  state: ExceptionSubject['state'],
  { configPath }: AcceptanceContext,
): ExceptionSubject {
  const line = exception.line ?? 1;
  const at = { ...startOf(configPath ?? 'configuration'), startLine: line, endLine: line };
  return { kind: 'exception', exception, state, at };
}
