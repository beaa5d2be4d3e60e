import { compareText } from '../model/location.ts';
import type { TreeEntry } from '../model/ports.ts';

export interface Listing {
  readonly entries: readonly TreeEntry[];
  readonly incomplete?: string;
}

/** The listing as `Tree.entries` promises it: sorted, one entry a path, and honest about what is missing. */
export function listEntries(entries: Iterable<TreeEntry>, incomplete?: string): Listing {
  const byPath = new Map<string, TreeEntry>();
  let repeated = 0;
  for (const entry of entries) {
    if (byPath.has(entry.path)) repeated += 1;
    else byPath.set(entry.path, entry);
  }
  const sorted = [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
  const reasons = [
    ...(incomplete === undefined ? [] : [incomplete]),
    ...(repeated === 0
      ? []
      : [`${repeated} more entries have the path of another one once bytes that are no UTF-8 are replaced`]),
  ];
  return reasons.length === 0 ? { entries: sorted } : { entries: sorted, incomplete: reasons.join('; ') };
}

/** The reasons of both sides in one text, or undefined where both are complete. */
export function joinReasons(...reasons: readonly (string | undefined)[]): string | undefined {
  const given = [...new Set(reasons.filter((reason) => reason !== undefined))];
  return given.length === 0 ? undefined : given.join('; ');
}
