import type { Versions } from '../../model/ecosystem.ts';
import { isSteady, young } from '../../model/newness.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { readMoment, strangersLook } from '../ages.ts';
import { testify } from '../evidence.ts';
import { hasFewVersions } from '../maturity.ts';
import { isAdopted, sayRank, sinceWhen } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { gradeSign } from '../signs.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { count, sayRelease } from '../wording.ts';
import { isCalendarLike, majorOf } from './calendar.ts';

const meta: RuleMeta = {
  id: 'version-jump',
  title: 'Version far beyond its history',
  summary:
    'A package that is new to the repository, and that nobody is known to use, has a version that real packages hardly get to, or one far above all before it: so names of private packages are outbid.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'medium',
  needs: ['release', 'package', 'adoption'],
  atlas: softwareFromElsewhere('indicates'),
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
  signWeight: 40,
};

/** First numbers from here on are hardly ever reached release by release. */
const high = 90;
/** Nor is so much more than the highest one before. */
const leap = 10;

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (!subject.newToRepository || subject.own || !strangersLook(subject)) return [];
    const release = facts.get('release', subject);
    const pkg = facts.get('package', subject);
    const adoption = facts.get('adoption', subject);
    if (release.state !== 'present' || pkg.state !== 'present' || adoption.state !== 'present') return [];
    const major = majorOf(release.value.version);
    if (major === undefined || isAdopted(adoption)) return [];
    const highest = highestBefore(release.value, pkg.value, facts.versions(subject));
    if (!isBeyond(major, highest) || isGrown(major, highest, pkg.value, facts.now)) return [];
    const before =
      highest === undefined ? 'nothing was published before it' : `the highest major version before it was ${highest}`;
    // The first release of all may be a date: who counts by dates begins so.
    const mayBeDate = highest === undefined && isCalendarLike(major);
    return [
      {
        ...(mayBeDate
          ? { severity: 'low' }
          : gradeSign(release.value, facts.now, `its version is far beyond its history (${before})`)),
        version: release.value.version,
        message: `${sayRelease(subject, release.value.version)} is new here, and its version is far beyond its history: ${before}.`,
        evidence: [
          testify('package', pkg, ({ versions }) => `${count(versions.length, 'version')}; ${before}`),
          testify('adoption', adoption, sayRank),
        ],
        remediation:
          'Make sure that no private package has this name: so high a version is published to be taken in the place of one.',
      },
    ];
  },
};

/** The highest first number of all that was published before the release, and of what is gone: undefined where nothing was. */
function highestBefore(release: ReleaseFact, pkg: PackageFact, versions: Versions): number | undefined {
  const published = readMoment(release.publishedAt);
  const isEarlier = ({ version, publishedAt }: ReleaseFact): boolean => {
    const moment = readMoment(publishedAt);
    return published === undefined || moment === undefined
      ? versions.compare(version, release.version) < 0
      : moment < published;
  };
  const gone = pkg.removedVersions.filter((version) => versions.compare(version, release.version) < 0);
  const before = [...pkg.versions.filter(isEarlier).map(({ version }) => version), ...gone];
  return before
    .flatMap((version) => majorOf(version) ?? [])
    .reduce<number | undefined>(
      (highest, major) => (highest === undefined || major > highest ? major : highest),
      undefined,
    );
}

function isBeyond(major: number, highest: number | undefined): boolean {
  if (highest === undefined) return major >= high;
  if (isCalendarLike(major) && isCalendarLike(highest)) return false;
  return major - highest > leap || major >= high;
}

/** It got there step by step, over months: names that are squatted for such a version have hardly another one. */
function isGrown(major: number, highest: number | undefined, pkg: PackageFact, now: string): boolean {
  const since = sinceWhen(pkg);
  if (highest === undefined || major - highest > leap || since === undefined) return false;
  const age = Date.parse(now) - since;
  return isSteady(pkg, age) || (age >= young && !hasFewVersions(pkg));
}
