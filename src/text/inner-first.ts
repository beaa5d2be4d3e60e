import { compareLocations, type Location } from '../model/location.ts';

/** What holds for a part of a file goes before what holds for all; of parts that cover one place, the one that begins last is the inner. */
export function innerFirst<T extends { readonly within?: Location }>(list: readonly T[]): readonly T[] {
  const scoped = list.flatMap((one) => (one.within === undefined ? [] : [{ one, within: one.within }]));
  return [
    ...scoped.sort((a, b) => compareLocations(b.within, a.within)).map(({ one }) => one),
    ...list.filter(({ within }) => within === undefined),
  ];
}
