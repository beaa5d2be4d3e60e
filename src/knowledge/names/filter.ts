/** Tells of nearly all sums of letters that were not put in that they were not: a Bloom filter, in memory that is near. */
export class Filter {
  readonly #shift: number;
  readonly #words: Int32Array;

  /** @param bits logarithm of its size in bits */
  constructor(bits: number) {
    this.#shift = 32 + 5 - bits;
    this.#words = new Int32Array(2 ** (bits - 5));
  }

  add(sum: number): void {
    const place = sum >>> this.#shift;
    this.#words[place] = (this.#words[place] ?? 0) | markOf(sum);
  }

  mayHave(sum: number): boolean {
    const mark = markOf(sum);
    return ((this.#words[sum >>> this.#shift] ?? 0) & mark) === mark;
  }
}

/** Three bits of one word, by the lowest bits of a sum; the highest say which word. */
const markOf = (sum: number): number => (1 << sum) | (1 << (sum >>> 5)) | (1 << (sum >>> 10));
