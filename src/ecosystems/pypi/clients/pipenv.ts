import type { Client, ClientIndex, ClientSetup, Wanted } from '../../../model/resolution.ts';
import { chooseByArchive } from './archives.ts';
import { gather, reachable } from './offers.ts';
import { choiceOf, distinct, publicIndex, toIndex } from './set-up.ts';

/**
 * Pipenv takes a package from the source that it names, else from the first one alone (pipenv.pypa.io, indexes;
 * `utils/resolver.py`). With `install_search_all_sources` it hands all sources to pip when it installs, which takes the
 * highest version of all that the lockfile's hashes allow. A Pipfile without sources uses the public index.
 */
export const client: Client = {
  id: 'pipenv',
  title: 'Pipenv',
  setUp(uses, told) {
    const named = uses.map(toIndex);
    const hasDefault = named.some(({ weight }) => weight === 'default');
    return { indexes: distinct(hasDefault ? named : [publicIndex, ...named]), ...choiceOf(told) };
  },
  candidates,
  advise: (url) =>
    `leave \`install_search_all_sources\` out of \`[pipenv]\`, keep \`${url}\` as a \`[[source]]\` behind the first, and give each package that comes from there \`index = "name"\``,
  choose(setup, wanted, answer) {
    const gathered = gather(candidates(setup, wanted), answer);
    if ('end' in gathered) return gathered.end;
    return chooseByArchive(gathered.lists.flat(), setup, wanted);
  },
};

function candidates(setup: ClientSetup, wanted: Wanted): readonly ClientIndex[] {
  const asked = reachable(setup, wanted);
  return setup.strategy === 'install_search_all_sources' ? asked : asked.slice(0, 1);
}
