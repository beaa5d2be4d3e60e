import type { Versions } from '../../model/ecosystem.ts';
import type { Fact } from '../../model/fact.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { gradeAge, readMoment, strangersLook } from '../ages.ts';
import { testify } from '../evidence.ts';
import { requestedBy } from '../requested.ts';
import { sayRelease, sayVersion } from '../wording.ts';
import { gradesFor, type RecentReleaseOptions, readOptions } from './options.ts';

const meta: RuleMeta = {
  id: 'recent-release',
  title: 'Recent release',
  summary:
    'The release that would be installed was published hours or a few days ago: most hijacked releases are found and removed within that time.',
  group: 'Is this release what it seems?',
  severity: 'high',
  confidence: 'high',
  needs: ['release', 'package'],
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
};

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

export const rule: Rule<DependencySubject, RecentReleaseOptions> = {
  subjects: ['dependency'],
  meta,
  options: readOptions,
  check(subject, facts, options): readonly Draft[] {
    if (!strangersLook(subject)) return [];
    const release = facts.get('release', subject);
    if (release.state !== 'present') return [];
    const published = readMoment(release.value.publishedAt);
    const grades = gradesFor(subject.dependency, options);
    const verdict = published === undefined ? undefined : gradeAge(published, facts.now, grades);
    if (verdict === undefined) return [];
    const pkg = facts.get('package', subject);
    const before = Date.parse(facts.now) - (grades.at(-1)?.under ?? 0);
    const settled = settledVersion(subject, pkg, release.value, facts.versions(subject), before);
    const instead = settled === undefined ? '' : `, or take ${sayVersion(settled)}, which is old enough already`;
    return [
      {
        severity: verdict.severity,
        version: release.value.version,
        message: `${sayRelease(subject, release.value.version)} was published ${verdict.said}; ${verdict.outlook}.`,
        evidence: [
          testify('release', release, (value) => `published ${value.publishedAt}`),
          ...(settled === undefined ? [] : [testify('package', pkg, () => `${settled} was published before`)]),
        ],
        remediation: `Wait until the release is old enough${instead}.`,
        recheckAt: verdict.expiresAt,
      },
    ];
  },
};
