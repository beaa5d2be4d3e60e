import type { ClientUse, RegistryUse } from '../../../model/dependency.ts';
import type { Client, ClientIndex, ClientSetup, Outcome, Wanted } from '../../../model/resolution.ts';
import { matchesName } from '../../../text/glob.ts';
import { innerFirst } from '../../../text/inner-first.ts';
import {
  type Ask,
  gather,
  isRefusal,
  nothing,
  type Offered,
  open,
  pick,
  pickFirst,
  reachable,
  releasesOf,
  served,
  type Taste,
} from './offers.ts';
import { choiceOf, distinct, isInRequirements, isWithoutIndex, publicIndex, toIndex } from './set-up.ts';

/**
 * uv asks its indexes in order, the default one last, and takes the first that knows the name, whatever it offers
 * (docs.astral.sh/uv, "Searching across multiple indexes"). Two other strategies ask all: `unsafe-first-match` takes the
 * first that has a release which fits, `unsafe-best-match` the highest version.
 *
 * An index that refuses (401, 403) ends the search, so that a failing login does not let another index answer. The other
 * strategies pass over it. Any other failure ends the installation. What a page of links has (`find-links`) counts beside
 * what an index offers, and goes before it where versions are equal. A page that is written as an index
 * (`format = "flat"`) is one: it tells for which names it is asked, if only `*`.
 */
export const client: Client = {
  id: 'uv',
  title: 'uv',
  setUp,
  candidates,
  advise: (url) =>
    `give the index \`explicit = true\` in \`[[tool.uv.index]]\` (\`url = "${url}"\`), name it in \`[tool.uv.sources]\` for each package that comes from there (\`package = { index = "name" }\`), and leave \`index-strategy\` out`,
  choose(setup, wanted, answer) {
    const asked = candidates(setup, wanted);
    const links = gather(asked.filter(isPage), answer, () => false);
    if ('end' in links) return links.end;
    const pages = links.lists.flat();
    const indexes = asked.filter((index) => !isPage(index));
    const taste = { prereleases: setup.prereleases === true };
    const isBest = setup.strategy === 'unsafe-best-match';
    if (!isBest && setup.strategy !== 'unsafe-first-match') return chooseFirst(pages, indexes, wanted, answer, taste);
    const gathered = gather(indexes, answer, isRefusal);
    if ('end' in gathered) return gathered.end;
    const { lists } = gathered;
    if (isBest) return served(pick([...pages, ...lists.flat()], wanted, taste));
    const known = lists.filter((list) => list.length > 0).map((list) => [...pages, ...list]);
    return served(pickFirst([...known, pages], wanted, taste));
  },
};

const isPage = ({ isLinks, includes }: ClientIndex): boolean => isLinks === true && includes === undefined;

/**
 * Where a `uv.toml` stands beside the project, `tool.uv` tells nothing (docs.astral.sh/uv, configuration files), apart from
 * the indexes that sources of the project name.
 */
function withoutReplaced<T extends RegistryUse | ClientUse>(
  list: readonly T[],
  replaced: ReadonlySet<string>,
): readonly T[] {
  return list.filter((one) => !replaced.has(one.location.path) || ('role' in one && one.role === 'explicit'));
}

/** Names of `tool.uv.sources` that are asked for as any other (`--no-sources`). A page tells its names by itself. */
function withoutTies(uses: readonly RegistryUse[], told: readonly ClientUse[]): readonly RegistryUse[] {
  const globs = told.flatMap(({ untied = [] }) => untied);
  if (globs.length === 0) return uses;
  const isTied = (name: string) => !globs.some((glob) => matchesName(glob, name));
  return uses.map((use) =>
    use.names === undefined || use.within !== undefined || use.isLinks === true
      ? use
      : { ...use, names: use.names.filter(isTied) },
  );
}

/**
 * Command, variables and settings go before requirements files. Of several defaults the first holds; of those in one
 * requirements file the last; of several files that name different ones uv installs nothing. What a file says that another one
 * names as its constraints is left out (astral-sh/uv, `requirements-txt`).
 */
function setUp(all: readonly RegistryUse[], allTold: readonly ClientUse[]): ClientSetup {
  const paths = [...all, ...allTold].map(({ location }) => location.path);
  const files = paths.filter((path) => /(?:^|\/)uv\.toml$/.test(path));
  const replaced = new Set(files.map((path) => path.replace(/uv\.toml$/, 'pyproject.toml')));
  const [uses, told] = [withoutReplaced(all, replaced), withoutReplaced(allTold, replaced)];
  const read = uses.filter(({ byConstraints }) => byConstraints !== true);
  const asked = isWithoutIndex(told) ? read.filter(({ isLinks }) => isLinks === true) : read;
  const known = withoutTies(asked, told);
  const ordered = innerFirst(known);
  const [settings, written] = [ordered.filter((use) => !isInRequirements(use)), ordered.filter(isInRequirements)];
  const isDefault = ({ role }: RegistryUse) => role === 'primary';
  const chosen = settings.find(isDefault) ?? written.findLast(isDefault);
  const others = [...settings, ...written].filter((use) => !isDefault(use)).map(toIndex);
  const last = chosen === undefined ? (isWithoutIndex(told) ? [] : [publicIndex]) : [toIndex(chosen)];
  return { indexes: distinct([...others, ...last].map(withStatuses)), ...choiceOf(told) };
}

/**
 * The index of PyTorch answers 403 for a name that it does not have, which uv knows, by the end of the host, unless the
 * index has statuses of its own (astral-sh/uv, `status_code_strategy.rs`).
 */
function withStatuses(index: ClientIndex): ClientIndex {
  const isPytorch = URL.canParse(index.url) && new URL(index.url).hostname.endsWith('pytorch.org');
  return isPytorch && index.ignoredStatuses === undefined ? { ...index, ignoredStatuses: [403] } : index;
}

function candidates(setup: ClientSetup, wanted: Wanted): readonly ClientIndex[] {
  const asked = reachable(setup, wanted);
  const rank = (index: ClientIndex): number => (isPage(index) ? 0 : index.weight === 'default' ? 2 : 1);
  return [0, 1, 2].flatMap((one) => asked.filter((index) => rank(index) === one));
}

function chooseFirst(
  pages: readonly Offered[],
  indexes: readonly ClientIndex[],
  wanted: Wanted,
  answer: Ask,
  taste: Taste,
): Outcome {
  for (const { url, ignoredStatuses = [] } of indexes) {
    const said = answer(url);
    if (said.state === 'unknown') return open(url, said.reason);
    if (said.state === 'refused' && !ignoredStatuses.includes(said.status)) {
      const reason = `${url} answers with status ${said.status}, and uv asks no further index`;
      return isRefusal(said.status) ? served(pick(pages, wanted, taste), reason) : nothing(reason);
    }
    const offered = releasesOf(url, said);
    if (offered === undefined) continue;
    const chosen = pick([...pages, ...offered], wanted, taste);
    return served(chosen, `${url} knows the name and has no release that fits`);
  }
  return served(pick(pages, wanted, taste), pages.length === 0 ? 'no index knows the name' : undefined);
}
