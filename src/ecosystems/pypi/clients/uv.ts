import type { Client, ClientIndex, ClientSetup, Outcome, Wanted } from '../../../model/resolution.ts';
import {
  type Ask,
  gather,
  isRefusal,
  nothing,
  open,
  pick,
  pickFirst,
  reachable,
  releasesOf,
  served,
} from './offers.ts';
import { strategyOf, toIndexes } from './set-up.ts';

/**
 * uv asks its indexes in order, the default one last, and takes the first that knows the name, whatever it offers
 * (docs.astral.sh/uv, "Searching across multiple indexes"). Two other strategies ask all: `unsafe-first-match` takes the
 * first that has a release which fits, `unsafe-best-match` the highest version.
 *
 * An index that refuses (401, 403) ends the search, so that a failing login does not let another index answer. The other
 * strategies pass over it. Any other failure ends the installation.
 */
export const client: Client = {
  id: 'uv',
  title: 'uv',
  setUp: (uses, told) => ({ indexes: toIndexes(uses), ...strategyOf(told) }),
  candidates,
  advise: () =>
    'give the index `explicit = true` in `[[tool.uv.index]]` and name it in `[tool.uv.sources]`, without an `index-strategy`',
  choose(setup, wanted, answer) {
    const asked = candidates(setup, wanted);
    const isBest = setup.strategy === 'unsafe-best-match';
    if (!isBest && setup.strategy !== 'unsafe-first-match') return chooseFirst(asked, wanted, answer);
    const gathered = gather(asked, answer, isRefusal);
    if ('end' in gathered) return gathered.end;
    const { lists } = gathered;
    return served(isBest ? pick(lists.flat(), wanted) : pickFirst(lists, wanted));
  },
};

function candidates(setup: ClientSetup, wanted: Wanted): readonly ClientIndex[] {
  const asked = reachable(setup, wanted);
  const isDefault = ({ weight }: ClientIndex) => weight === 'default';
  return [...asked.filter((index) => !isDefault(index)), ...asked.filter(isDefault)];
}

function chooseFirst(asked: readonly ClientIndex[], wanted: Wanted, answer: Ask): Outcome {
  for (const { url, ignoredStatuses = [] } of asked) {
    const said = answer(url);
    if (said.state === 'unknown') return open(url, said.reason);
    if (said.state === 'refused' && !ignoredStatuses.includes(said.status))
      return nothing(`${url} answers with status ${said.status}, and uv asks no further index`);
    const offered = releasesOf(url, said);
    if (offered === undefined) continue;
    return served(pick(offered, wanted), `${url} knows the name and has no release that fits`);
  }
  return nothing('no index knows the name');
}
