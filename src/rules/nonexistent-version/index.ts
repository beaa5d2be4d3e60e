import { noCitation } from '../../model/atlas.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { proposeVersion } from '../replacement.ts';
import { mayBeElsewhere, nearestVersion, requestedBy } from '../requested.ts';
import { count, sayName, sayRegistries, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'nonexistent-version',
  title: 'Nonexistent version',
  summary:
    'The package exists, but no version of it was ever published that is the one fixed here or that the requirement accepts.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'high',
  needs: ['package', 'release'],
  atlas: noCitation,
  cwe: [],
  attack: [],
  aboutAi: false,
};

/** Packages whose withdrawal as a whole is the matter of `removed-package`. */
const withdrawn: readonly PackageFact['status'][] = ['unpublished', 'security-placeholder', 'quarantined'];

function describeVersions(pkg: PackageFact): string {
  const latest = pkg.latest === undefined ? '' : `, latest ${sayVersion(pkg.latest)}`;
  return `${count(pkg.versions.length, 'version')}${latest}`;
}

const noneOf = (amount: number): string => {
  if (amount === 0) return 'it has none';
  return amount === 1 ? 'it is not the one version that it has' : `none of the ${amount} versions that it has`;
};

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    // What the public registry has under a name that settings send elsewhere is nothing to take instead.
    if (subject.own || subject.claimedBy !== undefined || subject.registries.length === 0) return [];
    const pkg = facts.get('package', subject);
    const release = facts.get('release', subject);
    if (pkg.state !== 'present' || withdrawn.includes(pkg.value.status)) return [];
    // The list of versions may lag behind a release of the last minutes, so it is not believed alone.
    if (release.state !== 'absent' || mayBeElsewhere(subject, release)) return [];
    const versions = facts.versions(subject);
    const requested = requestedBy(subject, versions);
    if (requested === undefined) return [];
    const removed = pkg.value.removedVersions.some((version) => requested.matches(version));
    if (removed || pkg.value.versions.some(({ version }) => requested.matches(version))) return [];
    const nearest = nearestVersion(pkg.value, versions, requested.version);
    const verdict =
      requested.version === undefined
        ? `No version of ${sayName(subject)} on ${sayRegistries(facts, subject)} satisfies ${requested.text}`
        : `Version ${requested.text} of ${sayName(subject)} does not exist on ${sayRegistries(facts, subject)}`;
    return [
      {
        message: `${verdict}: ${noneOf(pkg.value.versions.length)}, nor one that was removed.`,
        evidence: [testify('package', pkg, describeVersions), testify('release', release)],
        remediation:
          nearest === undefined
            ? 'Remove the entry: the package has no version that could be named instead.'
            : `Ask for a version that exists; the ${requested.version === undefined ? 'newest' : 'nearest'} is ${sayVersion(nearest)}.`,
        ...(requested.version === undefined ? {} : { version: requested.version }),
        ...(nearest === undefined ? {} : proposeVersion(subject, pkg.value, nearest, facts.now)),
      },
    ];
  },
};
