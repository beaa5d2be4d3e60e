import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { readMoment } from '../ages.ts';
import { day } from '../durations.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName } from '../wording.ts';

const meta: RuleMeta = {
  id: 'lookalike-name',
  title: 'Lookalike name',
  summary:
    'A package or action exists whose name is that of a well-known one but for one slip of the keyboard in the name of its owner: what is taken comes from somebody else than was meant.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'medium',
  needs: ['package', 'slip'],
  atlas: {
    techniques: [
      { id: 'AML.T0010.001', basis: 'asserted', stance: 'indicates' },
      { id: 'AML.T0074', basis: 'asserted', stance: 'indicates' },
    ],
    caseStudies: [],
    mitigations: [
      { id: 'AML.M0013', basis: 'atlas-declared' },
      { id: 'AML.M0014', basis: 'asserted' },
      { id: 'AML.M0023', basis: 'asserted' },
    ],
  },
  cwe: ['CWE-1357'],
  attack: ['T1195.001', 'T1036'],
  aboutAi: false,
};

const young = 90 * day;

/** What follows the owner or namespace; undefined where a name has none. */
function behindOwner(name: string): string | undefined {
  const slash = name.indexOf('/');
  return slash <= 0 ? undefined : name.slice(slash + 1);
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const { name } = subject.dependency;
    if (subject.own || subject.ownScope || subject.privateBy !== undefined) return [];
    const pkg = facts.get('package', subject);
    const slip = facts.get('slip', subject);
    // A name that does not exist is the matter of `nonexistent-package`.
    if (pkg.state !== 'present' || slip.state !== 'present') return [];
    const target = slip.value;
    const rest = behindOwner(name);
    if (rest === undefined || rest !== behindOwner(target.name)) return [];
    const since = readMoment(pkg.value.firstPublishedAt);
    const isYoung = since !== undefined && Date.parse(facts.now) - since < young;
    return [
      {
        // Old ones are mostly forks and namesakes that nobody fell for.
        confidence: isYoung ? 'medium' : 'low',
        message: `${sayName(subject)} is not ${clip(target.name, 214)}: the owner's name differs by ${clip(target.slip, 60)}, and the rest is the same.`,
        evidence: [
          testify('slip', slip, (value) => `${value.name}: ${value.slip}`),
          testify('package', pkg, ({ firstPublishedAt }) => `there since ${firstPublishedAt ?? 'an unknown time'}`),
        ],
        remediation: `Write ${clip(target.name, 214)} if that is what was meant, else make sure who the owner is.`,
        suggestion: { purl: target.purl, replacement: target.name },
      },
    ];
  },
};
