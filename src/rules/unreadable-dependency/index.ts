import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { GapSubject } from '../../model/subject.ts';
import { quoteWritten, sayReason } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unreadable-dependency',
  title: 'Unreadable dependency',
  summary:
    'The change brings in a line or a file that names dependencies and that this audit does not understand: what it installs was not audited.',
  group: 'Whose is it?',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: noCitation,
  cwe: [],
  attack: [],
  aboutAi: false,
};

export const rule: Rule<GapSubject, NoOptions> = {
  subjects: ['gap'],
  meta,
  options: readNoOptions,
  check({ reason, text, fileRole, at }): readonly Draft[] {
    // Sentences are not meant to be understood.
    if (fileRole === 'prose') return [];
    const why = sayReason(reason);
    const shown = text === undefined ? undefined : quoteWritten(text);
    const what = shown === undefined ? sayPath(at.path) : `${shown} in ${sayPath(at.path)}`;
    const evidence = quoteFile('text', at, text === undefined ? reason : `${text} (${reason})`);
    return [
      {
        message: `${what} was not audited, for it is not understood: ${why}.`,
        evidence: [text === undefined ? { ...evidence, observed: 'unknown' } : evidence],
        remediation:
          'Write it in a form that can be read, or look at what it installs and accept it with an exception.',
      },
    ];
  },
};
