import type { ClientUse, RegistryUse } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';
import { matchesGlob } from '../text/glob.ts';
import { indexBy } from '../text/index-by.ts';
import { parentOf } from '../text/paths.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import type { Installation } from './installers.ts';
import { type Member, membersTo } from './member.ts';
import { joinRuns, settingsFor } from './runs.ts';

/** What may hold for an item when it is installed. */
export interface Ways {
  /** Of each command that installs it; where there is none, of whoever runs a client beside its files. */
  readonly usual: readonly Settings[];
  /** Those of them under which a client chooses among indexes, rather than takes what a lockfile has. */
  readonly choosing: readonly Settings[];
  /** Told where commands install it: of whoever runs a client without them. */
  readonly outside?: Settings;
  /** Commands that run where settings of the project's own folder are not. */
  readonly partial?: readonly PartialWay[];
}

export interface PartialWay {
  readonly command: Location;
  readonly settings: Settings;
  /** Whether a file is one of those that are not there. */
  isLeft(path: string): boolean;
}

/** Of entry points that stand as one, each has commands of its own. */
export function waysOf(item: Item, entryPoint: EntryPoint): Ways {
  const points = entryPoint.joined ?? [entryPoint];
  if (points.every(({ installations }) => installations.length === 0))
    return waysUnder(settingsFor(item, entryPoint), entryPoint, entryPoint.installations);
  const all = points.map((point) => waysUnder(settingsFor(item, point), point, commandsFor(item, point)));
  const [first, ...more] = all;
  if (first !== undefined && more.length === 0) return first;
  const outside = all.flatMap((one) => one.outside ?? []);
  const partial = all.flatMap((one) => one.partial ?? []);
  return {
    usual: [...new Set(all.flatMap(({ usual }) => usual))],
    choosing: [...new Set(all.flatMap(({ choosing }) => choosing))],
    ...(outside.length === 0 ? {} : { outside: [...new Set(outside)].reduce(joinRuns) }),
    ...(partial.length === 0 ? {} : { partial }),
  };
}

const known = new WeakMap<Settings, WeakMap<readonly Installation[], Ways>>();

/** @param commands that install what `own` holds for */
export function waysUnder(own: Settings, { role }: Pick<EntryPoint, 'role'>, commands: readonly Installation[]): Ways {
  const mine = known.get(own) ?? new WeakMap<readonly Installation[], Ways>();
  known.set(own, mine);
  const isScript = role === 'script';
  // A build without arguments is what whoever runs the script by hand makes of it.
  const telling = isScript ? commands.filter(({ uses, told }) => uses.length + told.length > 0) : commands;
  const found = mine.get(commands) ?? findWays(own, isScript, distinct(telling));
  mine.set(commands, found);
  return found;
}

function findWays(own: Settings, isScript: boolean, commands: readonly Installation[]): Ways {
  if (commands.length === 0) return { usual: [own], choosing: [own] };
  const settingsOf = (list: readonly Installation[]) => list.map((one) => joinSettings(one, own));
  const choosing = settingsOf(commands.filter(({ isFixed }) => !isFixed));
  // A script is itself a command.
  if (isScript) return { usual: [own, ...settingsOf(commands)], choosing: [own, ...choosing] };
  const partial = commands.flatMap((one) => partialOf(one, own) ?? []);
  return { usual: settingsOf(commands), choosing, outside: own, ...(partial.length === 0 ? {} : { partial }) };
}

/** What a command reads without the files of the folder that are not where it runs. */
function partialOf(command: Installation, own: Settings): PartialWay | undefined {
  if (command.partial === undefined) return undefined;
  const { target, partial } = command;
  const isLeft = (path: string) =>
    parentOf(path) === parentOf(target) && !partial.files.some((glob) => matchesGlob(glob, baseNameOf(path)));
  const isThere = ({ location }: RegistryUse | ClientUse) => !isLeft(location.path);
  // They may stand beside the file of the command as well.
  const { uses, told, hinted } = joinSettings(command, own);
  const settings = { uses: uses.filter(isThere), told: told.filter(isThere), ...(hinted && { hinted }) };
  return { command: partial.command, settings, isLeft };
}

const baseNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Commands that are looked at one by one; what further ones say is taken together. */
const maxCommands = 20;

/** Of commands for which the same holds, the first. Those that name the fewest indexes may be the ones that lack one. */
function distinct(commands: readonly Installation[]): readonly Installation[] {
  const found = new Map<string, Installation>();
  for (const one of commands) {
    const said = [...one.uses, ...one.told].map(({ location: _, within: __, ...rest }) => rest);
    const key = JSON.stringify([said, one.isFixed, one.partial?.files]);
    if (!found.has(key)) found.set(key, one);
  }
  const ordered = [...found.values()].sort((a, b) => a.uses.length - b.uses.length);
  const [first, ...more] = ordered.slice(maxCommands);
  if (first === undefined) return [...found.values()];
  const others = [first, ...more];
  const together: Installation = {
    target: first.target,
    by: first.by,
    uses: [...new Set(others.flatMap(({ uses }) => uses))],
    told: [...new Set(others.flatMap(({ told }) => told))],
    isFixed: others.every(({ isFixed }) => isFixed),
  };
  return [...ordered.slice(0, maxCommands), together];
}

/** What holds for an item of a script in each file that builds it, by the path of that file. */
export function buildsOf(item: Item, entryPoint: EntryPoint): ReadonlyMap<string, readonly Settings[]> {
  const found = new Map<string, Settings[]>();
  for (const point of entryPoint.joined ?? [entryPoint]) {
    if (point.role !== 'script') continue;
    const own = settingsFor(item, point);
    for (const [by, commands] of indexBy(commandsFor(item, point), (one) => [one.by]))
      found.set(by, [...(found.get(by) ?? []), ...distinct(commands).map((one) => joinSettings(one, own))]);
  }
  return found;
}

const leading = new WeakMap<readonly Installation[], Map<Member, readonly Installation[]>>();

/** Of a script, those that lead over a file which brings the item in. */
function commandsFor(
  { file, member: own }: Item,
  { role, members, installations }: EntryPoint,
): readonly Installation[] {
  if (role !== 'script' || installations.length === 0) return installations;
  const member = members.get(file.path) ?? own;
  const known = leading.get(installations) ?? new Map<Member, readonly Installation[]>();
  leading.set(installations, known);
  const found = known.get(member) ?? findLeading(member, installations);
  known.set(member, found);
  return found;
}

function findLeading(member: Member, installations: readonly Installation[]): readonly Installation[] {
  const paths = new Set([...membersTo(member)].map(({ file }) => file.path));
  return installations.filter(({ target }) => paths.has(target));
}

const joined = new WeakMap<Installation, WeakMap<Settings, Settings>>();

/**
 * Variables and options go before files: registries in the order of their weight, and of words to the client the last one
 * holds. What stands for an address that nobody has set gives way to one.
 */
export function joinSettings(command: Installation, own: Settings): Settings {
  const known = joined.get(command) ?? new WeakMap<Settings, Settings>();
  joined.set(command, known);
  const found = known.get(own) ?? {
    ...own,
    uses: [...new Set([...command.uses, ...own.uses.filter((use) => !isFilled(use, command))])],
    told: [...new Set([...own.told.filter((one) => isRead(one, command)), ...command.told])],
    ...(own.runs && { runs: own.runs.map((run) => joinSettings(command, run)) }),
  };
  known.set(own, found);
  return found;
}

const isFilled = (use: RegistryUse, { uses }: Installation): boolean =>
  use.isUnset === true && uses.some((one) => one.ecosystem === use.ecosystem && one.role === use.role);

/** Where the command tells the client, others of the ecosystem read nothing. */
function isRead(one: ClientUse, { told }: Installation): boolean {
  const others = told.filter(({ ecosystem }) => ecosystem === one.ecosystem);
  return others.length === 0 || others.some(({ client }) => client === one.client);
}
