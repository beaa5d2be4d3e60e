import { compareConfidence, compareSeverity, type Severity, severities } from '../model/finding.ts';
import { distinct, groupBy } from '../text/index-by.ts';
import type { JudgedFinding } from './evaluate.ts';

/** How grave so many signs of one release are, beside what each is by itself. */
const gradeOf = (signs: number): Severity => (signs >= 3 ? 'critical' : signs === 2 ? 'high' : 'info');

/**
 * What speaks against one and the same release becomes one finding, and two or three signs are graver than each alone. What
 * the configuration switched off, accepted or merely observes is no sign, nor is what is itself hardly sure.
 */
export function escalate(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const isSign = ({ basis, package: found, observed, confidence }: JudgedFinding): boolean =>
    basis.signal !== undefined && found !== null && observed !== true && confidence !== 'low';
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
  const severity = highest([gradeOf(group.length), ...group.map((one) => one.severity)]);
  const { recheckAt: _, ...rest } = leader;
  return {
    ...rest,
    severity,
    confidence: group.map((one) => one.confidence).reduce((a, b) => (compareConfidence(a, b) < 0 ? a : b)),
    message: `${leader.message} Also: ${words.join('; ')}.`,
    relatedLocations: distinct(group.flatMap((one) => one.relatedLocations)),
    evidence: distinct(group.flatMap((one) => one.evidence)),
    remediation: [...new Set(group.map((one) => one.remediation))].join(' '),
    ...recheckOf(group, severity),
  };
}

const highest = (all: readonly Severity[]): Severity =>
  all.reduce((a, b) => (compareSeverity(a, b) >= 0 ? a : b), severities[0]);

/** When time alone makes it less grave. */
function recheckOf(group: readonly JudgedFinding[], severity: Severity): { readonly recheckAt?: string } {
  const moments = group.flatMap(({ recheckAt }) => recheckAt ?? []).sort();
  const lasting = group.filter(({ recheckAt }) => recheckAt === undefined);
  const rest = highest([gradeOf(lasting.length), ...lasting.map((one) => one.severity)]);
  const [first] = moments;
  return first === undefined || compareSeverity(rest, severity) >= 0 ? {} : { recheckAt: first };
}
