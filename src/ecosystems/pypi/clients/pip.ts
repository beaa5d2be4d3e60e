import type { Client, ClientIndex, ClientSetup } from '../../../model/resolution.ts';
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
 * pip gathers the archives of all indexes and pages of links, and takes the highest version (pip, `package_finder.py`,
 * `CandidateEvaluator`). No index goes before another: of equal versions the index that was named last serves. One that does
 * not answer, whatever its status, is passed over with a warning.
 */
export const client: Client = {
  id: 'pip',
  title: 'pip',
  candidates,
  choose(setup, wanted, answer) {
    const asked = candidates(setup);
    const answers = asked.map(({ url }) => ({ url, answer: answer(url) }));
    const silent = answers.find(({ answer: { state } }) => state === 'unknown');
    if (silent !== undefined && silent.answer.state === 'unknown')
      return open(`${silent.url}: ${silent.answer.reason}`);
    const all = answers.flatMap(({ url, answer: said }): readonly Offered[] => releasesOf(url, said) ?? []);
    const fit = withoutYanked(fitting(all, wanted), wanted);
    const chosen = best(setup.prereleases === true ? fit : withoutPrereleases(fit, wanted), 'last');
    return chosen === undefined ? nothing('no index has a release that fits') : served(chosen);
  },
};

/** Links are read before indexes, so that an index serves what both have. */
function candidates({ indexes }: ClientSetup): readonly ClientIndex[] {
  return [...indexes.filter(({ isLinks }) => isLinks === true), ...indexes.filter(({ isLinks }) => isLinks !== true)];
}
