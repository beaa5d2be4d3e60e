import type { Client, ClientIndex, ClientSetup, Wanted } from '../../../model/resolution.ts';
import { appliesTo, gather, pick, pickFirst, served } from './offers.ts';
import { strategyOf, toIndexes } from './set-up.ts';

/**
 * PDM asks all sources whose `include_packages` and `exclude_packages` let the name through and takes the highest version;
 * of equal ones the first source serves. A source that names packages to include is the only one for these. With
 * `respect-source-order` the first source that has a fitting release serves (pdm-project.org, "Configure the package
 * indexes"). Pre-releases count as releases do.
 */
export const client: Client = {
  id: 'pdm',
  title: 'PDM',
  setUp: (uses, told) => ({ indexes: toIndexes(uses), ...strategyOf(told) }),
  candidates,
  advise: () => 'name the packages of the source in its `include_packages`',
  choose(setup, wanted, answer) {
    const gathered = gather(candidates(setup, wanted), answer);
    if ('end' in gathered) return gathered.end;
    const { lists } = gathered;
    const taste = { prereleases: true };
    const inOrder = setup.strategy === 'respect-source-order';
    return served(inOrder ? pickFirst(lists, wanted, taste) : pick(lists.flat(), wanted, taste));
  },
};

function candidates({ indexes }: ClientSetup, wanted: Wanted): readonly ClientIndex[] {
  const claiming = indexes.filter((index) => index.includes !== undefined && appliesTo(index, wanted));
  return claiming.length > 0 ? claiming : indexes.filter((index) => appliesTo(index, wanted));
}
