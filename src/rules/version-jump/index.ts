import type { Versions } from '../../model/ecosystem.ts';
import { isSteady, young } from '../../model/newness.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { readMoment, strangersLook } from '../ages.ts';
import { day } from '../durations.ts';
import { testify } from '../evidence.ts';
import { type Height, heightOf, high, isCalendarLike, isFarUp, isHigher, lastYearOf } from '../heights.ts';
import { hasFewReleaseDays } from '../maturity.ts';
import { isAdopted, sayRank, sinceWhen } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { gradeSign } from '../signs.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { count, sayRelease } from '../wording.ts';

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

/** So much more than the highest one before is hardly ever reached release by release. */
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
    const height = heightOf(release.value.version);
    if (height === undefined || isAdopted(adoption)) return [];
    const highest = highestBefore(release.value, pkg.value, facts.versions(subject));
    const lastYear = lastYearOf(release.value, facts.now);
    if (!isBeyond(height, highest, lastYear) || isGrown(height, highest, pkg.value, facts.now)) return [];
    const before = sayBefore(height, highest);
    // The first release of all may be a date: who counts by dates begins so.
    const mayBeDate = highest === undefined && height.epoch === 0 && isCalendarLike(height.major, lastYear);
    return [
      {
        ...(mayBeDate
          ? { severity: 'low' }
          : signOf(release.value, height, pkg.value, facts.now, `its version is far beyond its history (${before})`)),
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

/** Whoever outbids a private name can wait: the age of a package that nobody uses and that has hardly a version excuses nothing. */
function signOf(
  release: ReleaseFact,
  height: Height,
  pkg: PackageFact,
  now: string,
  words: string,
): Pick<Draft, 'severity' | 'signal'> {
  if (hasFewReleaseDays(pkg)) return { signal: { words } };
  const { severity, signal } = gradeSign(release, now, words);
  const since = sinceWhen(pkg);
  // A project that goes on for years may begin to count as what it belongs to does.
  const isRenumbered = since !== undefined && Date.parse(now) - since >= longThere && !isFarUp(height);
  return { ...(severity && { severity }), ...(isRenumbered ? {} : signal && { signal }) };
}

const longThere = 365 * day;

/** The highest one of all that was published before the release, and of what is gone: undefined where nothing was. */
function highestBefore(release: ReleaseFact, pkg: PackageFact, versions: Versions): Height | undefined {
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
    .flatMap((version) => heightOf(version) ?? [])
    .reduce<Height | undefined>(
      (highest, one) => (highest === undefined || isHigher(one, highest) ? one : highest),
      undefined,
    );
}

/** An epoch of its own: that alone puts it above whatever has none. */
const isRaised = ({ epoch }: Height, highest: Height | undefined): boolean => epoch > (highest?.epoch ?? 0);

function isBeyond(height: Height, highest: Height | undefined, lastYear: number): boolean {
  if (isRaised(height, highest)) return true;
  const { major } = height;
  if (highest === undefined) return major >= high;
  if (isCalendarLike(major, lastYear) && isCalendarLike(highest.major, lastYear)) return false;
  return major - highest.major > leap || major >= high;
}

function sayBefore(height: Height, highest: Height | undefined): string {
  const lifted = 'its epoch puts it above all versions of a lower one';
  if (highest === undefined)
    return `nothing was published before it${isRaised(height, highest) ? `, and ${lifted}` : ''}`;
  return isRaised(height, highest) ? lifted : `the highest major version before it was ${highest.major}`;
}

/** It got there step by step, over months: names that are squatted for such a version have hardly another one. */
function isGrown(height: Height, highest: Height | undefined, pkg: PackageFact, now: string): boolean {
  const since = sinceWhen(pkg);
  if (highest === undefined || since === undefined) return false;
  // Who counts anew, as after years, goes one epoch on.
  const isStep = isRaised(height, highest)
    ? height.epoch - highest.epoch === 1 && height.major < high
    : height.major - highest.major <= leap;
  if (!isStep) return false;
  const age = Date.parse(now) - since;
  return isSteady(pkg, age) || (age >= young && !hasFewReleaseDays(pkg));
}
