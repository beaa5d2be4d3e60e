import type { Client, ClientIndex, ClientSetup, IndexAnswer, Outcome, Wanted } from '../../../model/resolution.ts';
import {
  best,
  fitting,
  nothing,
  type Offered,
  open,
  releasesOf,
  served,
  withoutPrereleases,
  withoutYanked,
} from './offers.ts';

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
  candidates,
  choose(setup, wanted, answer) {
    const asked = candidates(setup, wanted);
    if (setup.strategy === 'unsafe-best-match' || setup.strategy === 'unsafe-first-match')
      return chooseAmongAll(asked, setup.strategy === 'unsafe-best-match', wanted, answer);
    return chooseFirst(asked, wanted, answer);
  },
};

function candidates({ indexes }: ClientSetup, { index }: Wanted): readonly ClientIndex[] {
  if (index !== undefined) return indexes.filter(({ url }) => url === index);
  const general = indexes.filter(({ weight }) => weight !== 'explicit');
  const defaults = general.filter(({ weight }) => weight === 'default');
  return [...general.filter(({ weight }) => weight !== 'default'), ...defaults];
}

type Ask = (url: string) => IndexAnswer;

const isRefusal = (status: number): boolean => status === 401 || status === 403;

function chooseFirst(asked: readonly ClientIndex[], wanted: Wanted, answer: Ask): Outcome {
  for (const { url, ignoredStatuses = [] } of asked) {
    const said = answer(url);
    if (said.state === 'unknown') return open(`${url}: ${said.reason}`);
    if (said.state === 'refused' && !ignoredStatuses.includes(said.status))
      return nothing(`${url} answers with status ${said.status}, and uv asks no further index`);
    const offered = releasesOf(url, said);
    if (offered === undefined) continue;
    const chosen = chooseIn(offered, wanted);
    return chosen === undefined ? nothing(`${url} knows the name and has no release that fits`) : served(chosen);
  }
  return nothing('no index knows the name');
}

function chooseAmongAll(asked: readonly ClientIndex[], isBest: boolean, wanted: Wanted, answer: Ask): Outcome {
  const lists: (readonly Offered[])[] = [];
  for (const { url } of asked) {
    const said = answer(url);
    if (said.state === 'unknown') return open(`${url}: ${said.reason}`);
    if (said.state === 'refused' && !isRefusal(said.status))
      return nothing(`${url} answers with status ${said.status}`);
    lists.push(releasesOf(url, said) ?? []);
  }
  const chosen = isBest
    ? chooseIn(lists.flat(), wanted)
    : lists.map((list) => chooseIn(list, wanted)).find((one) => one !== undefined);
  return chosen === undefined ? nothing('no index has a release that fits') : served(chosen);
}

/** Pre-releases of a project that has nothing else are taken as they are. */
function chooseIn(list: readonly Offered[], wanted: Wanted): Offered | undefined {
  return best(withoutPrereleases(withoutYanked(fitting(list, wanted), wanted), wanted), 'first');
}
