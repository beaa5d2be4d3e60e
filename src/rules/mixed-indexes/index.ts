import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { MixtureSubject } from '../../model/subject.ts';
import { sayAddress, sayHost } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip } from '../wording.ts';

const meta: RuleMeta = {
  id: 'mixed-indexes',
  title: 'Merged indexes',
  summary:
    'The configuration makes the client merge several indexes and take the highest version of all, without fixing versions or hashes: whoever publishes a higher version of a name on one of them is installed in the place of the other.',
  group: 'Whose is it?',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: {
    techniques: [{ id: 'AML.T0010.001', basis: 'case-study', stance: 'enables' }],
    caseStudies: ['AML.CS0015'],
    mitigations: [
      { id: 'AML.M0013', basis: 'atlas-declared' },
      { id: 'AML.M0014', basis: 'asserted' },
      { id: 'AML.M0023', basis: 'asserted' },
    ],
  },
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

const mostIndexes = 4;

function sayIndexes(indexes: readonly string[]): string {
  const hosts = [...new Set(indexes.map(sayHost))];
  const said = hosts.length < indexes.length ? indexes.map(sayAddress) : hosts;
  const shown = said.slice(0, mostIndexes).join(', ');
  return said.length > mostIndexes ? `${shown} and ${said.length - mostIndexes} more` : shown;
}

export const rule: Rule<MixtureSubject, NoOptions> = {
  subjects: ['mixture'],
  meta,
  options: readNoOptions,
  check({ title, advice, indexes, guarded, strategy, at }): readonly Draft[] {
    const how = strategy === undefined ? '' : ` by ${clip(strategy, 60)}`;
    return [
      {
        message: `${title} merges ${sayIndexes(indexes)} here${how} and takes the highest version of all: what is meant to come from ${sayHost(guarded)} can be outbid.`,
        evidence: [quoteFile('indexes', at, indexes.join(' '))],
        remediation: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`,
      },
    ];
  },
};
