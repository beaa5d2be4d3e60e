import { compareConfidence, compareSeverity, type Finding, type GradeStep } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Verdict } from '../model/report.ts';
import type { JudgedFinding } from './evaluate.ts';
import type { OpenQuestion } from './unverified.ts';

/** Whether a finding fails a run under the policy. */
export function fails(finding: Finding, policy: Policy): boolean {
  return (
    finding.observed !== true &&
    policy.failOn !== 'never' &&
    compareSeverity(finding.severity, policy.failOn) >= 0 &&
    compareConfidence(finding.confidence, policy.failOnConfidence) >= 0
  );
}

/** @param broken a rule or the reading of the change failed: the audit did not see everything */
export function decide(
  findings: readonly Finding[],
  open: readonly OpenQuestion[],
  policy: Policy,
  broken: boolean,
): Verdict {
  if (findings.some((finding) => fails(finding, policy))) return 'fail';
  const counts = policy.onUnverified === 'fail' ? open.length > 0 : open.some(({ overBudget }) => overBudget === true);
  return counts || broken ? 'incomplete' : 'pass';
}

/** The youngest hold ends last: from then on nothing is held any more. What time does not make pass is no hold. */
export function recheckTime(findings: readonly JudgedFinding[], policy: Policy): string | undefined {
  const times = findings.filter((finding) => fails(finding, policy)).flatMap((finding) => passesAt(finding, policy));
  return times.sort(compareText).at(-1);
}

function passesAt(finding: JudgedFinding, policy: Policy): readonly string[] {
  const passes = ({ severity }: GradeStep): boolean =>
    severity === undefined || !fails({ ...finding, severity }, policy);
  const step = finding.basis.course?.find(passes);
  return step === undefined ? [] : [step.at];
}
