import type { Location } from '../model/location.ts';
import { covers, innerFirst } from '../text/inner-first.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import { linesTo, membersTo } from './member.ts';

interface Kind {
  /** Of the ecosystem. */
  readonly type: string;
  /** Whether a file holds commands. */
  isScript(path: string): boolean;
}

/** Clients that commands run which install the item, each with the place of one. */
export function clientsRunFor(
  { dependency, file, member }: Item,
  entryPoint: EntryPoint,
  { told }: Settings,
  { type, isScript }: Kind,
): ReadonlyMap<string, Location> {
  const members = (entryPoint.joined ?? [entryPoint]).map(({ members: known }) => known.get(file.path) ?? member);
  const lines = [dependency.location, ...members.flatMap((one) => linesTo(one).map(({ location }) => location))];
  const leading = new Set(members.flatMap((one) => [...membersTo(one)].map(({ file: { path } }) => path)));
  const found = new Map<string, Location>();
  for (const { ecosystem, client, within, location } of innerFirst(told)) {
    if (ecosystem !== type || found.has(client) || !isScript(location.path)) continue;
    // Of a file that brings the item in, other commands may be about something else.
    const line = leading.has(location.path) ? lines.find((one) => covers(within ?? location, one)) : location;
    if (line !== undefined) found.set(client, line);
  }
  return found;
}
