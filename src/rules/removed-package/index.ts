import type { AtlasCitation } from '../../model/atlas.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { ofName } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { mayBeElsewhere, nearestVersion, requestedBy } from '../requested.ts';
import { count, quoteNotice, sayName, sayRegistries, sayVersion } from '../wording.ts';

const cite = (stance: 'enables' | 'indicates'): AtlasCitation => ({
  techniques: [{ id: 'AML.T0010.001', basis: 'asserted', stance }],
  caseStudies: [],
  mitigations: [{ id: 'AML.M0023', basis: 'asserted' }],
});

const meta: RuleMeta = {
  id: 'removed-package',
  title: 'Removed package',
  summary:
    'The registry withdrew the package or the version that is asked for: unpublished by its owner, replaced by an empty placeholder after an attack, or quarantined.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'high',
  needs: ['package', 'release'],
  atlas: cite('enables'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

type Withdrawal = Pick<Draft, 'severity' | 'message' | 'remediation' | 'atlas' | 'cwe' | 'version' | 'cause'>;

const held = { severity: 'critical', atlas: cite('indicates'), cwe: ['CWE-506'] } as const;

function withdrawalOf(subject: DependencySubject, facts: Facts, pkg: PackageFact): Withdrawal | undefined {
  const name = sayName(subject);
  const registries = sayRegistries(facts, subject);
  const reason = pkg.statusReason === undefined ? '' : ` It says: ${quoteNotice(pkg.statusReason)}.`;
  switch (pkg.status) {
    case 'unpublished':
      return {
        ...ofName(subject),
        severity: 'high',
        message: `${name} was unpublished: every version is gone from ${registries}, and anybody may take the name.${reason}`,
        remediation: 'Replace the package: what appears under this name next may come from somebody else.',
      };
    case 'security-placeholder':
      return {
        ...ofName(subject),
        ...held,
        message: `${name} was replaced: on ${registries} an empty security placeholder stands in its place, as it does after malware.${reason}`,
        remediation: 'Remove the entry and look for installations of the versions that were there before.',
      };
    case 'quarantined':
      return {
        ...ofName(subject),
        ...held,
        message: `${name} is quarantined: the project exists, but ${registries} serves none of its files.${reason}`,
        remediation:
          'Remove the entry until the registry has ended the quarantine, and look for earlier installations.',
      };
    default:
      return undefined;
  }
}

function removedVersionOf(subject: DependencySubject, facts: Facts, pkg: PackageFact): Withdrawal | undefined {
  const versions = facts.versions(subject);
  const requested = requestedBy(subject, versions);
  if (requested === undefined || pkg.versions.some(({ version }) => requested.matches(version))) return undefined;
  const removed = pkg.removedVersions.find((version) => requested.matches(version));
  if (removed === undefined) return undefined;
  const nearest = nearestVersion(pkg, versions, removed);
  const asked = requested.version === undefined ? `, and no other version satisfies ${requested.text}` : '';
  return {
    severity: 'high',
    version: removed,
    message: `Version ${sayVersion(removed)} of ${sayName(subject)} existed and was removed from ${sayRegistries(facts, subject)}${asked}.`,
    remediation: `Find out why it was removed${nearest === undefined ? '' : `, and ask for another version such as ${sayVersion(nearest)}`}.`,
  };
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || subject.registries.length === 0) return [];
    const pkg = facts.get('package', subject);
    if (pkg.state !== 'present') return [];
    const release = facts.get('release', subject);
    const withdrawal =
      withdrawalOf(subject, facts, pkg.value) ??
      (mayBeElsewhere(subject, release) ? undefined : removedVersionOf(subject, facts, pkg.value));
    if (withdrawal === undefined) return [];
    const describe = ({ status, versions, removedVersions }: PackageFact): string =>
      `${status}, ${count(versions.length, 'version')}, ${removedVersions.length} removed`;
    return [{ ...withdrawal, evidence: [testify('package', pkg, describe)] }];
  },
};
