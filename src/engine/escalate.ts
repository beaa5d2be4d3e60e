import type { AtlasMapping } from '../model/atlas.ts';
import {
  type Confidence,
  compareConfidence,
  compareSeverity,
  type Finding,
  type Graded,
  type GradeStep,
  rankFindings,
  type Severity,
  severities,
  type Told,
} from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import { distinct, groupBy } from '../text/index-by.ts';
import { gradeOver, recheckOf, severityAt } from './course.ts';
import type { JudgedFinding } from './evaluate.ts';
import { isAt } from './group.ts';

/** How grave so many signs of one release are, beside what each is by itself. */
const gradeOf = (signs: number): Severity => (signs >= 3 ? 'critical' : signs === 2 ? 'high' : 'info');

/**
 * What speaks against one and the same release, and against its name, becomes one finding, and two or three signs are graver
 * than each alone. What the configuration switched off, accepted or merely observes is no sign, nor is what is itself hardly
 * sure. What is less sure than what fails a run is none either: one finding is as sure as the least sure of its signs, and the
 * others would no longer fail.
 */
export function escalate(
  findings: readonly JudgedFinding[],
  { failOnConfidence }: Pick<Policy, 'failOnConfidence'>,
): readonly JudgedFinding[] {
  const isSure = (confidence: Confidence): boolean =>
    confidence !== 'low' && compareConfidence(confidence, failOnConfidence) >= 0;
  const isTold = (one: JudgedFinding): boolean =>
    (isSign(one) || one.basis.signWeight !== undefined) &&
    one.package !== null &&
    one.observed !== true &&
    isSure(one.confidence);
  const packages = groupBy(findings.filter(isTold), ({ package: found }) => nameKey(found));
  return [...findings.filter((finding) => !isTold(finding)), ...packages.flatMap(joinPackage)];
}

const nameKey = (found: Finding['package']): string => JSON.stringify([found?.ecosystem, found?.name]);
const purlOf = ({ package: found }: JudgedFinding): string => found?.purl ?? '';
const isSign = ({ basis: { signal } }: JudgedFinding): boolean =>
  signal !== undefined && signal.countsAs !== 'ordinary';

/** What it counts as, and of what is ordinary the rule as well: only that of different rules adds up. */
const kindOf = ({ ruleId, basis: { signal } }: JudgedFinding): string => {
  if (signal === undefined) return 'nothing';
  return signal.countsAs === 'ordinary' ? `${ordinary}${ruleId}` : (signal.countsAs ?? ruleId);
};

const ordinary = 'ordinary ';

/** How many signs there are of such kinds. */
function countSigns(kinds: ReadonlySet<string>): number {
  const signs = [...kinds].filter((kind) => kind !== 'nothing' && !kind.startsWith(ordinary));
  const happenings = [...kinds].filter((kind) => kind.startsWith(ordinary) && !kinds.has(kind.slice(ordinary.length)));
  const isOdd = happenings.length > 1 || (happenings.length === 1 && signs.some((kind) => kind !== 'age'));
  return signs.length + Number(isOdd);
}

/**
 * What is about the name is told with the gravest of the releases, as it is about all of them, and with each other one that is
 * graver by it than both are: one release more must not take a sign from the others.
 */
function joinPackage(told: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const ofName = told.filter((one) => isSign(one) && one.basis.cause?.anyVersion === true);
  const releases = groupBy(
    told.filter((one) => !ofName.includes(one)),
    purlOf,
  ).map((group) => ({ group, alone: joinRelease(group), together: joinRelease([...group, ...ofName]) }));
  const most = gravestOf(releases.flatMap(({ together }) => together));
  const [worst] = rankFindings(releases.flatMap(({ alone, together }) => (gravestOf(together) === most ? alone : [])));
  if (worst === undefined) return joinRelease(ofName);
  return releases.flatMap(({ group, alone, together }) => {
    if (alone.includes(worst)) return together;
    // There the release leads, for the name leads but once.
    const isGraver = gravestOf(together) !== gravestOf([...alone, ...ofName]);
    return isGraver ? joinRelease([...group, ...ofName.map(withoutWeight)]) : alone;
  });
}

const withoutWeight = (one: JudgedFinding): JudgedFinding => ({ ...one, basis: { ...one.basis, signWeight: 0 } });

const gravestOf = (findings: readonly JudgedFinding[]): Severity => highest(findings.map(({ severity }) => severity));

/** What is no sign is told with those that are. A release that merely waits is left to the list of those that do. */
function joinRelease(group: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const signs = group.filter(isSign);
  const others = group.filter((one) => !isSign(one));
  const areTelling = signs.some(isTelling) || countSigns(new Set(others.map(kindOf))) > 0;
  if (areTelling) return [join(group)];
  return [...(signs.length === 0 ? [] : [join(signs)]), ...others];
}

const isTelling = (one: JudgedFinding): boolean => isSign(one) && one.basis.cause?.many === undefined;

/** What makes it ordinary stands in the message alone. */
const wordsOf = (one: JudgedFinding): string =>
  (isSign(one) ? one.basis.signal?.words : undefined) ?? one.message.replace(/\.$/, '');

const weightOf = ({ basis: { signWeight = 0 } }: JudgedFinding): number => signWeight;

/** An age tells less than what is ordinary. */
const placeOf = (one: JudgedFinding): number =>
  one.basis.signal === undefined ? 0 : isSign(one) && kindOf(one) !== 'age' ? 2 : 1;

/** The most telling one is told, and the others with it. */
function join(unordered: readonly JudgedFinding[]): JudgedFinding {
  const group = [...unordered].sort((a, b) => placeOf(b) - placeOf(a) || weightOf(b) - weightOf(a));
  const [leader, ...others] = group;
  if (leader === undefined) throw new Error('an empty group');
  if (others.length === 0) return leader;
  const words = others.map((one) => `${wordsOf(one)} (${one.ruleId})`);
  const graded = gradeTogether(group);
  const { recheckAt: _, ...rest } = leader;
  return {
    ...rest,
    severity: graded.severity,
    confidence: group.map((one) => one.confidence).reduce((a, b) => (compareConfidence(a, b) < 0 ? a : b)),
    // The one of a line without a version says less.
    package: group.find((one) => one.package?.version !== undefined)?.package ?? leader.package,
    message: `${leader.message} Also: ${words.join('; ')}.`,
    relatedLocations: distinct([...group.flatMap((one) => one.relatedLocations), ...placesOf(leader, others)]),
    evidence: distinct(group.flatMap((one) => one.evidence)),
    remediation: [...new Set(group.map((one) => one.remediation))].join(' '),
    ...recheckOf(graded),
    atlas: uniteAtlas(group.map((one) => one.atlas)),
    cwe: [...new Set(group.flatMap((one) => one.cwe))],
    attack: [...new Set(group.flatMap((one) => one.attack))],
    signals: group.map(tellAlone),
    basis: { ...leader.basis, course: graded.course },
  };
}

const tellAlone = (one: JudgedFinding): Told => {
  const { ruleId, severity, confidence, message, evidence, remediation, helpUri } = one;
  return { ruleId, severity, confidence, message, evidence, remediation, helpUri };
};

/** Those that stand elsewhere: of a manifest and its lockfile each rule may speak of another one. */
const placesOf = (leader: JudgedFinding, others: readonly JudgedFinding[]): Finding['relatedLocations'] =>
  others
    .filter(({ location }) => ![leader.location, ...leader.relatedLocations].some((place) => isAt(place, location)))
    .map(({ location, ruleId }) => ({ ...location, message: `told by ${ruleId}` }));

/** Of one id the first counts: that of the most telling finding. */
const uniteAtlas = (all: readonly AtlasMapping[]): AtlasMapping => ({
  tactics: firstOfEach(all.flatMap(({ tactics }) => tactics)).toSorted((a, b) => compareText(a.id, b.id)),
  techniques: firstOfEach(all.flatMap(({ techniques }) => techniques)),
  caseStudies: firstOfEach(all.flatMap(({ caseStudies }) => caseStudies)),
  mitigations: firstOfEach(all.flatMap(({ mitigations }) => mitigations)),
});

const firstOfEach = <T extends { readonly id: string }>(all: readonly T[]): readonly T[] =>
  groupBy(all, ({ id }) => id).flatMap(([first]) => first ?? []);

const highest = (all: readonly Severity[]): Severity =>
  all.reduce((a, b) => (compareSeverity(a, b) >= 0 ? a : b), severities[0]);

/** Sorts before every moment. */
const atFirst = '';

/** How grave they are together, and what time leaves of it: a sign that passed no longer counts, a grade that passed neither. */
function gradeTogether(group: readonly JudgedFinding[]): Graded {
  // A discount is taken back by another sign alone.
  const isWhole = group.filter(isSign).length > 1 || countSigns(new Set(group.map(kindOf))) > 1;
  const parts = group.map((one) => ({
    graded: (isWhole ? one.basis.signal?.undiscounted : undefined) ?? {
      severity: one.severity,
      course: one.basis.course ?? [],
    },
    until: one.basis.signal?.until,
    kind: kindOf(one),
  }));
  const gradeAt = (moment: string): Severity | undefined => {
    const left = parts.flatMap(({ graded, until, kind }) => {
      const severity = severityAt(graded, moment);
      const isOver = until !== undefined && moment >= until;
      return severity === undefined ? [] : [{ severity, kinds: isOver ? [] : [kind] }];
    });
    const signs = countSigns(new Set(left.flatMap((one) => one.kinds)));
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
