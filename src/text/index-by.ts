/** What has a key, by key, each in the order given; something may have several. */
export function indexBy<T>(items: Iterable<T>, keysOf: (item: T) => readonly string[]): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const same = found.get(key);
      if (same === undefined) found.set(key, [item]);
      else same.push(item);
    }
  }
  return found;
}

/** Items with the same key together, in the order of the first of each. */
export const groupBy = <T>(items: Iterable<T>, keyOf: (item: T) => string): readonly (readonly T[])[] => [
  ...indexBy(items, (item) => [keyOf(item)]).values(),
];

/** Each once, in the order of the first of each: equal is what is written alike. */
export const distinct = <T>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
