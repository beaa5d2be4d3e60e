import type { PackageFact } from '../../model/registry.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, count, sayName, sayPublicRegistry } from '../wording.ts';

const meta: RuleMeta = {
  id: 'index-collision',
  title: 'Name on two indexes',
  summary:
    'A name that the configuration calls private also exists on the public registry, so that a client that may ask both can install the public package.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: ['public-twin'],
  atlas: {
    techniques: [{ id: 'AML.T0010.001', basis: 'case-study', stance: 'enables' }],
    caseStudies: ['AML.CS0015'],
    mitigations: [
      { id: 'AML.M0013', basis: 'atlas-declared' },
      { id: 'AML.M0014', basis: 'asserted' },
      { id: 'AML.M0023', basis: 'asserted' },
    ],
  },
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

const installable = (twin: PackageFact): boolean =>
  twin.versions.length > 0 && twin.status !== 'security-placeholder' && twin.status !== 'quarantined';

function sayTwin(subject: DependencySubject, facts: Facts, twin: PackageFact, wins: boolean): string {
  const registry = sayPublicRegistry(facts, subject);
  if (twin.status === 'security-placeholder') return `${registry} holds an empty placeholder for it after an attack`;
  if (twin.status === 'quarantined') return `a project of that name is quarantined on ${registry}`;
  return `a package of that name is on ${registry}${wins ? ', which may serve it here' : ''}`;
}

const describe = (twin: PackageFact): string =>
  `${twin.status}, ${count(twin.versions.length, 'version')}${twin.latest === undefined ? '' : `, latest ${twin.latest}`}`;

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.privateBy === undefined || subject.own || subject.registries.length === 0) return [];
    const twin = facts.get('public-twin', subject);
    // A name without any version left is free again: that is `unclaimed-name`.
    if (twin.state !== 'present' || twin.value.status === 'unpublished') return [];
    const wins = installable(twin.value) && subject.registries.some((registry) => registry.public);
    const said = sayTwin(subject, facts, twin.value, wins);
    return [
      {
        severity: wins ? 'critical' : 'high',
        message: `${sayName(subject)} is meant to be private (${clip(subject.privateBy, 80)}), but ${said}.`,
        evidence: [testify('public-twin', twin, describe)],
        remediation: wins
          ? 'Make the client ask only the private registry for this name, and look for installations of the public package.'
          : 'Make sure that no client asks the public registry for this name, and find out who owns the public package.',
      },
    ];
  },
};
