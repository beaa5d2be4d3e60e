import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { GateSubject } from '../../model/subject.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip } from '../wording.ts';

const meta: RuleMeta = {
  id: 'gate-changed',
  title: 'Changed gate',
  summary:
    'The change edits the workflow that runs this audit, or its configuration. It was audited under the configuration of the base side; what it changes holds from the merge on.',
  group: 'The audit itself',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: noCitation,
  cwe: ['CWE-693'],
  attack: ['T1677'],
  aboutAi: false,
};

const verbs: Readonly<Record<GateSubject['change'], string>> = { added: 'adds', modified: 'edits', removed: 'removes' };

const roles: Readonly<Record<GateSubject['role'], string>> = {
  workflow: 'the workflow that runs this audit',
  configuration: 'the configuration of this audit',
};

const outcomes: Readonly<Record<GateSubject['role'], string>> = {
  workflow: 'from the merge on the audit runs as it says, or not at all',
  configuration: 'it was audited under the base side, and the new rules hold from the merge on',
};

/** A workflow that was not there before guarded nothing; a configuration that sets nothing leaves all as it was. */
const weakensNothing = ({ role, change, isEmpty }: GateSubject): boolean =>
  change === 'added' && (role === 'workflow' || isEmpty === true);

export const rule: Rule<GateSubject, NoOptions> = {
  subjects: ['gate'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const path = clip(subject.path, 120);
    const outcome = subject.isEmpty ? 'it sets nothing, and the defaults go on holding' : outcomes[subject.role];
    return [
      {
        ...(weakensNothing(subject) ? { severity: 'low' } : {}),
        message: `The change ${verbs[subject.change]} ${roles[subject.role]} (${path}): ${outcome}.`,
        evidence: [
          { fact: 'gate', source: path, observed: 'present', value: `${subject.role} ${subject.change} by the change` },
        ],
        remediation: 'Let somebody who answers for the audit review this file, best in a change of its own.',
      },
    ];
  },
};
