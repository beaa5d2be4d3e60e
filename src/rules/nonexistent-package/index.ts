import type { Cause, Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { describeElsewhere, sayElsewhere, titlesOf } from '../elsewhere.ts';
import { testify } from '../evidence.ts';
import { findHint } from '../hint.ts';
import { inventedName } from '../invented-name.ts';
import { ofName } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, registriesOfRecord, sayName, sayRegistries } from '../wording.ts';

const meta: RuleMeta = {
  id: 'nonexistent-package',
  title: 'Nonexistent package',
  summary:
    'The change names a package that no registry which may serve it knows: a typing error or a name that a language model made up. Whoever publishes the name decides what is installed.',
  group: 'Is it real?',
  severity: 'critical',
  confidence: 'high',
  needs: ['package', 'elsewhere', 'lookalike', 'meaning', 'adoption', 'target'],
  atlas: inventedName('enables'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: true,
};

function verdict(subject: DependencySubject, facts: Facts, titles: readonly string[]): string {
  const doubt = subject.mayHide ? '; a private package would answer alike' : '';
  return `${sayName(subject)} does not exist on ${sayRegistries(facts, subject)} (asked twice${doubt})${sayElsewhere(titles)}.`;
}

function remedy(titles: readonly string[]): string {
  if (titles.length > 0)
    return `Remove the entry: the package of ${titles.join(' and ')} is not what would be installed here.`;
  return 'Remove the entry, or take the name from the documentation of the package that was meant.';
}

/** What was there before comes from elsewhere now: hundreds may hang on one line of settings. */
function lossOf(subject: DependencySubject, facts: Facts): Cause {
  const { ecosystem, name } = subject.dependency;
  const registries = sayRegistries(facts, subject);
  return {
    key: JSON.stringify(['lost', ecosystem, registries]),
    name: clip(name, 214),
    anyVersion: true,
    many: {
      message: `packages that were asked for before the change, too, do not exist on ${registries} (asked twice)`,
      remediation: 'Name the registry again that has them, or remove the entries.',
    },
  };
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || registriesOfRecord(subject).length === 0) return [];
    const pkg = facts.get('package', subject);
    if (pkg.state !== 'absent') return [];
    const elsewhere = facts.get('elsewhere', subject);
    const titles = titlesOf(elsewhere);
    const hint = findHint(subject, facts, titles.length > 0);
    return [
      {
        confidence: subject.mayHide ? 'medium' : 'high',
        message: `${verdict(subject, facts, titles)}${hint.words}`,
        evidence: [
          testify('package', pkg),
          ...(elsewhere.state === 'unknown' ? [] : [testify('elsewhere', elsewhere, describeElsewhere)]),
          ...hint.evidence,
        ],
        remediation: hint.remediation ?? remedy(titles),
        ...(subject.previous === undefined ? ofName(subject) : { cause: lossOf(subject, facts) }),
        ...hint.more,
      },
    ];
  },
};
