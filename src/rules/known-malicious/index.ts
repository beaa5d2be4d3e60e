import type { AtlasCitation, Stance } from '../../model/atlas.ts';
import type { Fact } from '../../model/fact.ts';
import type { MalwareFact, PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { AdoptionFact, Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { readMoment } from '../ages.ts';
import { day } from '../durations.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName, sayRelease } from '../wording.ts';

const cite = (stance: Stance): AtlasCitation => ({
  techniques: [
    { id: 'AML.T0011.001', basis: 'asserted', stance },
    { id: 'AML.T0010.001', basis: 'asserted', stance },
  ],
  caseStudies: ['AML.CS0015', 'AML.CS0047'],
  mitigations: ['AML.M0011', 'AML.M0013', 'AML.M0016', 'AML.M0018', 'AML.M0023'].map((id) => ({
    id,
    basis: 'atlas-declared',
  })),
});

const meta: RuleMeta = {
  id: 'known-malicious',
  title: 'Known malware',
  summary: 'An advisory says that this package or this release of it contains malware.',
  group: 'Is this release what it seems?',
  severity: 'high',
  confidence: 'high',
  needs: ['malware', 'package', 'release', 'adoption'],
  atlas: cite('indicates'),
  cwe: ['CWE-506'],
  attack: ['T1204.005', 'T1195.001'],
  aboutAi: false,
};

/** Younger than this, a release had little time to prove an advisory wrong. */
const young = 30 * day;

const isYoung = (time: string | undefined, now: string): boolean => {
  const moment = readMoment(time);
  return moment !== undefined && Date.parse(now) - moment < young;
};

const statusWords: Partial<Record<PackageFact['status'], string>> = {
  'security-placeholder': 'the registry replaced it with an empty placeholder',
  quarantined: 'the registry quarantined it',
  unpublished: 'every version was unpublished',
};

/** What speaks for the advisory besides itself, in words. Ranges that cover a whole popular package are often wrong. */
function corroboration(
  subject: DependencySubject,
  pkg: Fact<PackageFact>,
  release: Fact<ReleaseFact>,
  isDoubtful: boolean,
  now: string,
): string | undefined {
  if (pkg.state === 'present') {
    const status = statusWords[pkg.value.status];
    if (status !== undefined) return status;
    const { version } = subject.dependency;
    if (version !== undefined && pkg.value.removedVersions.includes(version)) return 'the registry removed the release';
    if (isYoung(pkg.value.firstPublishedAt, now)) return 'the package is younger than 30 days';
  }
  // It says nothing of every version: all packages have young releases now and then.
  if (isDoubtful) return undefined;
  const fresh = release.state === 'present' && isYoung(release.value.publishedAt, now);
  return fresh ? 'the release is younger than 30 days' : undefined;
}

/**
 * Whether the advisory is probably drawn too wide: it speaks of every version of a package that many use, and the registry
 * still serves this release after all the time it had to take it away.
 */
function isDoubtful(
  { isWide }: MalwareFact,
  pkg: Fact<PackageFact>,
  release: Fact<ReleaseFact>,
  adoption: Fact<AdoptionFact>,
): boolean {
  if (isWide !== true || pkg.state !== 'present' || release.state !== 'present') return false;
  const isServed = pkg.value.versions.some(({ version }) => version === release.value.version);
  const isPopular = adoption.state === 'present' && adoption.value.isUsed && adoption.value.isOfFormer !== true;
  return isServed && isPopular && readMoment(release.value.publishedAt) !== undefined;
}

const doubt =
  'every version of a package that many use is meant, and the registry still serves this one: look for a second source';

function sayIds(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).map((id) => clip(id, 40));
  return ids.length > shown.length ? `${shown.join(', ')} and ${ids.length - shown.length} more` : shown.join(', ');
}

const sayPackage = ({ status, firstPublishedAt }: PackageFact): string =>
  `${status}, first published ${firstPublishedAt ?? 'at an unknown time'}`;

const sayPublication = ({ publishedAt }: ReleaseFact): string => `published ${publishedAt ?? 'at an unknown time'}`;

const removal = 'the package, and replace every secret that a machine held on which it was installed.';

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.registries.length === 0) return [];
    const malware = facts.get('malware', subject);
    if (malware.state !== 'present' || malware.value.ids.length === 0) return [];
    const { also = [] } = malware.value;
    const pkg = facts.get('package', subject);
    const release = facts.get('release', subject);
    const adoption = facts.get('adoption', subject);
    const mayBeWrong = isDoubtful(malware.value, pkg, release, adoption);
    const support = corroboration(subject, pkg, release, mayBeWrong, facts.now);
    const version = release.state === 'present' ? release.value.version : subject.dependency.version;
    const isDoubted = support === undefined && mayBeWrong;
    const outlook = support ?? (isDoubted ? doubt : 'nothing else corroborates it');
    const what = version === undefined ? sayName(subject) : sayRelease(subject, version);
    return [
      {
        severity: support === undefined ? 'high' : 'critical',
        message: `${what} is malware according to ${sayIds(malware.value.ids)}; ${outlook}.`,
        ...(isDoubted ? { confidence: 'medium' } : {}),
        evidence: [
          testify('malware', malware, ({ ids }) => ids.join(', ')),
          ...also.map(({ ids, source }) => testify('malware', { ...malware, source }, () => ids.join(', '))),
          ...(pkg.state === 'present' ? [testify('package', pkg, sayPackage)] : []),
          ...(release.state === 'present' ? [testify('release', release, sayPublication)] : []),
          ...(isDoubted ? [testify('adoption', adoption, () => 'many use a package of that name')] : []),
        ],
        remediation: isDoubted
          ? `See what the project itself and other advisories say; if it holds, remove ${removal}`
          : `Remove ${removal}`,
        atlas: cite(support === undefined ? 'indicates' : 'observed'),
        ...(version === undefined ? {} : { version }),
      },
    ];
  },
};
