import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ExceptionSubject } from '../../model/subject.ts';
import { quoteException } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayException } from '../wording.ts';

const meta: RuleMeta = {
  id: 'expired-exception',
  title: 'Expired exception',
  summary: 'The last day of an exception of the configuration is over, so what it accepted is reported again.',
  group: 'The audit itself',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: noCitation,
  cwe: [],
  attack: [],
  aboutAi: false,
};

export const rule: Rule<ExceptionSubject, NoOptions> = {
  subjects: ['exception'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { exception, state } = subject;
    if (state !== 'expired') return [];
    const expires = clip(exception.expires, 20);
    return [
      {
        message: `${sayException(exception)} expired on ${expires}: what it accepted is reported again.`,
        evidence: [quoteException(subject)],
        remediation: 'Remove the exception, or give it a new last day and a reason that holds today.',
      },
    ];
  },
};
