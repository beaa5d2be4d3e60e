import { compareLocations, type Location } from '../model/location.ts';

/** Whether a piece of a file lies in another one. */
export function covers(outer: Location, inner: Location): boolean {
  if (outer.path !== inner.path) return false;
  const starts =
    outer.startLine < inner.startLine ||
    (outer.startLine === inner.startLine && outer.startColumn <= inner.startColumn);
  const ends = outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn);
  return starts && ends;
}

/** What holds for a part of a file goes before what holds for all; of parts that cover one place, the one that begins last is the inner. */
export function innerFirst<T extends { readonly within?: Location }>(list: readonly T[]): readonly T[] {
  const scoped = list.flatMap((one) => (one.within === undefined ? [] : [{ one, within: one.within }]));
  return [
    ...scoped.sort((a, b) => compareLocations(b.within, a.within)).map(({ one }) => one),
    ...list.filter(({ within }) => within === undefined),
  ];
}
