import { lowerBound } from './postings.ts';

const ranks = 2 ** 20;
const alphabet = 37;
const depth = 6;

/** Names whose letters begin alike. */
export interface Beginnings {
  /** Ranks of at most `limit` names, of those that share the longest beginning of 4 to 6 letters where they are too many. */
  near(letters: string, limit: number): readonly number[];
}

/** @param names letters and digits of each name with its rank */
export function createBeginnings(names: Iterable<readonly [letters: string, rank: number]>): Beginnings {
  const sorted = Float64Array.from([...names], ([letters, rank]) => codeOf(letters, depth) * ranks + rank).sort();
  return {
    near: (letters, limit) => {
      for (let shared = 4; shared <= depth; shared++) {
        const step = alphabet ** (depth - shared) * ranks;
        const start = codeOf(letters.slice(0, shared), depth) * ranks;
        const from = lowerBound(sorted, start);
        const to = lowerBound(sorted, start + step);
        if (to - from <= limit || shared === depth) {
          return Array.from(sorted.subarray(from, Math.min(to, from + limit)), (value) => value % ranks);
        }
      }
      return [];
    },
  };
}

/** The first letters as digits of a number, so that numbers are ordered as texts are. */
function codeOf(letters: string, length: number): number {
  let code = 0;
  for (let at = 0; at < length; at++) code = code * alphabet + digitOf(letters.charCodeAt(at));
  return code;
}

function digitOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return unit - 86;
  return unit >= 48 && unit <= 57 ? unit - 47 : 0;
}
