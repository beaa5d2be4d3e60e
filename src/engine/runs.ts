import type { Location } from '../model/location.ts';
import { covers } from '../text/inner-first.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import { linesTo, type Member } from './member.ts';

/** Commands that bring in one file and are looked at one by one; what further ones read is taken together. */
const maxRuns = 20;

/**
 * What counts for a requirement. What one command names holds for that command alone, and for the files that it brings in;
 * of several commands, and entry points, that bring in the same file each has settings of its own.
 */
export function settingsFor(item: Item, entryPoint: EntryPoint): Settings {
  const runs = (entryPoint.joined ?? [entryPoint]).flatMap((point) => runsOf(item, point));
  return [...new Set(runs)].reduce(joinRuns);
}

interface Scopes {
  /** Parts of files that something holds for alone: commands, stages, jobs. */
  readonly parts: readonly Location[];
  /** The files that they lie in. */
  readonly paths: ReadonlySet<string>;
  /** What was found, by the parts that hold; and for whole files. */
  readonly found: Map<string, Settings>;
  readonly byMember: Map<Member, readonly Settings[]>;
}

const scopes = new WeakMap<EntryPoint, Scopes>();

function scopesOf(point: EntryPoint): Scopes {
  const known = scopes.get(point);
  if (known !== undefined) return known;
  const parts = [...new Set([...point.registries, ...point.clients].flatMap(({ within }) => within ?? []))];
  const paths = new Set(parts.map(({ path }) => path));
  const fresh: Scopes = { parts, paths, found: new Map(), byMember: new Map() };
  scopes.set(point, fresh);
  return fresh;
}

function runsOf(item: Item, point: EntryPoint): readonly Settings[] {
  const { paths, byMember } = scopesOf(point);
  if (paths.size === 0) return [point.settings];
  const { dependency, file } = item;
  const member = point.members.get(file.path) ?? item.member;
  if (paths.has(file.path)) return findRuns(member, [dependency.location], point);
  const runs = byMember.get(member) ?? findRuns(member, [], point);
  byMember.set(member, runs);
  return runs;
}

/** @param own the place itself, where a part of its file may have settings of its own */
function findRuns(member: Member, own: readonly Location[], point: EntryPoint): readonly Settings[] {
  const lines = linesTo(member);
  const commands = new Map<string, Location>();
  for (const { within, location } of lines) if (within !== undefined) commands.set(JSON.stringify(within), location);
  const shared = [...own, ...lines.flatMap(({ within, location }) => (within === undefined ? [location] : []))];
  const [first, rest] = [[...commands.values()].slice(0, maxRuns), [...commands.values()].slice(maxRuns)];
  const runs = [...first.map((one) => [one]), ...(rest.length > 0 || first.length === 0 ? [rest] : [])];
  return [...new Set(runs.map((places) => settingsAt([...shared, ...places], point)))];
}

function settingsAt(places: readonly Location[], point: EntryPoint): Settings {
  const { parts, found } = scopesOf(point);
  const held = new Set(parts.filter((part) => places.some((place) => covers(part, place))));
  const key = parts.map((part) => (held.has(part) ? '1' : '0')).join('');
  const known = found.get(key);
  if (known !== undefined) return known;
  const holds = ({ within }: { readonly within?: Location }) => within === undefined || held.has(within);
  const { registries, clients, hinted } = point;
  const settings = { uses: registries.filter(holds), told: clients.filter(holds), hinted };
  found.set(key, settings);
  return settings;
}

const joined = new WeakMap<Settings, WeakMap<Settings, Settings>>();

/** One and the same object for the same runs: what clients make of them is worked out once. */
export function joinRuns(a: Settings, b: Settings): Settings {
  const known = joined.get(a) ?? new WeakMap<Settings, Settings>();
  joined.set(a, known);
  const found = known.get(b) ?? {
    uses: [...new Set([...a.uses, ...b.uses])],
    told: [...new Set([...a.told, ...b.told])],
    hinted: [...new Set([...(a.hinted ?? []), ...(b.hinted ?? [])])],
    runs: [...(a.runs ?? [a]), b],
  };
  known.set(b, found);
  return found;
}
