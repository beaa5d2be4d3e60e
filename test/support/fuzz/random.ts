/** Numbers that a seed fixes, so that a run can be had again. */
export interface Random {
  /** 0 up to, not including, `count`. */
  below(count: number): number;
  pick<T>(list: readonly T[]): T | undefined;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are enough to choose edits. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  };
  return { below, pick: (list) => list[below(list.length)] };
}
