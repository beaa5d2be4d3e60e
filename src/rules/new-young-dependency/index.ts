import type { Addition, Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayReason } from '../addresses.ts';
import { strangersLook } from '../ages.ts';
import { testify } from '../evidence.ts';
import { isAdopted } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { bringsCode } from '../supply-chain.ts';
import { clip, count, sayName, sayPublicRegistry, sayRelease } from '../wording.ts';
import { findDoubt } from './judge.ts';

const meta: RuleMeta = {
  id: 'new-young-dependency',
  title: 'New dependency that nothing speaks for',
  summary:
    'The release requires a package that the release before it did not, and that one is young, unknown, missing, or comes from an address: so hijacked releases bring in what does the harm.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'high',
  needs: ['release', 'predecessor', 'additions', 'package', 'adoption'],
  atlas: bringsCode,
  cwe: ['CWE-1357', 'CWE-829'],
  attack: ['T1195.001', 'T1195.002'],
  aboutAi: false,
  signWeight: 80,
};

/** So many are told by name. */
const told = 2;

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.fromWorkspace === true || !strangersLook(subject)) return [];
    const release = facts.get('release', subject);
    const additions = facts.get('additions', subject);
    if (release.state !== 'present' || additions.state !== 'present') return [];
    const around = {
      now: facts.now,
      versions: facts.versions(subject),
      isAdopted: isAdopted(facts.get('adoption', subject)),
      registry: sayPublicRegistry(facts, subject),
    };
    const { added: all, further } = additions.value;
    const doubts = all.flatMap((added) => {
      const doubt = findDoubt(added, around);
      return doubt === undefined ? [] : [{ added, said: `${sayAdded(added)}, which ${doubt}` }];
    });
    if (doubts.length === 0 && further === 0) return [];
    const { version } = release.value;
    const said = sayFirst([...doubts.map((one) => one.said), ...sayFurther(further)]);
    return [
      {
        version,
        message: `${sayRelease(subject, version)} requires what the release before it did not: ${said}.`,
        evidence: [
          testify('additions', additions, () => quoteAll(doubts.length === 0 ? all : doubts.map(({ added }) => added))),
        ],
        remediation:
          'Stay on the release before it until it is clear why this one needs that package, and who publishes it.',
        signal: { words: `it newly requires ${said}` },
      },
    ];
  },
};

/** Padding must hide nothing. */
const sayFurther = (further: number): readonly string[] =>
  further === 0 ? [] : [`${count(further, 'package')} more than are looked at`];

const sayAdded = ({ name }: Addition): string => sayName({ dependency: { name: clip(name, 100) } });

function sayFirst(said: readonly string[]): string {
  const shown = said.slice(0, told).join('; ');
  return said.length > told ? `${shown}; and ${said.length - told} more` : shown;
}

const quoteAll = (added: readonly Addition[]): string =>
  added.map(({ name, requirement }) => `${clip(name, 100)}: ${sayReason(requirement)}`).join('; ');
