import {
  type Confidence,
  compareConfidence,
  compareSeverity,
  type Graded,
  type GradeStep,
  type Severity,
  severities,
} from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import { distinct, groupBy } from '../text/index-by.ts';
import { gradeOver, recheckOf, severityAt } from './course.ts';
import type { JudgedFinding } from './evaluate.ts';

/** How grave so many signs of one release are, beside what each is by itself. */
const gradeOf = (signs: number): Severity => (signs >= 3 ? 'critical' : signs === 2 ? 'high' : 'info');

/**
 * What speaks against one and the same release becomes one finding, and two or three signs are graver than each alone. What
 * the configuration switched off, accepted or merely observes is no sign, nor is what is itself hardly sure.
 * What is less sure than what fails a run is none either: one finding is as sure as the least sure of its signs, and the
 * others would no longer fail.
 */
export function escalate(
  findings: readonly JudgedFinding[],
  { failOnConfidence }: Pick<Policy, 'failOnConfidence'>,
): readonly JudgedFinding[] {
  const isSure = (confidence: Confidence): boolean =>
    confidence !== 'low' && compareConfidence(confidence, failOnConfidence) >= 0;
  const isSign = ({ basis, package: found, observed, confidence }: JudgedFinding): boolean =>
    basis.signal !== undefined && found !== null && observed !== true && isSure(confidence);
  const groups = groupBy(findings.filter(isSign), (finding) => finding.package?.purl ?? '');
  return [...findings.filter((finding) => !isSign(finding)), ...groups.map(join)];
}

const weightOf = ({ basis: { signWeight = 0 } }: JudgedFinding): number => signWeight;

/** The most telling one is told, and the others with it. */
function join(unordered: readonly JudgedFinding[]): JudgedFinding {
  const group = [...unordered].sort((a, b) => weightOf(b) - weightOf(a));
  const [leader, ...others] = group;
  if (leader === undefined) throw new Error('an empty group');
  if (others.length === 0) return leader;
  const words = others.flatMap(({ basis }) => basis.signal?.words ?? []);
  const graded = gradeTogether(group);
  const { recheckAt: _, ...rest } = leader;
  return {
    ...rest,
    severity: graded.severity,
    confidence: group.map((one) => one.confidence).reduce((a, b) => (compareConfidence(a, b) < 0 ? a : b)),
    message: `${leader.message} Also: ${words.join('; ')}.`,
    relatedLocations: distinct(group.flatMap((one) => one.relatedLocations)),
    evidence: distinct(group.flatMap((one) => one.evidence)),
    remediation: [...new Set(group.map((one) => one.remediation))].join(' '),
    ...recheckOf(graded),
    basis: { ...leader.basis, course: graded.course },
  };
}

const highest = (all: readonly Severity[]): Severity =>
  all.reduce((a, b) => (compareSeverity(a, b) >= 0 ? a : b), severities[0]);

/** Sorts before every moment. */
const atFirst = '';

/** How grave they are together, and what time leaves of it: a sign that passed no longer counts, a grade that passed neither. */
function gradeTogether(group: readonly JudgedFinding[]): Graded {
  const parts = group.map(({ severity, basis: { signal, course = [] } }) => ({
    graded: signal?.undiscounted ?? { severity, course },
    until: signal?.until,
  }));
  const gradeAt = (moment: string): Severity | undefined => {
    const left = parts.flatMap(({ graded, until }) => {
      const severity = severityAt(graded, moment);
      return severity === undefined ? [] : [{ severity, isSign: until === undefined || moment < until }];
    });
    const signs = left.filter(({ isSign }) => isSign).length;
    return left.length === 0 ? undefined : highest([gradeOf(signs), ...left.map(({ severity }) => severity)]);
  };
  const moments = parts.flatMap(({ graded, until }) => [
    ...graded.course.map(({ at }) => at),
    ...(until === undefined ? [] : [until]),
  ]);
  const steps = [...new Set(moments)].sort(compareText).map((at): GradeStep => {
    const severity = gradeAt(at);
    return { at, ...(severity === undefined ? {} : { severity }) };
  });
  return gradeOver(gradeAt(atFirst) ?? severities[0], steps);
}
