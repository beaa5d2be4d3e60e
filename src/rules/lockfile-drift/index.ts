import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ContradictionSubject } from '../../model/subject.ts';
import { describeContradiction } from '../contradictions.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'lockfile-drift',
  title: 'Lockfile out of step',
  summary:
    'The change lets a lockfile and its manifest disagree: depending on the command, a client installs what the one says or the other, or nothing.',
  group: 'Whose is it?',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: noCitation,
  cwe: [],
  attack: [],
  aboutAi: false,
};

export const rule: Rule<ContradictionSubject, NoOptions> = {
  subjects: ['contradiction'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    if (subject.contradiction.kind !== 'drift') return [];
    const { said, draft } = describeContradiction(subject);
    return [
      {
        ...draft,
        message: `${sayPath(subject.contradiction.location.path)} does not fit its manifest: ${said}.`,
        remediation: 'Write the lockfile anew from the manifest, and commit both together.',
      },
    ];
  },
};
