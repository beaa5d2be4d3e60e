import type { IndexAnswer, Outcome, Wanted } from '../../../src/model/resolution.ts';
import type { Offer, Situation, Winner } from './situation.ts';

/** What an index of a situation says. Hashes are told by their names: `a:1.0`. */
export function answerOf({ indexes }: Situation, letter: string): IndexAnswer {
  const { status, releases = [], tags = { latest: releases.at(-1)?.version ?? '' } }: Offer = indexes[letter] ?? {};
  if (status === 404 || (status === undefined && releases.length === 0)) return { state: 'absent' };
  if (status !== undefined) return { state: 'refused', status };
  return {
    state: 'present',
    ...(tags['latest'] === undefined ? {} : { latest: tags['latest'] }),
    tags,
    releases: releases.map(({ version, yanked, requiresPython, sameAs, archives }) => ({
      version,
      ...(yanked === true ? { yanked: 'broken' } : {}),
      ...(requiresPython === undefined ? {} : { isUnusable: true as const }),
      ...(archives === undefined ? {} : { archives }),
      hashes: [`${sameAs ?? letter}:${version}`],
    })),
  };
}

export const wantedOf = ({ name, requirement, index, hashes }: Situation): Wanted => ({
  name,
  requirement,
  ...(index === undefined ? {} : { index }),
  ...(hashes === undefined ? {} : { hashes }),
});

/** `b 2.0`, or `-` where nothing is installed. */
export const sayWinner = (winner: Winner): string => (winner === null ? '-' : `${winner.index} ${winner.version}`);

export function sayOutcome(outcome: Outcome): string {
  if (outcome.kind === 'served') return `${outcome.url} ${outcome.version}`;
  return outcome.kind === 'nothing' ? '-' : 'open';
}
