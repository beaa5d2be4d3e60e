import type { Constraint, Dependency } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';
import { withoutUndefined } from '../text/defined.ts';
import { covers } from '../text/inner-first.ts';
import type { EntryPoint, Item } from './compose.ts';
import { keyOf } from './name-key.ts';
import type { ScopedConstraint } from './stated.ts';

const known = new WeakMap<EntryPoint, ReadonlyMap<string, readonly ScopedConstraint[]>>();

function byName(entryPoint: EntryPoint): ReadonlyMap<string, readonly ScopedConstraint[]> {
  const found = known.get(entryPoint);
  if (found !== undefined) return found;
  const names = new Map<string, ScopedConstraint[]>();
  for (const one of entryPoint.constraints) {
    const key = keyOf(one.ecosystem, one.name);
    const same = names.get(key);
    if (same === undefined) names.set(key, [one]);
    else same.push(one);
  }
  known.set(entryPoint, names);
  return names;
}

/** What the entry point says of the version of something that it installs. */
export function constraintsOn(item: Item, entryPoint: EntryPoint): readonly Constraint[] {
  const { dependency, member } = item;
  if (!member.installs || entryPoint.constraints.length === 0) return [];
  const mine = byName(entryPoint).get(keyOf(dependency.ecosystem, dependency.name)) ?? [];
  const places = placesOf(item);
  return mine.filter(({ within }) => within.every((outer) => places.some((place) => covers(outer, place))));
}

/** The entry, and the lines that bring in its file. */
function placesOf({ member, dependency }: Item): readonly Location[] {
  const found = [dependency.location];
  for (let { by } = member; by !== undefined; by = by.member.by) found.push(by.include.location);
  return found;
}

/** What two entry points that bring in the same file both say. */
export function sharedConstraints(a: EntryPoint, b: EntryPoint): readonly ScopedConstraint[] {
  const keyOfOne = ({ location: _, within: __, ...said }: ScopedConstraint) => JSON.stringify(said);
  const other = new Set(b.constraints.map(keyOfOne));
  return a.constraints.filter((one) => other.has(keyOfOne(one)));
}

/** The version that is asked for, and the archives that will do. */
export type Asked = Pick<Dependency, 'version' | 'requirement' | 'integrity'>;

/**
 * What a client asks for under constraints. Of several that allow one version each, which do not hold at once (their
 * environments differ), the first counts.
 */
export function constrain(asked: Asked, constraints: readonly Constraint[], client: string): Asked {
  const mine = constraints.filter(({ clients }) => clients?.includes(client) !== false);
  if (mine.length === 0) return asked;
  const written: Asked = mine.find(({ effect }) => effect === 'replacing') ?? asked;
  const narrowing = mine.filter(({ effect }) => effect === undefined);
  const pin = narrowing.find(({ version }) => version !== undefined);
  const { requirement: own = written.version } = written;
  const added = narrowing.filter((one) => one === pin || one.version === undefined);
  const texts = [own, ...added.map((one) => one.requirement)].filter((text) => text !== undefined && text !== '');
  const version = pin?.version ?? written.version;
  const integrity = written.integrity ?? pin?.integrity;
  return withoutUndefined({ requirement: texts.join(','), version, integrity });
}
