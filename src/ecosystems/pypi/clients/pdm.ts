import type { RegistryUse } from '../../../model/dependency.ts';
import { compareLocations } from '../../../model/location.ts';
import type { Client, ClientIndex, ClientSetup, Wanted } from '../../../model/resolution.ts';
import { matchesName } from '../../../text/glob.ts';
import { gather, pick, pickFirst, served } from './offers.ts';
import { choiceOf, distinct, publicIndex, toIndex } from './set-up.ts';

/**
 * PDM asks all sources and takes the highest version; of equal ones the first source serves. Where sources name the package
 * in their `include_packages`, these alone are asked, else all that do not name it in their `exclude_packages` (PDM,
 * `utils.py`, `filtered_sources`). With `respect-source-order` the first source that has a fitting release serves
 * (pdm-project.org, "Configure the package indexes"). Pre-releases count as releases do.
 */
export const client: Client = {
  id: 'pdm',
  title: 'PDM',
  setUp: (uses, told) => ({ indexes: indexesOf(uses), ...choiceOf(told) }),
  candidates,
  advise: (url) =>
    `name the packages that come from there in \`include_packages\` of the source in \`[[tool.pdm.source]]\` (\`url = "${url}"\`), and give it \`exclude_packages = ["*"]\``,
  choose(setup, wanted, answer) {
    const gathered = gather(candidates(setup, wanted), answer);
    if ('end' in gathered) return gathered.end;
    const { lists } = gathered;
    const taste = { prereleases: true };
    const inOrder = setup.strategy === 'respect-source-order';
    return served(inOrder ? pickFirst(lists, wanted, taste) : pick(lists.flat(), wanted, taste));
  },
};

/**
 * Sources of the project count in the order in which they are written, then those of the settings. Where none of the project
 * is called `pypi`, that of the settings comes first, else the public index (PDM, `project/core.py`, `get_sources`).
 */
function indexesOf(uses: readonly RegistryUse[]): readonly ClientIndex[] {
  const paths = [...new Set(uses.map(({ location }) => location.path))];
  const ordered = paths.flatMap((path) =>
    uses.filter(({ location }) => location.path === path).sort((a, b) => compareLocations(a.location, b.location)),
  );
  const main = ordered.find(({ role }) => role === 'primary');
  const isAmong = main !== undefined && main.location.path === paths[0];
  const named = ordered.filter((use) => (use === main ? isAmong : use.role !== 'primary')).map(toIndex);
  const first = isAmong ? [] : [main === undefined ? publicIndex : toIndex(main)];
  return distinct([...first, ...named].map(withPatterns));
}

/** Patterns are compared with normalised names (PDM, `_types.py`, `_normalize_pattern`). */
function withPatterns({ includes, excludes, ...index }: ClientIndex): ClientIndex {
  const normalise = (list: readonly string[]) =>
    list.map((glob) => glob.replace(/[^A-Za-z0-9?*[\]-]+/g, '-').toLowerCase());
  return {
    ...index,
    ...(includes === undefined ? {} : { includes: normalise(includes) }),
    ...(excludes === undefined ? {} : { excludes: normalise(excludes) }),
  };
}

function candidates({ indexes }: ClientSetup, { name }: Wanted): readonly ClientIndex[] {
  const isNamed = (globs: readonly string[] | undefined) => globs?.some((glob) => matchesName(glob, name)) === true;
  const claiming = indexes.filter(({ includes }) => isNamed(includes));
  return claiming.length > 0 ? claiming : indexes.filter(({ excludes }) => !isNamed(excludes));
}
