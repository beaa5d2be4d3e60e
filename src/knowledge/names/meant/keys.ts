import { mix } from './hash.ts';

/** Numbers from 0 for hashes, in the order in which they came. */
export class Keys {
  #bits = 16;
  #slots = new Int32Array(2 ** this.#bits);
  #hashes = new Int32Array(2 ** (this.#bits - 1));
  size = 0;

  /** The number of a hash: a new one where it is new. */
  add(hash: number): number {
    const slot = this.#look(hash);
    const known = (this.#slots[slot] ?? 0) - 1;
    if (known >= 0) return known;
    this.#hashes[this.size++] = hash;
    this.#slots[slot] = this.size;
    if (this.size === this.#hashes.length) this.#grow();
    return this.size - 1;
  }

  /** -1 where it is none. */
  find(hash: number): number {
    return (this.#slots[this.#look(hash)] ?? 0) - 1;
  }

  hashAt(key: number): number {
    return this.#hashes[key] ?? 0;
  }

  /** The slot that holds the hash, or the free one where it belongs. */
  #look(hash: number): number {
    const last = this.#slots.length - 1;
    let slot = mix(hash) >>> (32 - this.#bits);
    for (;;) {
      const key = this.#slots[slot] ?? 0;
      if (key === 0 || this.#hashes[key - 1] === hash) return slot;
      slot = (slot + 1) & last;
    }
  }

  #grow(): void {
    this.#bits++;
    this.#slots = new Int32Array(2 ** this.#bits);
    const hashes = this.#hashes;
    this.#hashes = new Int32Array(2 * hashes.length);
    this.#hashes.set(hashes);
    for (let key = 0; key < this.size; key++) this.#slots[this.#look(hashes[key] ?? 0)] = key + 1;
  }
}
