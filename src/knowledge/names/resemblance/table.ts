import type { RankedNames } from '../ranked.ts';
import { numberOfCode } from './letters.ts';

/** The ranked names of an ecosystem, laid out for an index: names stay bytes until one is asked for. */
export interface NameTable {
  readonly size: number;
  /** 1 is the most used one. */
  nameAt(rank: number): string;
  rankOf(name: string): number | undefined;
  /** The sum of letters of the whole name, and of its last part where it has a scope. */
  sumAt(rank: number): number;
  baseSumAt(rank: number): number | undefined;
}

const [at, slash] = [64, 47];

export function openTable(ranked: RankedNames): NameTable {
  const { bytes, offsets, ranks } = ranked.expand();
  const indexes = new Int32Array(ranked.size + 1);
  for (let index = 0; index < ranks.length; index++) indexes[ranks[index] ?? 0] = index;
  const sum = (from: number, to: number): number => {
    let found = 0;
    for (let place = from; place < to; place++) found = (found + numberOfCode(bytes[place] ?? 0)) | 0;
    return found;
  };
  const rangeOf = (rank: number): readonly [number, number] => {
    const index = indexes[rank] ?? 0;
    return [offsets[index] ?? 0, offsets[index + 1] ?? 0];
  };
  return {
    size: ranked.size,
    rankOf: ranked.rankOf,
    nameAt: (rank) => {
      const [from, to] = rangeOf(rank);
      let name = '';
      for (let place = from; place < to; place++) name += String.fromCharCode(bytes[place] ?? 0);
      return name;
    },
    sumAt: (rank) => sum(...rangeOf(rank)),
    baseSumAt: (rank) => {
      const [from, to] = rangeOf(rank);
      if (bytes[from] !== at) return undefined;
      return sum(bytes.indexOf(slash, from) + 1, to);
    },
  };
}
