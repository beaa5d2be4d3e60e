import type { Item, Settings } from './compose.ts';
import type { LoadedFile } from './read.ts';
import { isForBuilds } from './reading.ts';

const known = new WeakMap<LoadedFile, WeakMap<Settings, Settings>>();

/** What counts for an entry of such a file: what the command says, and after it the file itself. */
export function settingsForBuilds({ file, member: { by } }: Item, settings: Settings): Settings {
  const { registries } = file.parsed;
  if (registries.length === 0 || by === undefined || !isForBuilds(by.include)) return settings;
  const mine = known.get(file) ?? new WeakMap<Settings, Settings>();
  known.set(file, mine);
  const { runs: _, ...rest } = settings;
  const found = mine.get(settings) ?? { ...rest, uses: [...settings.uses, ...registries] };
  mine.set(settings, found);
  return found;
}
