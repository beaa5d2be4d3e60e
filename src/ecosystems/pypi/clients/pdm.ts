import type { Client, ClientIndex, ClientSetup, Wanted } from '../../../model/resolution.ts';
import { appliesTo, best, fitting, nothing, type Offered, open, releasesOf, served, withoutYanked } from './offers.ts';

/**
 * PDM asks all sources whose `include_packages` and `exclude_packages` let the name through and takes the highest version;
 * of equal ones the first source serves. A source that names packages to include is the only one for these. With
 * `respect-source-order` the first source that has a fitting release serves (pdm-project.org, "Configure the package
 * indexes"). Pre-releases count as releases do.
 */
export const client: Client = {
  id: 'pdm',
  title: 'PDM',
  candidates,
  choose(setup, wanted, answer) {
    const lists: (readonly Offered[])[] = [];
    for (const { url } of candidates(setup, wanted)) {
      const said = answer(url);
      if (said.state === 'unknown') return open(`${url}: ${said.reason}`);
      lists.push(withoutYanked(fitting(releasesOf(url, said) ?? [], wanted), wanted));
    }
    const inOrder = setup.strategy === 'respect-source-order';
    const chosen = best(inOrder ? (lists.find((list) => list.length > 0) ?? []) : lists.flat(), 'first');
    return chosen === undefined ? nothing('no source has a release that fits') : served(chosen);
  },
};

function candidates({ indexes }: ClientSetup, wanted: Wanted): readonly ClientIndex[] {
  const claiming = indexes.filter((index) => index.includes !== undefined && appliesTo(index, wanted));
  return claiming.length > 0 ? claiming : indexes.filter((index) => appliesTo(index, wanted));
}
