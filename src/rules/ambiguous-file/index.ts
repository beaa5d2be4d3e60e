import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { AmbiguitySubject } from '../../model/subject.ts';
import { sayReason } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'ambiguous-file',
  title: 'Ambiguous file',
  summary:
    'A place of a dependency file that programs read in different ways, or that people do not see as clients do: a key that stands twice, a conflict marker, a hidden end of a line, an odd encoding.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-436'],
  attack: ['T1195.001'],
  aboutAi: false,
};

export const rule: Rule<AmbiguitySubject, NoOptions> = {
  subjects: ['ambiguity'],
  meta,
  options: readNoOptions,
  check({ ambiguity, at }): readonly Draft[] {
    const reason = sayReason(ambiguity.reason);
    const { path, startLine } = ambiguity.location;
    return [
      {
        message: `Not everybody reads line ${startLine} of ${sayPath(path)} alike: ${reason}.`,
        evidence: [quoteFile('ambiguity', at, ambiguity.reason)],
        remediation:
          'Write the place so that it can be read in one way only, and look at what each reading would install.',
      },
    ];
  },
};
