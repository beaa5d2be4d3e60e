import { mix } from './hash.ts';

/** What a key says of a name: keys of different kinds never meet. */
export type KeyKind = 'letters' | 'core' | 'beginning' | 'ending' | 'stem';
const seeds: Readonly<Record<KeyKind, number>> = {
  letters: 0,
  core: 0x3c6ef372,
  beginning: 0x1b873593,
  ending: 0x52dce729,
  stem: 0x7feb352d,
};

/** Entries are laid out by so many bits of their key first, then by the others: each step writes to few places. */
const firstBits = 8;
/** Of this many entries or fewer one lies in a bucket, as the keys fall. */
const perBucket = 8;
const none: readonly number[] = [];

/** Which values have a key: pairs of two numbers in one array, in buckets by the upper bits of the key. */
export class Postings {
  #entries: Int32Array;
  #length = 0;
  #bits = firstBits;
  #starts: Uint32Array = new Uint32Array(2);

  /** @param entries about so many come */
  constructor(entries: number) {
    this.#entries = new Int32Array(2 * entries + 2);
  }

  add(kind: KeyKind, hash: number, value: number): void {
    if (this.#length === this.#entries.length) {
      const entries = this.#entries;
      this.#entries = new Int32Array(2 * entries.length);
      this.#entries.set(entries);
    }
    this.#entries[this.#length++] = mix(hash ^ seeds[kind]);
    this.#entries[this.#length++] = value;
  }

  /** Lays the entries out; from then on they are found. Those of a key keep their order. */
  seal(): void {
    const bits = Math.ceil(Math.log2(1 + this.#length / (2 * perBucket)));
    this.#bits = Math.min(Math.max(bits, firstBits + 1), 2 * firstBits + 2);
    const pairs = this.#entries.subarray(0, this.#length);
    const parted = new Int32Array(pairs.length);
    movePairs(pairs, parted, 32 - firstBits, countPairs(pairs, firstBits));
    const sorted = new Int32Array(pairs.length);
    this.#starts = countPairs(parted, this.#bits);
    movePairs(parted, sorted, 32 - this.#bits, this.#starts.slice());
    this.#entries = sorted;
  }

  /** The first values of a key; values of another key may be among them, seldom. */
  find(kind: KeyKind, hash: number, limit: number): readonly number[] {
    const key = mix(hash ^ seeds[kind]) | 0;
    const bucket = key >>> (32 - this.#bits);
    const end = this.#starts[bucket + 1] ?? 0;
    let found: number[] | undefined;
    for (let at = this.#starts[bucket] ?? 0; at < end; at += 2) {
      if (this.#entries[at] !== key) continue;
      found ??= [];
      if (found.push(this.#entries[at + 1] ?? 0) === limit) break;
    }
    return found ?? none;
  }
}

/** Where the pairs of each value of the upper bits of their keys start, and at last the end. */
function countPairs(pairs: Int32Array, bits: number): Uint32Array {
  const starts = new Uint32Array(2 ** bits + 1);
  for (let at = 0; at < pairs.length; at += 2) {
    const place = ((pairs[at] ?? 0) >>> (32 - bits)) + 1;
    starts[place] = (starts[place] ?? 0) + 2;
  }
  for (let place = 1; place < starts.length; place++) starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  return starts;
}

/** Copies pairs into the order of the upper bits of their keys; those alike keep theirs. @param places are moved on */
function movePairs(pairs: Int32Array, to: Int32Array, shift: number, places: Uint32Array): void {
  for (let at = 0; at < pairs.length; at += 2) {
    const part = (pairs[at] ?? 0) >>> shift;
    const place = places[part] ?? 0;
    to[place] = pairs[at] ?? 0;
    to[place + 1] = pairs[at + 1] ?? 0;
    places[part] = place + 2;
  }
}
