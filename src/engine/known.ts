import { composeEntryPoints, type Item } from './compose.ts';
import { keyOf } from './name-key.ts';
import type { Side } from './read.ts';

/** A text installs nothing, nor does an override by itself, and what no registry served tells nothing of the package there. */
const isTaken = ({ dependency: { source, direct }, file: { parsed }, member }: Item): boolean =>
  source.kind === 'registry' && member.installs && parsed.role !== 'prose' && (direct || parsed.role === 'lockfile');

/** Files in folders by these names are there to be looked at. */
export const isSample = (path: string): boolean => /(?:^|\/)_*(?:fixture|testdata|example|sample)s?_*\//i.test(path);

const keyOfItem = ({ dependency: { ecosystem, name } }: Item): string => keyOf(ecosystem, name);

/** Whether the base takes a package from a registry: by whatever file, or by the same entry before the change. */
export function knownIn(base: Side): (item: Item, before: Item | undefined) => boolean {
  const items = [...composeEntryPoints(base).values()].flatMap((entryPoint) => entryPoint.items);
  const known = new Set(items.filter((one) => isTaken(one) && !isSample(one.file.path)).map(keyOfItem));
  return (item, before) => known.has(keyOfItem(item)) || (before?.file.path === item.file.path && isTaken(before));
}
