import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ContradictionSubject } from '../../model/subject.ts';
import { describeContradiction } from '../contradictions.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'tampered-lockfile',
  title: 'Edited lockfile',
  summary:
    'A lockfile says what the tool that writes it never would, for example a content hash that its manifest does not give: it was edited by hand or by another program.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: softwareFromElsewhere('indicates'),
  cwe: ['CWE-345'],
  attack: ['T1195.001'],
  aboutAi: false,
};

export const rule: Rule<ContradictionSubject, NoOptions> = {
  subjects: ['contradiction'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    if (subject.contradiction.kind !== 'tampered') return [];
    const { said, draft } = describeContradiction(subject);
    return [
      {
        ...draft,
        message: `${sayPath(subject.contradiction.location.path)} says what its tool would never write: ${said}.`,
        remediation:
          'Throw the change of the lockfile away, let its tool write it from the manifest, and compare the two.',
      },
    ];
  },
};
