import type { RankedNames } from '../ranked.ts';
import { letterBits, letterNumbers } from './letters.ts';

/** The ranked names of an ecosystem, laid out for an index: no name is made text until it is asked for. */
export interface NameTable {
  readonly size: number;
  /** 1 is the most used one. */
  nameAt(rank: number): string;
  rankOf(name: string): number | undefined;
  /** The sum of letters of each name by its rank. */
  readonly sums: Int32Array;
  /** Of the last part where the name has a scope, and 0 elsewhere. */
  readonly baseSums: Int32Array;
  /** The bits of the letters of each name by its rank; read at each call. */
  letters(): Int32Array;
  /** 1 where the name has a scope. */
  readonly hasScope: Uint8Array;
  /** How many names begin with one and a separator: its plugins, mostly. */
  familySize(name: string): number;
}

const [lineFeed, slash] = [10, 47];
/** No name is longer. */
const maxLength = 256;

export function openTable(ranked: RankedNames): NameTable {
  const { size, rankOf, nameAt, familySize } = ranked;
  const { shared, endings, ranks } = ranked.coded();
  const sums = new Int32Array(size + 1);
  const baseSums = new Int32Array(size + 1);
  const hasScope = new Uint8Array(size + 1);
  // The sums of all beginnings of the name: what names share is summed once.
  const beginnings = new Int32Array(maxLength + 1);
  const numbers = letterNumbers;
  let at = 0;
  let baseAt = 0;
  for (let index = 0; index < size; index++) {
    let length = shared[index] ?? 0;
    let sum = beginnings[length] ?? 0;
    if (length < baseAt) baseAt = 0;
    for (let byte = endings[at++] ?? lineFeed; byte !== lineFeed; byte = endings[at++] ?? lineFeed) {
      sum = (sum + (numbers[byte] ?? 0)) | 0;
      beginnings[++length] = sum;
      if (byte === slash && baseAt === 0) baseAt = length;
    }
    const rank = ranks[index] ?? 0;
    sums[rank] = sum;
    if (baseAt === 0) continue;
    baseSums[rank] = (sum - (beginnings[baseAt] ?? 0)) | 0;
    hasScope[rank] = 1;
  }
  return { size, rankOf, nameAt, sums, baseSums, letters: () => readLetters(ranked), hasScope, familySize };
}

function readLetters(ranked: RankedNames): Int32Array {
  const { shared, endings, ranks } = ranked.coded();
  const letters = new Int32Array(ranked.size + 1);
  const beginnings = new Int32Array(maxLength + 1);
  let at = 0;
  for (let index = 0; index < ranked.size; index++) {
    let length = shared[index] ?? 0;
    let bits = beginnings[length] ?? 0;
    for (let byte = endings[at++] ?? lineFeed; byte !== lineFeed; byte = endings[at++] ?? lineFeed) {
      bits |= letterBits[byte] ?? 0;
      beginnings[++length] = bits;
    }
    letters[ranks[index] ?? 0] = bits;
  }
  return letters;
}
