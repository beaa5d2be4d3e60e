import { hijacks } from './incidents/hijacks.ts';
import { names } from './incidents/names.ts';
import { pypi as pypiIncidents } from './incidents/pypi.ts';
import { worms } from './incidents/worms.ts';
import type { Incident, Replay, Twin } from './replay.ts';
import { listRules, type Outcome, run } from './run.ts';
import { adoptions } from './twins/adoptions.ts';
import { families } from './twins/families.ts';
import { habits } from './twins/habits.ts';
import { mistaken } from './twins/mistaken.ts';
import { people } from './twins/people.ts';
import { pypi as pypiTwins } from './twins/pypi.ts';
import { scripts } from './twins/scripts.ts';
import { trust } from './twins/trust.ts';
import { versions } from './twins/versions.ts';

export const incidents: readonly Incident[] = [...hijacks, ...worms, ...names, ...pypiIncidents];
export const twins: readonly Twin[] = [
  ...scripts,
  ...trust,
  ...people,
  ...families,
  ...versions,
  ...adoptions,
  ...habits,
  ...pypiTwins,
];

export { mistaken };

/** How old the release is that a benign change takes. The first two are under a day. */
export const ages = ['2h', '20h', '3d', '10d'] as const;
export const isYoung = (age: string): boolean => age.endsWith('h');

const outcomes = new Map<string, Promise<Outcome>>();
const told = new Map<string, Promise<readonly string[]>>();

/** Each is run once, however many ask. */
function once<T>(held: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = held.get(key) ?? make();
  held.set(key, found);
  return found;
}

export const outcomeOf = (replay: Replay, after: string): Promise<Outcome> =>
  once(outcomes, `${replay.id} ${after}`, () => run(replay, after));
export const rulesOf = (replay: Replay, after: string): Promise<readonly string[]> =>
  once(told, `${replay.id} ${after}`, () => listRules(replay, after));
