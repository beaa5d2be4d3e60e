import type { Versions } from '../../model/ecosystem.ts';
import type { Fact } from '../../model/fact.ts';
import { type Evidence, type Severity, severities } from '../../model/finding.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { Cause, Draft, Facts, Rule, RuleMeta, Signal } from '../../model/rule.ts';
import { type DependencySubject, replacedVersion } from '../../model/subject.ts';
import { type Advisory, closedBy, sayIds } from '../advisories.ts';
import { type AgeVerdict, type Grade, gradeAge, readMoment, sayAge, strangersLook, toRfc3339 } from '../ages.ts';
import { day } from '../durations.ts';
import { testify } from '../evidence.ts';
import { requestedBy } from '../requested.ts';
import { clip, sayPath, sayRelease, sayVersion } from '../wording.ts';
import { sayMinimumAge } from './minimum-age.ts';
import { gradesFor, type RecentReleaseOptions, readOptions } from './options.ts';

const meta: RuleMeta = {
  id: 'recent-release',
  title: 'Recent release',
  summary:
    'The release that would be installed was published hours or a few days ago: most hijacked releases are found and removed within that time.',
  group: 'Is this release what it seems?',
  severity: 'high',
  confidence: 'high',
  needs: ['release', 'package', 'was-vulnerable'],
  atlas: {
    techniques: [{ id: 'AML.T0010.001', basis: 'asserted', stance: 'enables' }],
    caseStudies: ['AML.CS0047'],
    mitigations: [
      { id: 'AML.M0016', basis: 'asserted' },
      { id: 'AML.M0023', basis: 'asserted' },
    ],
  },
  cwe: ['CWE-1357'],
  attack: ['T1195.002'],
  aboutAi: false,
  signWeight: 10,
  approvable: 'release',
};

/** What is older is no sign that the release is not what it seems. */
const telling = 7 * day;
/** So many held releases of one file are told as one. */
const manyHolds = 4;

/** The newest older version, within a written range, that is not withdrawn and was published before `before`. */
function settledVersion(
  subject: DependencySubject,
  pkg: Fact<PackageFact>,
  release: ReleaseFact,
  versions: Versions,
  before: number,
): string | undefined {
  if (pkg.state !== 'present') return undefined;
  const requested = requestedBy(subject, versions);
  const accepts = (version: string): boolean =>
    requested === undefined || requested.version !== undefined || requested.matches(version);
  let best: string | undefined;
  for (const { version, publishedAt, yanked, deprecated } of pkg.value.versions) {
    if (yanked !== undefined || deprecated !== undefined || versions.isPrerelease(version)) continue;
    const published = readMoment(publishedAt);
    if (published === undefined || published > before || versions.compare(version, release.version) >= 0) continue;
    if ((best === undefined || versions.compare(version, best) > 0) && accepts(version)) best = version;
  }
  return best;
}

const lower = (severity: Severity): Severity => severities[severities.indexOf(severity) - 1] ?? severity;

/** Releases of one file and of one age, which all wait for the same thing. */
function holdOf(subject: DependencySubject, release: string, settled: string | undefined, verdict: AgeVerdict): Cause {
  const { beside, dependency } = subject;
  const { path } = dependency.location;
  const older = settled === undefined ? '' : ` (${sayVersion(settled)} is old enough)`;
  return {
    key: JSON.stringify([path, verdict.range, verdict.severity]),
    name: `${clip(release, 100)}${older}`,
    many: {
      least: manyHolds,
      message: `${beside === undefined ? '' : `of ${beside.length} `}dependencies in ${sayPath(path)} ${verdict.range}`,
      remediation: `Wait until they are old enough, or take the older releases that are named with them${sayMinimumAge(path)}.`,
    },
  };
}

/** @param whole the grades without the discount, which another sign takes back; none where it has no discount */
function signalOf(published: number, now: string, whole: readonly Grade[]): Signal {
  const { severity, course } = gradeAge(published, now, whole) ?? {};
  return {
    words: `published ${sayAge(published, now)}`,
    until: toRfc3339(published + telling),
    countsAs: 'age',
    ...(severity === undefined || course === undefined ? {} : { undiscounted: { severity, course } }),
  };
}

/** What differs where the release closes vulnerabilities of the one that it replaces: to wait has a price then. */
function tellFixes(
  subject: DependencySubject,
  facts: Facts,
  fixes: readonly string[],
): Pick<Draft, 'remediation'> & {
  readonly words: string;
  readonly evidence: readonly Evidence[];
} {
  const before = replacedVersion(subject);
  const ids = sayIds(fixes);
  return {
    words: `, and closes ${ids}${before === undefined ? '' : `, which ${sayVersion(before)} has`}`,
    evidence: [
      testify('was-vulnerable', facts.get('was-vulnerable', subject), () => `${ids}: this very version has the fix`),
    ],
    remediation: 'Take it where the vulnerability matters here, else wait until the release is old enough.',
  };
}

/** @param advisories reviewed ones about the release that this one replaces */
export function hold(
  subject: DependencySubject,
  facts: Facts,
  options: RecentReleaseOptions,
  advisories: readonly Advisory[],
): readonly Draft[] {
  // What a stranger publishes under the name of a member is not what is used.
  if (subject.fromWorkspace === true || !strangersLook(subject)) return [];
  const release = facts.get('release', subject);
  if (release.state !== 'present') return [];
  const versions = facts.versions(subject);
  const { version, publishedAt } = release.value;
  const published = readMoment(publishedAt);
  const fixes = closedBy(advisories, version, versions);
  const all = gradesFor(subject.dependency, options);
  const grades = fixes.length === 0 ? all : all.map((one) => ({ ...one, severity: lower(one.severity) }));
  const verdict = published === undefined ? undefined : gradeAge(published, facts.now, grades);
  if (published === undefined || verdict === undefined) return [];
  const pkg = facts.get('package', subject);
  const now = Date.parse(facts.now);
  const settled = settledVersion(subject, pkg, release.value, versions, now - (grades.at(-1)?.under ?? 0));
  const instead = settled === undefined ? '' : `, or take ${sayVersion(settled)}, which is old enough already`;
  const fix = fixes.length === 0 ? undefined : tellFixes(subject, facts, fixes);
  const said = sayRelease(subject, version);
  return [
    {
      severity: verdict.severity,
      version,
      message: `${said} was published ${verdict.said}${fix?.words ?? ''}; ${verdict.outlook}.`,
      evidence: [
        testify('release', release, (value) => `published ${value.publishedAt}`),
        ...(fix?.evidence ?? []),
        ...(settled === undefined ? [] : [testify('package', pkg, () => `${settled} was published before`)]),
      ],
      remediation:
        fix?.remediation ??
        `Wait until the release is old enough${instead}${sayMinimumAge(subject.dependency.location.path)}.`,
      course: verdict.course,
      ...(fix === undefined ? { cause: holdOf(subject, said, settled, verdict) } : {}),
      ...(now - published < telling ? { signal: signalOf(published, facts.now, fix === undefined ? [] : all) } : {}),
    },
  ];
}

export const rule: Rule<DependencySubject, RecentReleaseOptions> = {
  subjects: ['dependency'],
  meta,
  options: readOptions,
  check(subject, facts, options) {
    const known = facts.get('was-vulnerable', subject);
    const reviewed = known.state === 'present' ? known.value.list.filter((one) => one.reviewed) : [];
    return hold(subject, facts, options, reviewed);
  },
};
