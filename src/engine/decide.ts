import { compareConfidence, compareSeverity, type Finding, rankFindings } from '../model/finding.ts';
import { compareLocations, compareText } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Verdict } from '../model/report.ts';
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

/** The youngest hold ends last: from then on nothing is held any more. */
export function recheckTime(findings: readonly Finding[], policy: Policy): string | undefined {
  const times = findings.flatMap((finding) =>
    fails(finding, policy) && finding.recheckAt !== undefined ? [finding.recheckAt] : [],
  );
  return times.sort(compareText).at(-1);
}

/**
 * One cause, one finding: the same rule over the same package in several places becomes the finding on the first of them,
 * a manifest's line before a lockfile's, with the others as related locations.
 */
export function groupFindings(findings: readonly Finding[], isLockfile: (path: string) => boolean): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = finding.package === null ? finding.fingerprint : JSON.stringify([finding.ruleId, finding.package.purl]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return rankFindings([...groups.values()].map((group) => mergeGroup(group, isLockfile)));
}

function mergeGroup(group: readonly Finding[], isLockfile: (path: string) => boolean): Finding {
  const rank = (finding: Finding) => Number(isLockfile(finding.location.path));
  const [first, ...rest] = [...group].sort(
    (a, b) => compareSeverity(b.severity, a.severity) || rank(a) - rank(b) || compareLocations(a.location, b.location),
  );
  if (first === undefined) throw new Error('an empty group');
  const others = rest.map(({ location }) => ({ ...location, message: 'also here' }));
  return { ...first, relatedLocations: [...first.relatedLocations, ...others] };
}
