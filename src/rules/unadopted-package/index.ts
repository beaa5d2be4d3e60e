import type { Present } from '../../model/fact.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { gradesOfYouth, readMoment, sayAgo, strangersLook } from '../ages.ts';
import { testify } from '../evidence.ts';
import { heightOf, isCalendarLike, isFarUp, lastYearOf } from '../heights.ts';
import { hasFewReleaseDays } from '../maturity.ts';
import { isAdopted, isServed, sayRank } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { isSourceOnly } from '../sdist-only.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { clip, count, sayName } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unadopted-package',
  title: 'Unadopted package',
  summary:
    'A package that is new to the repository is old enough, but in no list of used names, has few versions and names no repository: nobody is known to have looked at it, and some wait until they count as old.',
  group: 'Is it real?',
  severity: 'medium',
  confidence: 'medium',
  needs: ['package', 'release', 'adoption', 'about'],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
  signWeight: 20,
  approvable: 'name',
};

/** What is younger is the matter of `young-package`. */
const young = Math.max(...gradesOfYouth.map(({ under }) => under));

/** The lists are of public registries: what another one has may be used by many who are in no list. */
const isOfPublic = ({ registries }: DependencySubject, { source }: Present<PackageFact>): boolean =>
  registries.some((one) => one.public && source.startsWith(one.url.replace(/\/$/, '')));

/** What the release runs when it is installed; undefined where that is nothing, or not known. */
function sayInstallCode(subject: DependencySubject, facts: Facts): string | undefined {
  const release = facts.get('release', subject);
  if (release.state !== 'present') return undefined;
  if (isSourceOnly(release.value)) return 'the build of its source archive, for it has no other,';
  const commands = Object.keys(release.value.content?.scripts ?? {});
  return commands.length === 0 ? undefined : clip(commands.join(', '), 60);
}

/** Dates are as high: who counts by them outbids nobody on purpose. */
function outbidsOthers(release: ReleaseFact, now: string): boolean {
  const height = heightOf(release.version);
  if (height === undefined || !isFarUp(height)) return false;
  return height.epoch > 0 || !isCalendarLike(height.major, lastYearOf(release, now));
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (!subject.newToRepository || subject.own || !strangersLook(subject)) return [];
    const pkg = facts.get('package', subject);
    if (pkg.state !== 'present' || !isServed(pkg.value) || !hasFewReleaseDays(pkg.value)) return [];
    if (!isOfPublic(subject, pkg)) return [];
    const since = readMoment(pkg.value.firstPublishedAt);
    if (since === undefined || Date.parse(facts.now) - since < young) return [];
    const [adoption, about] = [facts.get('adoption', subject), facts.get('about', subject)];
    if (adoption.state !== 'present' || isAdopted(adoption)) return [];
    const release = facts.get('release', subject);
    // Anyone can write a link: it does not speak for what outbids private names.
    const outbids = release.state === 'present' && outbidsOthers(release.value, facts.now);
    if (about.state !== 'present' || (about.value.repository !== undefined && !outbids)) return [];
    const lack =
      about.value.repository === undefined ? 'names no repository' : 'a number that outbids private packages';
    const code = sayInstallCode(subject, facts);
    const size = count(pkg.value.versions.length, 'version');
    const runs = code === undefined ? '' : `, and runs ${code} when it is installed`;
    return [
      {
        severity: code === undefined ? 'medium' : 'high',
        ...(release.state === 'present' ? { version: release.value.version } : {}),
        message: `${sayName(subject)} is new here and nobody is known to use it: first published ${sayAgo(since, facts.now)}, it has ${size} and ${lack}${runs}.`,
        evidence: [
          testify('package', pkg, (value) => `first published ${value.firstPublishedAt}, ${size}`),
          testify('adoption', adoption, sayRank),
          testify('about', about, ({ repository }) =>
            repository === undefined ? 'names no repository' : clip(repository, 100),
          ),
          ...(code === undefined ? [] : [testify('release', release, () => `runs ${code}`)]),
        ],
        remediation: 'Make sure that this is the project that was meant, who publishes it, and what is in it.',
        signal: { words: 'nobody is known to use the package' },
      },
    ];
  },
};
