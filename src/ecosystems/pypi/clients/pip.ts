import type { Client, ClientIndex, ClientSetup } from '../../../model/resolution.ts';
import { gather, pick, served } from './offers.ts';
import { toIndexes } from './set-up.ts';

/**
 * pip gathers the archives of all indexes and pages of links, and takes the highest version (pip, `package_finder.py`,
 * `CandidateEvaluator`). No index goes before another: of equal versions the index that was named last serves. One that does
 * not answer, whatever its status, is passed over with a warning.
 */
export const client: Client = {
  id: 'pip',
  title: 'pip',
  isUsual: true,
  setUp: (uses, told) => ({
    indexes: toIndexes(
      uses,
      told.some(({ noIndex }) => noIndex === true),
    ),
    ...(told.some(({ prereleases }) => prereleases === true) ? { prereleases: true } : {}),
  }),
  candidates,
  advise: (url) =>
    `install what comes from there in a run of its own with \`--index-url ${url}\` alone, or give every requirement its \`--hash\``,
  choose(setup, wanted, answer) {
    const gathered = gather(candidates(setup), answer);
    if ('end' in gathered) return gathered.end;
    const taste = { tie: 'last', prereleases: setup.prereleases === true } as const;
    return served(pick(gathered.lists.flat(), wanted, taste));
  },
};

/** Links are read before indexes, so that an index serves what both have. */
function candidates({ indexes }: ClientSetup): readonly ClientIndex[] {
  return [...indexes.filter(({ isLinks }) => isLinks === true), ...indexes.filter(({ isLinks }) => isLinks !== true)];
}
