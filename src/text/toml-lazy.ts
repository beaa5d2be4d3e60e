import type { Region } from '../model/location.ts';
import type { LineIndex } from './lines.ts';
import type { TomlArray, TomlEntry, TomlNode, TomlScalar, TomlString, TomlTable } from './toml-nodes.ts';

/**
 * Nodes of TOML that keep offsets and work out lines and columns when they are asked: of most values of a lockfile nobody
 * ever asks.
 */
abstract class LazyNode {
  readonly start: number;
  /** Arrays and inline tables get it when they are closed. */
  end: number;
  readonly lines: LineIndex;

  constructor(start: number, end: number, lines: LineIndex) {
    this.start = start;
    this.end = end;
    this.lines = lines;
  }

  get region(): Region {
    return this.lines.region(this.start, this.end);
  }
}

export class LazyString extends LazyNode implements TomlString {
  readonly kind = 'string';
  readonly value: string;
  readonly offset: number | undefined;

  constructor(value: string, isVerbatim: boolean, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.value = value;
    this.offset = isVerbatim ? start : undefined;
  }
}

export class LazyScalar extends LazyNode implements TomlScalar {
  readonly kind = 'scalar';
  readonly value: number | boolean | string;

  constructor(value: number | boolean | string, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.value = value;
  }
}

export class LazyArray extends LazyNode implements TomlArray {
  readonly kind = 'array';
  readonly items: TomlNode[] = [];
  /** Made by `[[header]]`: further headers may add to it. */
  readonly open: boolean;

  constructor(open: boolean, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.open = open;
  }
}

export class LazyTable extends LazyNode implements TomlTable {
  readonly kind = 'table';
  readonly entries: EntryMap = new EntryMap();
  /** Made by a header: further headers may add tables to it. */
  readonly open: boolean;

  constructor(open: boolean, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.open = open;
  }
}

export class LazyEntry implements TomlEntry {
  readonly key: string;
  readonly value: TomlNode;
  readonly start: number;
  readonly lines: LineIndex;

  /** @param start offset of the key, after its quote */
  constructor(key: string, value: TomlNode, start: number, lines: LineIndex) {
    this.key = key;
    this.value = value;
    this.start = start;
    this.lines = lines;
  }

  get keyRegion(): Region {
    return this.lines.region(this.start, this.start + this.key.length);
  }
}

/** Below that, looking through all entries costs less than hashing their keys. */
const few = 8;

/** Entries by key, in their order. Most tables of a lockfile have two or three. */
class EntryMap implements ReadonlyMap<string, LazyEntry> {
  readonly #list: LazyEntry[] = [];
  #map: Map<string, LazyEntry> | undefined;

  /** False where there is one of that key already. */
  add(entry: LazyEntry): boolean {
    if (this.has(entry.key)) return false;
    this.#list.push(entry);
    this.#map?.set(entry.key, entry);
    return true;
  }

  get(key: string): LazyEntry | undefined {
    if (this.#list.length > few) return this.#asMap().get(key);
    for (const entry of this.#list) if (entry.key === key) return entry;
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  get size(): number {
    return this.#list.length;
  }

  forEach(visit: (value: LazyEntry, key: string, map: ReadonlyMap<string, LazyEntry>) => void): void {
    for (const entry of this.#list) visit(entry, entry.key, this);
  }

  entries(): MapIterator<[string, LazyEntry]> {
    return this.#asMap().entries();
  }

  keys(): MapIterator<string> {
    return this.#asMap().keys();
  }

  values(): MapIterator<LazyEntry> {
    return this.#asMap().values();
  }

  [Symbol.iterator](): MapIterator<[string, LazyEntry]> {
    return this.entries();
  }

  #asMap(): Map<string, LazyEntry> {
    this.#map ??= new Map(this.#list.map((entry) => [entry.key, entry]));
    return this.#map;
  }
}
