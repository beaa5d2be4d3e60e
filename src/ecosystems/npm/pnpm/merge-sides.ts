import type { Dependency, DependencyFile } from '../../../model/dependency.ts';
import type { Location } from '../../../model/location.ts';

/** What the two sides of a conflict have in common was read twice, from the same places: once is enough. */
export function mergeSides(file: DependencyFile, requires: readonly (readonly number[])[]): DependencyFile {
  const first = new Map<string, number>();
  const kept: Dependency[] = [];
  const places = file.dependencies.map((one) => {
    const key = keyOf(one.location, one.purl);
    const known = first.get(key);
    if (known !== undefined) return known;
    first.set(key, kept.length);
    return kept.push(one) - 1;
  });
  const merged: Set<number>[] = kept.map(() => new Set());
  for (const [at, list] of requires.entries()) {
    for (const next of list) merged[places[at] ?? 0]?.add(places[next] ?? 0);
  }
  return {
    ...file,
    dependencies: kept,
    unparsed: onceEach(file.unparsed),
    ...(file.ambiguities === undefined ? {} : { ambiguities: onceEach(file.ambiguities) }),
    requires: () => merged.map((set) => [...set]),
  };
}

function onceEach<T extends { readonly location: Location; readonly reason: string }>(
  list: readonly T[],
): readonly T[] {
  return [...new Map(list.map((one) => [keyOf(one.location, one.reason), one])).values()];
}

const keyOf = ({ startLine, startColumn }: Location, text: string): string => `${startLine}:${startColumn}:${text}`;
