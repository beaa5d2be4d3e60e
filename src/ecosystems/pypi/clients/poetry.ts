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
 * Poetry gathers what all primary sources have and takes the highest version; of equal ones the first source serves. The
 * supplemental sources are asked where that gives nothing, explicit ones for the names that point to them alone
 * (python-poetry.org/docs/repositories, `repository_pool.py`). A source that refuses (401, 403) counts as one without the
 * name; any other failure ends the installation.
 */
export const client: Client = {
  id: 'poetry',
  title: 'Poetry',
  candidates,
  choose(setup, wanted, answer) {
    const asked = candidates(setup, wanted);
    const primary = asked.filter(({ weight }) => weight !== 'supplemental');
    const found = chooseAmong(primary, wanted, answer);
    if (found.kind !== 'nothing' || found.reason !== noneFits) return found;
    return chooseAmong(
      asked.filter(({ weight }) => weight === 'supplemental'),
      wanted,
      answer,
    );
  },
};

const noneFits = 'no source has a release that fits';

function candidates({ indexes }: ClientSetup, { index }: Wanted): readonly ClientIndex[] {
  if (index !== undefined) return indexes.filter(({ url }) => url === index);
  return indexes.filter(({ weight }) => weight !== 'explicit');
}

function chooseAmong(asked: readonly ClientIndex[], wanted: Wanted, answer: (url: string) => IndexAnswer): Outcome {
  const all: Offered[] = [];
  for (const { url } of asked) {
    const said = answer(url);
    if (said.state === 'unknown') return open(`${url}: ${said.reason}`);
    if (said.state === 'refused' && said.status !== 401 && said.status !== 403)
      return nothing(`${url} answers with status ${said.status}`);
    all.push(...(releasesOf(url, said) ?? []));
  }
  const chosen = best(withoutPrereleases(withoutYanked(fitting(all, wanted), wanted), wanted), 'first');
  return chosen === undefined ? nothing(noneFits) : served(chosen);
}
