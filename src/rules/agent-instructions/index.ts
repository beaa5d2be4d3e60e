import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { InstructionSubject } from '../../model/subject.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { sayPath } from '../wording.ts';
import { changedAgent } from './atlas.ts';
import { judgeHidden } from './hidden.ts';
import { judgeOrder } from './orders.ts';
import { judgePass, judgeStart } from './starts.ts';

const meta: RuleMeta = {
  id: 'agent-instructions',
  title: 'Instructions for agents',
  summary:
    'The change brings in text that works on agents or starts by itself: characters that nobody sees, sentences that ask an agent to hide, fetch, send or disable something, and commands that run when the folder is opened, an agent starts, or the project is installed.',
  group: 'What does the change let in?',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: changedAgent,
  cwe: ['CWE-1427'],
  attack: ['T1195.001'],
  aboutAi: true,
};

export const rule: Rule<InstructionSubject, NoOptions> = {
  subjects: ['instruction'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const related = (subject.others ?? []).map((at) => ({ ...at, message: 'also here' }));
    const draft = addLink(judge(subject), subject);
    return [{ ...draft, ...(related.length === 0 ? {} : { related }) }];
  },
};

/** Who reads the file does not see by what name it counts. */
const addLink = (draft: Draft, { link }: InstructionSubject): Draft =>
  link === undefined
    ? draft
    : { ...draft, message: `${draft.message} ${sayPath(link)} leads there by a symbolic link.` };

function judge({ instruction, at, further = 0 }: InstructionSubject): Draft {
  const more = further === 0 ? '' : ` So do ${further} more places of the file.`;
  switch (instruction.kind) {
    case 'hidden':
      return judgeHidden(instruction, at);
    case 'order':
      return judgeOrder(instruction, at, more);
    case 'start':
      return judgeStart(instruction, at, more);
    case 'pass':
      return judgePass(instruction, at);
  }
}
