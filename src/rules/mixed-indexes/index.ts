import type { Draft, Rule, RuleMeta, Teller } from '../../model/rule.ts';
import type { MixtureSubject } from '../../model/subject.ts';
import { maskCredentials } from '../../text/mask.ts';
import { sayAddress, sayHost } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { servedByAnotherIndex } from '../supply-chain.ts';
import { clip } from '../wording.ts';

const meta: RuleMeta = {
  id: 'mixed-indexes',
  title: 'Merged indexes',
  summary:
    'The configuration makes the client merge several indexes and take the highest version of all, without fixing versions or hashes: a higher version of a name on one of them is installed in the place of what another one has.',
  group: 'Whose is it?',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: servedByAnotherIndex,
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

/** On the same line, a registry that is newly trusted comes before how it is used. */
const toldBy: readonly Teller[] = [{ rule: 'registry-changed' }];

const mostIndexes = 4;

/** `pypi.org and npm.acme.example`; several of one host by their addresses. */
function sayIndexes(indexes: readonly string[]): string {
  const hosts = [...new Set(indexes.map(sayHost))];
  const said = hosts.length < indexes.length ? indexes.map(sayAddress) : hosts;
  const more = said.length - mostIndexes;
  const shown = more > 0 ? [...said.slice(0, mostIndexes), `${more} more`] : said;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export const rule: Rule<MixtureSubject, NoOptions> = {
  subjects: ['mixture'],
  meta,
  options: readNoOptions,
  check({ title, advice, indexes, guarded, strategy, at }): readonly Draft[] {
    const how = strategy === undefined ? '' : ` with ${clip(strategy, 60)}`;
    return [
      {
        message: `${title} merges ${sayIndexes(indexes)} here${how} and takes the highest version of all: whoever publishes a higher one under a name that is meant to come from ${sayHost(guarded)} gets it installed.`,
        evidence: [quoteFile('indexes', at, indexes.join(' '))],
        remediation: `Let ${sayHost(guarded)} alone serve what is meant to come from it: ${clip(maskCredentials(advice), 400)}.`,
        indexes: indexes.map(sayAddress),
        toldBy,
      },
    ];
  },
};
