import { endpoints } from '../../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../../model/dependency.ts';
import type { Client, ClientIndex, IndexAnswer, Outcome, Wanted } from '../../../model/resolution.ts';
import { matchesName } from '../../../text/glob.ts';
import { innerFirst } from '../../../text/inner-first.ts';
import { baseNameOf } from '../neighbours.ts';
import { readRequirement } from '../versions.ts';
import { type Pick, versionOf } from './pick.ts';

/**
 * What an empty address does: the client fails, with all names or with those that come from there; it leaves them to the
 * default whatever else is said of them; or it is passed over.
 */
type Blank = 'fails all' | 'fails' | 'erases' | 'is passed over';

/** How a client reads its settings. */
interface Ways {
  /** Of several in the files of these names, those of the first one count. */
  readonly files?: readonly string[];
  /** What an empty address does in place of the default, and of a scope's registry. */
  readonly blank: { readonly default: Blank; readonly scope: Blank };
  /** Asked by itself for some names of which nothing else is said. */
  readonly sends?: readonly ClientIndex[];
}

/** What clients that know `jsr:` send to JSR by themselves (pnpm, Yarn). */
export const jsr: readonly ClientIndex[] = [{ url: endpoints.jsrNpm, weight: 'explicit', includes: ['@jsr/*'] }];

/**
 * Clients of npm's registry ask one registry for a name and never another, whatever it answers: that of the name's scope,
 * else the one in place of the default (npm: scope; yarnpkg.com, `npmScopes`; bun.com, "Scopes and registries").
 */
export const askOneRegistry = (
  pick: Pick,
  { files = [], blank, sends = [] }: Ways,
): Omit<Client, 'id' | 'title' | 'advise'> => ({
  setUp: (uses) => ({ indexes: toIndexes(innerFirst(order(uses, files)), blank) }),
  candidates: ({ indexes }, wanted) => findIndex(indexes, sends, wanted),
  choose({ indexes }, wanted, answer) {
    const [index] = findIndex(indexes, sends, wanted);
    return index === undefined
      ? nothing('no registry is configured for the name')
      : chooseFrom(index, wanted, answer(index.url), pick);
  },
});

/** What stands in other files, variables and commands keeps its place. */
function order(uses: readonly RegistryUse[], files: readonly string[]): readonly RegistryUse[] {
  const rankOf = ({ location }: RegistryUse) => files.indexOf(baseNameOf(location.path));
  const ranked = uses.filter((use) => rankOf(use) >= 0).sort((a, b) => rankOf(a) - rankOf(b));
  const next = ranked.values();
  return uses.map((use) => (rankOf(use) >= 0 ? (next.next().value ?? use) : use));
}

const toIndex = ({ url, names }: RegistryUse): ClientIndex =>
  names === undefined ? { url, weight: 'default' } : { url, weight: 'explicit', includes: names };

/** What it serves; empty for the default. */
const placeOf = ({ url, names }: RegistryUse): string =>
  names === undefined ? '' : names.length === 0 ? `at ${url}` : `for ${names.join(' ')}`;

/** Of several for the same names the first alone is asked: nearer files come first. Names that nothing claims are npm's. */
function toIndexes(uses: readonly RegistryUse[], blank: Ways['blank']): readonly ClientIndex[] {
  const said = new Map<string, readonly ClientIndex[]>();
  for (const use of uses) {
    const key = placeOf(use);
    const way = use.url === '' ? blank[key === '' ? 'default' : 'scope'] : undefined;
    if (said.has(key) || way === 'is passed over') continue;
    if (way === 'fails all') return [toIndex(use)];
    said.set(key, way === 'erases' ? [] : [toIndex(use)]);
  }
  const indexes = [...said.values()].flat();
  const hasDefault = indexes.some(({ weight }) => weight === 'default');
  return hasDefault ? indexes : [...indexes, { url: endpoints.npm, weight: 'default' }];
}

/** The one that is asked: the requirement's own, else the one that claims the name, else the default; nobody at an empty address. */
function findIndex(
  indexes: readonly ClientIndex[],
  sends: readonly ClientIndex[],
  { name, index }: Wanted,
): readonly ClientIndex[] {
  const found =
    index === undefined
      ? ([...indexes, ...sends].find(({ includes }) => includes?.some((glob) => matchesName(glob, name)) === true) ??
        indexes.find(({ weight }) => weight === 'default'))
      : indexes.find(({ url }) => url === index);
  return found === undefined || found.url === '' ? [] : [found];
}

const nothing = (reason: string): Outcome => ({ kind: 'nothing', reason });
const open = (reason: string): Outcome => ({ kind: 'open', reason });

function chooseFrom({ url }: ClientIndex, { requirement = '' }: Wanted, said: IndexAnswer, pick: Pick): Outcome {
  switch (said.state) {
    case 'unknown':
      return open(`${url}: ${said.reason}`);
    case 'refused':
      return nothing(`${url} answers with status ${said.status}, and no other registry is asked`);
    case 'absent':
      return nothing(`${url} does not have the name, and no other registry is asked`);
    case 'present': {
      const wanted = readRequirement(requirement);
      const isTold = wanted?.kind !== 'tag' || said.tags !== undefined || versionOf(wanted.tag, said) !== undefined;
      if (!isTold) return open(`${url} does not tell what ${wanted.tag} stands for`);
      const version = pick(requirement, said);
      return version === undefined
        ? nothing(`${url} has no release that fits, and no other registry is asked`)
        : { kind: 'served', url, version };
    }
  }
}
