import type { Fact } from '../../model/fact.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { AdoptionFact, Draft, Rule, RuleMeta, SiblingFact, Signal } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { type Grade, gradeAge, gradesOfYouth, readGrades, readMoment, sayAge, strangersLook } from '../ages.ts';
import { day } from '../durations.ts';
import { testify } from '../evidence.ts';
import { hasFewReleaseDays } from '../maturity.ts';
import { isAdopted, isServed, ofName } from '../names.ts';
import { optionNamed, rejectUnknownKeys } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { clip, count, sayName } from '../wording.ts';

export interface YoungPackageOptions {
  readonly grades: readonly Grade[];
}

const meta: RuleMeta = {
  id: 'young-package',
  title: 'Young package',
  summary:
    'A name that is new to the repository was first published only days or weeks ago: invented names, lookalikes and campaigns are mostly found and removed in that time.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'high',
  needs: ['package', 'sibling', 'adoption'],
  atlas: {
    ...softwareFromElsewhere('enables'),
    techniques: [
      { id: 'AML.T0010.001', basis: 'asserted', stance: 'enables' },
      { id: 'AML.T0060', basis: 'asserted', stance: 'indicates' },
    ],
    caseStudies: ['AML.CS0022'],
  },
  cwe: ['CWE-1357'],
  attack: ['T1195.001', 'T1585'],
  aboutAi: false,
  signWeight: 15,
  approvable: 'name',
};

/** `pkg:npm/%40acme` of `pkg:npm/%40acme/tools@1.0.0`: only who holds a namespace publishes in it. */
const namespaceOf = (purl: string): string | undefined => /^pkg:[^/]+\/[^/@]+(?=\/)/.exec(purl)?.[0];

/** What brings it in is of the same people, by its namespace or by its accounts: that one is judged. */
function sayKinship(subject: DependencySubject, sibling: Fact<SiblingFact>): string | undefined {
  const namespace = namespaceOf(subject.dependency.purl);
  if (namespace !== undefined && namespace === namespaceOf(subject.introducedBy?.at(-1) ?? ''))
    return 'a package of the same namespace brings it in';
  if (sibling.state !== 'present') return undefined;
  return `${clip(sibling.value.name, 100)}, which the same accounts publish and released within a day of that, brings it in`;
}

/** What it says of itself is not believed yet: young, used by nobody that is known and with little behind it, it counts as unadopted. */
function signalOf(published: number, pkg: PackageFact, adoption: Fact<AdoptionFact>, now: string): Signal {
  const isUnadopted = adoption.state === 'present' && !isAdopted(adoption) && hasFewReleaseDays(pkg);
  return {
    words: `its name was first published ${sayAge(published, now)}`,
    countsAs: isUnadopted ? 'age' : 'nothing',
  };
}

export const rule: Rule<DependencySubject, YoungPackageOptions> = {
  subjects: ['dependency'],
  meta,
  options(raw) {
    rejectUnknownKeys(raw, ['grades']);
    return { grades: readGrades(optionNamed(raw, 'grades'), 'grades') ?? gradesOfYouth };
  },
  check(subject, facts, options): readonly Draft[] {
    if (!subject.newToRepository || subject.own || !strangersLook(subject)) return [];
    const pkg = facts.get('package', subject);
    if (pkg.state !== 'present' || !isServed(pkg.value)) return [];
    const published = readMoment(pkg.value.firstPublishedAt);
    const verdict = published === undefined ? undefined : gradeAge(published, facts.now, options.grades);
    if (published === undefined || verdict === undefined) return [];
    const sibling = facts.get('sibling', subject);
    const kinship = sayKinship(subject, sibling);
    const firstWeek = Date.parse(facts.now) - published < 7 * day ? ', less than a week' : '';
    return [
      {
        ...ofName(subject),
        severity: kinship === undefined ? verdict.severity : 'low',
        message: `${sayName(subject)} is new here and was first published ${verdict.said}${firstWeek}; ${kinship ?? verdict.outlook}.`,
        evidence: [
          testify(
            'package',
            pkg,
            (value) => `first published ${value.firstPublishedAt}, ${count(value.versions.length, 'version')}`,
          ),
          ...(sibling.state === 'present'
            ? [testify('sibling', sibling, (value) => `${value.name}: a release of ${value.publishedAt}`)]
            : []),
        ],
        remediation:
          'Make sure that this is the project that was meant and who publishes it, or wait until it is old enough.',
        course: verdict.course,
        ...(kinship === undefined
          ? { signal: signalOf(published, pkg.value, facts.get('adoption', subject), facts.now) }
          : {}),
      },
    ];
  },
};
