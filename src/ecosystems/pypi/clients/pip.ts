import type { ClientUse, RegistryUse } from '../../../model/dependency.ts';
import type { Location } from '../../../model/location.ts';
import type { Client, ClientIndex, ClientSetup, Wanted } from '../../../model/resolution.ts';
import { covers, innerFirst } from '../../../text/inner-first.ts';
import { chooseByArchive } from './archives.ts';
import { gather, reachable } from './offers.ts';
import { choiceOf, distinct, isInRequirements, isWithoutIndex, publicIndex, toIndex } from './set-up.ts';

/**
 * pip gathers the archives of all indexes and pages of links, and takes the highest version (pip, `package_finder.py`,
 * `CandidateEvaluator`). No index goes before another: of equal versions the better archive decides, and of equal archives the
 * index that was named last serves. One that does not answer, whatever its status, is passed over with a warning.
 */
export const client: Client = {
  id: 'pip',
  title: 'pip',
  isUsual: true,
  setUp,
  candidates,
  advise: (url) =>
    `install what comes from there in a run of its own with \`--index-url ${url}\` alone, or give every requirement its \`--hash\``,
  choose(setup, wanted, answer) {
    const gathered = gather(candidates(setup, wanted), answer);
    if ('end' in gathered) return gathered.end;
    return chooseByArchive(gathered.lists.flat(), setup, wanted);
  },
};

/** Links are read before indexes, so that an index serves what both have. No setting of pip's own sends a name to one index. */
function candidates(setup: ClientSetup, wanted: Wanted): readonly ClientIndex[] {
  const indexes = reachable(setup, wanted);
  return [...indexes.filter(({ isLinks }) => isLinks === true), ...indexes.filter(({ isLinks }) => isLinks !== true)];
}

/**
 * Of command, variables and settings, the first `--index-url` holds. One in a requirements file takes the place of all
 * indexes that were read before it, in whichever file: those, and what stands above it (pip, `req_file.py`,
 * `handle_option_line`).
 */
function setUp(uses: readonly RegistryUse[], told: readonly ClientUse[]): ClientSetup {
  const links = uses.filter(({ isLinks }) => isLinks === true);
  if (isWithoutIndex(told)) return { indexes: distinct(links.map(toIndex)), ...choiceOf(told) };
  const named = uses.filter(({ isLinks }) => isLinks !== true);
  const written = withoutErased(named.filter(isInRequirements));
  const replacing = written.filter(({ role }) => role === 'primary');
  const isReplaced = ({ within }: RegistryUse) =>
    replacing.some((one) => one.within === undefined || holdsFor(within, one.within));
  const settings = settingsOf(named.filter((use) => !isInRequirements(use) && !isReplaced(use)));
  const all = [...settings, ...written.map(toIndex)];
  const hasDefault = all.some(({ weight }) => weight === 'default');
  const indexes = [...(hasDefault ? [] : [publicIndex]), ...all, ...links.map(toIndex)];
  return { indexes: distinct(indexes), ...choiceOf(told) };
}

function settingsOf(uses: readonly RegistryUse[]): readonly ClientIndex[] {
  const first = innerFirst(uses).find(({ role }) => role === 'primary');
  const others = uses.filter(({ role }) => role !== 'primary');
  return [...(first === undefined ? [] : [first]), ...others].map(toIndex);
}

/** What is read before the last `--index-url` of a run is gone. Runs of one file tell nothing of each other. */
function withoutErased(uses: readonly RegistryUse[]): readonly RegistryUse[] {
  const last = new Map<string, { readonly within: Location | undefined; readonly at: number }>();
  uses.forEach(({ role, within }, at) => {
    if (role === 'primary') last.set(JSON.stringify([within]), { within, at });
  });
  const replacing = [...last.values()];
  return uses.filter((use, at) => !replacing.some((one) => at < one.at && holdsFor(use.within, one.within)));
}

/** Whether what holds within the one place holds in all of the other, too; left out: the whole file. */
const holdsFor = (outer: Location | undefined, inner: Location | undefined): boolean =>
  outer === undefined || (inner !== undefined && covers(outer, inner));
