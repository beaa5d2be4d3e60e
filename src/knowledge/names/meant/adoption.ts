import type { NameLists } from './types.ts';

/**
 * A name that fewer people use than the one at this rank is never offered: npm's was downloaded about 53,000 times in the
 * month of the list, far above what mirrors fetch. All of PyPI's ranked 15,000 qualify.
 */
const minRank: ReadonlyMap<string, number> = new Map([
  ['npm', 50_000],
  ['pypi', 15_000],
]);

/** Ecosystems whose lists may hold a name that was asked for in another one. */
export const listedEcosystems: readonly string[] = [...minRank.keys()];

/** How many of the ranked names may be offered. */
export const offeredSize = (lists: NameLists, ecosystem: string): number =>
  Math.min(lists.sizeOf(ecosystem), minRank.get(ecosystem) ?? 0);

/** The rank of a name that may be offered to people: it exists and enough people use it. */
export function offeredRank(lists: NameLists, ecosystem: string, name: string): number | undefined {
  const rank = lists.rankOf(ecosystem, name);
  return rank === undefined || rank > offeredSize(lists, ecosystem) ? undefined : rank;
}
