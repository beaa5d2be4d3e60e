import type { Versions } from '../model/ecosystem.ts';
import { indexBy } from '../text/index-by.ts';
import type { Item } from './compose.ts';

const keyOf = ({ dependency: { rawName } }: Item): string => rawName;
const versionOf = ({ dependency: { version } }: Item): string => version ?? '';

/**
 * What altered entries of one name most likely were before: the same version and key, the same version, of the same key the
 * nearest version that is not newer, any of the same key, any. To go up is what entries mostly do: of several versions of one
 * name, one that is older than what went is more often a further copy.
 */
export function pairEntries(
  fresh: readonly Item[],
  gone: readonly Item[],
  versions: Versions | undefined,
): ReadonlyMap<Item, Item> {
  const pairs = new Map<Item, Item>();
  const taken = new Set<Item>();
  const compare = (a: Item, b: Item): number => versions?.compare(versionOf(a), versionOf(b)) ?? 0;
  const pass = (likeness: (item: Item) => string, pair: typeof inOrder) => {
    const old = indexBy(gone, (item) => (taken.has(item) ? [] : [likeness(item)]));
    const now = indexBy(fresh, (item) => (pairs.has(item) ? [] : [likeness(item)]));
    for (const [after, before] of [...now].flatMap(([key, items]) => pair(items, old.get(key) ?? []))) {
      pairs.set(after, before);
      taken.add(before);
    }
  };
  pass((item) => JSON.stringify([versionOf(item), keyOf(item)]), inOrder);
  pass(versionOf, inOrder);
  pass(keyOf, (now, old) => upwards(now.toSorted(compare), old.toSorted(compare), compare));
  pass(keyOf, (now, old) => inOrder(now.toSorted(compare), old.toSorted(compare)));
  pass(() => '', inOrder);
  return pairs;
}

type Pairs = readonly (readonly [after: Item, before: Item])[];

const inOrder = (now: readonly Item[], old: readonly Item[]): Pairs =>
  now.slice(0, old.length).flatMap((after, at) => (old[at] === undefined ? [] : [[after, old[at]] as const]));

/** Each with the highest that is left of those which are not newer; both are sorted. */
function upwards(now: readonly Item[], old: readonly Item[], compare: (a: Item, b: Item) => number): Pairs {
  const below: Item[] = [];
  let next = 0;
  return now.flatMap((after) => {
    for (let one = old[next]; one !== undefined && compare(one, after) <= 0; one = old[++next]) below.push(one);
    const before = below.pop();
    return before === undefined ? [] : [[after, before] as const];
  });
}
