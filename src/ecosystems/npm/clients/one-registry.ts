import { endpoints } from '../../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../../model/dependency.ts';
import type { Client, ClientIndex, ClientSetup, IndexAnswer, Outcome, Wanted } from '../../../model/resolution.ts';
import { matchesName } from '../../../text/glob.ts';
import { innerFirst } from '../../../text/inner-first.ts';
import { baseNameOf } from '../neighbours.ts';
import { readRequirement } from '../versions.ts';
import { type Pick, versionOf } from './pick.ts';

/**
 * Clients of npm's registry ask one registry for a name and never another, whatever it answers: that of the name's scope,
 * else the one in place of the default (npm: scope; yarnpkg.com, `npmScopes`; bun.com, "Scopes and registries").
 * @param files of several in the files of these names, those of the first one count
 */
export const askOneRegistry = (pick: Pick, files: readonly string[] = []): Omit<Client, 'id' | 'title' | 'advise'> => ({
  setUp: (uses) => ({ indexes: toIndexes(innerFirst(order(uses, files))) }),
  candidates,
  choose(setup, wanted, answer) {
    const [index] = candidates(setup, wanted);
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

/** Of several for the same names the first alone is asked: nearer files come first. Names that nothing claims are npm's. */
function toIndexes(uses: readonly RegistryUse[]): readonly ClientIndex[] {
  const said = new Map<string, ClientIndex>();
  for (const { url, names } of uses) {
    const key = names === undefined ? '' : names.length === 0 ? `at ${url}` : `for ${names.join(' ')}`;
    if (said.has(key)) continue;
    said.set(key, names === undefined ? { url, weight: 'default' } : { url, weight: 'explicit', includes: names });
  }
  return said.has('') ? [...said.values()] : [...said.values(), { url: endpoints.npm, weight: 'default' }];
}

/** The one that is asked: the requirement's own, else the one that claims the name, else the default. */
function candidates({ indexes }: ClientSetup, { name, index }: Wanted): readonly ClientIndex[] {
  const found =
    index === undefined
      ? (indexes.find(({ includes }) => includes?.some((glob) => matchesName(glob, name)) === true) ??
        indexes.find(({ weight }) => weight === 'default'))
      : indexes.find(({ url }) => url === index);
  return found === undefined ? [] : [found];
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
