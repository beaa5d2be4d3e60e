import type { Client } from '../../../model/resolution.ts';
import { gather, isRefusal, pick, reachable, served } from './offers.ts';
import { strategyOf, toIndexes } from './set-up.ts';

/**
 * Poetry gathers what all primary sources have and takes the highest version; of equal ones the first source serves. The
 * supplemental sources are asked where that gives nothing, explicit ones for the names that point to them alone
 * (python-poetry.org/docs/repositories, `repository_pool.py`). A source that refuses (401, 403) counts as one without the
 * name; any other failure ends the installation.
 */
export const client: Client = {
  id: 'poetry',
  title: 'Poetry',
  setUp: (uses, told) => ({ indexes: toIndexes(uses), ...strategyOf(told) }),
  candidates: reachable,
  advise: () => 'give the source `priority = "explicit"` and name it where the dependency is declared',
  choose(setup, wanted, answer) {
    const asked = reachable(setup, wanted);
    for (const isSupplemental of [false, true]) {
      const group = asked.filter(({ weight }) => (weight === 'supplemental') === isSupplemental);
      const gathered = gather(group, answer, isRefusal);
      if ('end' in gathered) return gathered.end;
      const chosen = pick(gathered.lists.flat(), wanted);
      if (chosen !== undefined) return served(chosen);
    }
    return served(undefined);
  },
};
