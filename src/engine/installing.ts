import type { Dependency } from '../model/dependency.ts';
import { indexBy } from '../text/index-by.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import { waysOf, waysUnder } from './installations.ts';
import { keyOf } from './name-key.ts';

const installed = new WeakMap<EntryPoint, ReadonlyMap<string, readonly Item[]>>();

/** What an entry point installs, by name and, under the empty name, as a whole. */
function installedBy(entryPoint: EntryPoint): ReadonlyMap<string, readonly Item[]> {
  const found = installed.get(entryPoint);
  if (found !== undefined) return found;
  const chosen = entryPoint.items.filter(({ member, file }) => member.installs && file.parsed.role !== 'lockfile');
  const items = indexBy(chosen, ({ dependency: { ecosystem, name } }) => [
    keyOf(ecosystem, name),
    keyOf(ecosystem, ''),
  ]);
  installed.set(entryPoint, items);
  return items;
}

const settingsByItems = new WeakMap<readonly Item[], readonly Settings[]>();

/** Settings by which an entry point installs a package, each once; where nothing asks for it by name, all by which it installs anything. */
export function settingsWhereInstalled(
  { ecosystem, name }: Pick<Dependency, 'ecosystem' | 'name'>,
  entryPoint: EntryPoint,
): readonly Settings[] {
  const known = installedBy(entryPoint);
  const items = known.get(keyOf(ecosystem, name)) ?? known.get(keyOf(ecosystem, ''));
  if (items === undefined) return waysUnder(entryPoint.settings, entryPoint, entryPoint.installations).usual;
  const found = settingsByItems.get(items) ?? distinctSettings(items, entryPoint);
  settingsByItems.set(items, found);
  return found;
}

function distinctSettings(items: readonly Item[], entryPoint: EntryPoint): readonly Settings[] {
  const found = new Set(items.flatMap((item) => waysOf(item, entryPoint).usual));
  return [...new Map([...found].map((one) => [JSON.stringify([one.uses, one.told]), one])).values()];
}
