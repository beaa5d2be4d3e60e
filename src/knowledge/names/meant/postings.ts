import { mix } from './hash.ts';

/** What a key says of a name: keys of different kinds never meet. */
export const keyKinds = { core: 0x3c6ef372, beginning: 0x1b873593, ending: 0x52dce729, stem: 0x7feb352d };

/** Numbers of an entry: its key, its value and where the next one is of those that stand in one chain. */
const width = 3;
const none: readonly number[] = [];

/** Which values have a key: chains in one array, by the upper bits of the keys. */
export class Postings {
  readonly #shift: number;
  readonly #heads: Int32Array;
  #entries: Int32Array;
  /** Nothing stands at the start: 0 ends a chain. */
  #length = width;

  /** @param entries about so many come */
  constructor(entries: number) {
    this.#shift = Math.clz32(entries);
    this.#heads = new Int32Array(2 ** (32 - this.#shift));
    this.#entries = new Int32Array(width * (entries + 2));
  }

  /** The last one of a key comes first. @param kind one of `keyKinds` */
  add(kind: number, hash: number, value: number): void {
    const key = mix(hash ^ kind) | 0;
    const at = this.#length;
    if (at === this.#entries.length) {
      const entries = this.#entries;
      this.#entries = new Int32Array(2 * at);
      this.#entries.set(entries);
    }
    const entries = this.#entries;
    const head = key >>> this.#shift;
    entries[at] = key;
    entries[at + 1] = value;
    entries[at + 2] = this.#heads[head] ?? 0;
    this.#heads[head] = at;
    this.#length = at + width;
  }

  /** The first values of a key; values of another key may be among them, seldom. */
  find(kind: number, hash: number, limit: number): readonly number[] {
    const key = mix(hash ^ kind) | 0;
    const entries = this.#entries;
    let found: number[] | undefined;
    for (let at = this.#heads[key >>> this.#shift] ?? 0; at !== 0; at = entries[at + 2] ?? 0) {
      if (entries[at] !== key) continue;
      found ??= [];
      if (found.push(entries[at + 1] ?? 0) === limit) break;
    }
    return found ?? none;
  }
}
