import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ExceptionSubject } from '../../model/subject.ts';
import { quoteException } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { sayException } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unused-exception',
  title: 'Unused exception',
  summary:
    'Everything was audited and an exception of the configuration matched nothing: it waits for a finding that nobody expects.',
  group: 'The audit itself',
  severity: 'info',
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
    if (state !== 'unused') return [];
    return [
      {
        message: `${sayException(exception)} matches no finding, although everything was audited.`,
        evidence: [quoteException(subject)],
        remediation: 'Remove the exception, or correct its package or path.',
      },
    ];
  },
};
