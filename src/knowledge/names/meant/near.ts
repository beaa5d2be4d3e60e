import type { ExpandedNames } from '../expanded.ts';

/** Letters of the beginning that names which are compared have in common: as many as leave few enough of them. */
const [fewest, most] = [4, 6];

/** Places of the names that begin as the text does, at most `limit`. */
export function findNearRange(names: ExpandedNames, text: string, limit: number): readonly [from: number, to: number] {
  for (let shared = fewest; ; shared++) {
    const beginning = text.slice(0, shared);
    const from = findBound(names, beginning, 0, names.ranks.length, 0);
    const to = findBound(names, beginning, from, Math.min(names.ranks.length, from + limit + 1), 1);
    if (to - from <= limit || shared === most) return [from, Math.min(to, from + limit)];
  }
}

/** The first place, of those from `from` to `to`, whose name is not before the text (`after` 0), or after all that begin with it (1). */
function findBound({ bytes, offsets }: ExpandedNames, text: string, from: number, to: number, after: 0 | 1): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(bytes, offsets[middle] ?? 0, offsets[middle + 1] ?? 0, text) < after) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How a name stands to a text: 0 where it begins with it. */
function compare(bytes: Uint8Array, from: number, to: number, text: string): number {
  for (let at = 0; at < text.length; at++) {
    const difference = (from + at < to ? (bytes[from + at] ?? 0) : -1) - text.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return 0;
}
