import type { Constraint, RegistryUse } from '../model/dependency.ts';
import type { Choice, ChoiceCandidate, Disregarded } from '../model/resolution.ts';
import { matchesName } from '../text/glob.ts';
import { choicesOf, distinct, type Ground } from './choices.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import { clientsRunFor } from './run-by.ts';
import { candidatesOf } from './setups.ts';

/**
 * What commands would take from public indexes alone, although a setting which they do not go by ties the name to another
 * index: one of another client (`tool.uv.sources` where pip installs), or one that the command tells its client to leave out.
 * That index is the last candidate, so that what both have is compared.
 *
 * @param choosing settings of each command that installs the item
 * @param isScript whether a file holds commands
 */
export function choicesBesideTies(
  item: Item,
  entryPoint: EntryPoint,
  { ways: choosing, ...ground }: Ground,
  constraints: readonly Constraint[],
  isScript: (path: string) => boolean,
): readonly Choice[] {
  const { dependency, file } = item;
  if (file.parsed.role === 'lockfile') return [];
  const { type } = ground.ecosystem;
  const isTying = ({ ecosystem, names }: RegistryUse) =>
    ecosystem === type && names?.some((glob) => matchesName(glob, dependency.name)) === true;
  const all = choosing.flatMap((settings) => {
    if (!settings.uses.some(isTying)) return [];
    const commands = clientsRunFor(item, entryPoint, settings, { type, isScript });
    return choicesOf(dependency, ground.ecosystem, settings, ground.book, constraints).flatMap((choice): Choice[] => {
      const command = commands.get(choice.client.id);
      const { candidates } = choice;
      if (command === undefined || candidates.length === 0 || candidates.some(({ registry }) => !registry.public))
        return [];
      const tie = findTie(choice, settings, settings.uses.filter(isTying), ground);
      if (tie === undefined) return [];
      const { candidate, ...rest } = tie;
      return [{ ...choice, candidates: [...candidates, candidate], disregards: { ...rest, command } }];
    });
  });
  return distinct(all);
}

interface Tie extends Omit<Disregarded, 'command'> {
  readonly candidate: ChoiceCandidate;
}

/** The index that a client which goes by these settings would ask for the name, and no public one. */
function findTie(
  { wanted }: Choice,
  settings: Settings,
  tying: readonly RegistryUse[],
  { ecosystem, book }: Omit<Ground, 'ways'>,
): Tie | undefined {
  const { type, clients = [] } = ecosystem;
  for (const client of clients) {
    const isRead = (use: RegistryUse) => use.ecosystem === type && use.clients?.includes(client.id) !== false;
    const mine = tying.filter(isRead);
    if (mine.length === 0) continue;
    const told = settings.told.filter((one) => one.ecosystem === type && one.client === client.id);
    const setup = client.setUp(
      settings.uses.filter(isRead),
      told.map(({ untied: _, ...rest }) => rest),
    );
    const found = candidatesOf({ client, setup }, { name: wanted.name }).map((index) => ({
      index,
      registry: book.describe(ecosystem, index.url, settings),
    }));
    const [candidate] = found;
    const use = mine.find(({ url }) => url === candidate?.index.url);
    // Some environments ask the public one, or nobody could be asked.
    if (candidate === undefined || use === undefined || found.some(({ registry }) => registry.public)) continue;
    if (/^https?:\/\//i.test(use.url)) return { candidate, use, reader: client };
  }
  return undefined;
}
