import { longest } from './hash.ts';

/** What fingers did to a text to make another one. */
export type Edit = 'swap' | 'double' | 'insert' | 'delete' | 'replace';

/**
 * The one edit that made the first letters of a text of another text, and its place; undefined where it was none or more.
 * @param before the other text, whole
 */
export function editOf(text: Uint8Array, to: number, before: Uint8Array): readonly [Edit, at: number] | undefined {
  const more = to - before.length;
  if (more < -1 || more > 1) return undefined;
  let at = 0;
  while (at < to && text[at] === before[at]) at++;
  const rest = to - at - countSameEnd(text, to, before, at);
  if (more === 1) return rest === 1 ? [text[at] === text[at - 1] ? 'double' : 'insert', at] : undefined;
  if (more === -1) return rest === 0 ? [before[at] === before[at - 1] ? 'double' : 'delete', at] : undefined;
  if (rest === 1) return ['replace', at];
  return rest === 2 && text[at] === before[at + 1] && text[at + 1] === before[at] ? ['swap', at] : undefined;
}

/** How many letters the two have in common at their ends, after `from`. */
function countSameEnd(text: Uint8Array, to: number, before: Uint8Array, from: number): number {
  const most = Math.min(to, before.length) - from;
  let count = 0;
  while (count < most && text[to - 1 - count] === before[before.length - 1 - count]) count++;
  return count;
}

/** Optimal string alignment distances. One object compares text after text. */
export class Distances {
  #older = new Uint8Array(longest + 1);
  #previous = new Uint8Array(longest + 1);
  #row = new Uint8Array(longest + 1);

  /** The distance of the first letters of two texts, or more than `limit` where it is more. */
  between(a: Uint8Array, toA: number, b: Uint8Array, toB: number, limit: number): number {
    if (Math.abs(toA - toB) > limit) return limit + 1;
    for (let j = 0; j <= toB; j++) this.#previous[j] = j;
    for (let i = 1; i <= toA; i++) {
      if (this.#fillRow(a, i, b, toB) > limit) return limit + 1;
      const free = this.#older;
      this.#older = this.#previous;
      this.#previous = this.#row;
      this.#row = free;
    }
    return this.#previous[toB] ?? 0;
  }

  /** The least value of the row. */
  #fillRow(a: Uint8Array, i: number, b: Uint8Array, toB: number): number {
    const older = this.#older;
    const previous = this.#previous;
    const row = this.#row;
    row[0] = i;
    let least = i;
    for (let j = 1; j <= toB; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    return least;
  }
}
