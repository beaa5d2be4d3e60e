/** Deeper files are left to the full parser. */
const maxLevels = 32;

/** Keeps track of the maps and lists that are open, by their indentation, and of keys that repeat. */
export class ScanLevels {
  readonly #indents = new Int32Array(maxLevels + 2);
  readonly #isList = new Uint8Array(maxLevels + 2);
  readonly #keys = Array.from({ length: maxLevels + 2 }, () => new KeySet());
  #top = -1;
  /** The latest key has no value yet. */
  #open = false;

  /** Levels above the innermost one. */
  get depth(): number {
    return this.#top;
  }

  get indent(): number {
    return this.#indents[this.#top] ?? 0;
  }

  clear(): void {
    this.#top = -1;
    this.#open = false;
  }

  expectMore(): void {
    this.#open = true;
  }

  /** A line with a key begins at this indentation; false where no map can be there. */
  enterMap(indent: number): boolean {
    const opens = this.#top === -1 ? indent === 0 : this.#open && indent === this.indent + 2;
    if (opens) return this.openMap(indent);
    return this.#leave(indent, 0);
  }

  /** The same for an item of a list. */
  enterItem(indent: number): boolean {
    if (this.#open && indent === this.indent + 2) return this.#push(indent, 1);
    return this.#leave(indent, 1);
  }

  openMap(indent: number): boolean {
    this.#keys[this.#top + 1]?.clear();
    return this.#push(indent, 0);
  }

  /** False where the innermost map has the key already. */
  isNew(key: string): boolean {
    return this.#keys[this.#top]?.add(key) ?? false;
  }

  #push(indent: number, isList: 0 | 1): boolean {
    this.#open = false;
    if (this.#top >= maxLevels) return false;
    this.#top += 1;
    this.#indents[this.#top] = indent;
    this.#isList[this.#top] = isList;
    return true;
  }

  #leave(indent: number, isList: 0 | 1): boolean {
    this.#open = false;
    let top = this.#top;
    while (top >= 0 && (this.#indents[top] ?? 0) > indent) top -= 1;
    this.#top = top;
    return top >= 0 && this.#indents[top] === indent && this.#isList[top] === isList;
  }
}

/** Keys that are compared one by one; above that a set is made. */
const maxCompared = 12;

/** The keys of one map. Sorted ones, as pnpm writes them in long maps, cost one comparison each. */
class KeySet {
  /** Those behind `#count` are left from before. */
  readonly #keys: string[] = [];
  #count = 0;
  #isSorted = true;
  #all: Set<string> | undefined;
  #last = '';

  clear(): void {
    this.#count = 0;
    this.#isSorted = true;
    this.#all = undefined;
    this.#last = '';
  }

  /** False where the key is there already. */
  add(key: string): boolean {
    const isNew = this.#isSorted && key > this.#last ? true : !this.#has(key);
    this.#last = key;
    this.#keys[this.#count] = key;
    this.#count += 1;
    this.#all?.add(key);
    return isNew;
  }

  #has(key: string): boolean {
    if (this.#count === 0) return false;
    this.#isSorted = false;
    if (this.#count > maxCompared) {
      this.#all ??= new Set(this.#keys.slice(0, this.#count));
      return this.#all.has(key);
    }
    const place = this.#keys.indexOf(key);
    return place !== -1 && place < this.#count;
  }
}
