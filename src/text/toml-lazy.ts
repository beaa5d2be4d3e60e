import type { Region } from '../model/location.ts';
import type { LineIndex } from './lines.ts';
import type { TomlArray, TomlEntry, TomlNode, TomlScalar, TomlString, TomlTable } from './toml-nodes.ts';

/**
 * Nodes of TOML that keep offsets and work out lines and columns when they are asked: of most values of a lockfile nobody
 * ever asks. A lockfile has a hundred thousand of them, so their fields are only declared: fields that are defined before
 * the constructor sets them take a sixth of the time of a first reading.
 */
export abstract class LazyNode {
  declare readonly start: number;
  /** Arrays and inline tables get it when they are closed. */
  declare end: number;
  declare readonly lines: LineIndex;

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
  declare readonly kind: 'string';
  declare readonly value: string;
  declare readonly offset: number | undefined;

  constructor(value: string, isVerbatim: boolean, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.kind = 'string';
    this.value = value;
    this.offset = isVerbatim ? start : undefined;
  }
}

export class LazyScalar extends LazyNode implements TomlScalar {
  declare readonly kind: 'scalar';
  declare readonly value: number | boolean | string;

  constructor(value: number | boolean | string, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.kind = 'scalar';
    this.value = value;
  }
}

export class LazyArray extends LazyNode implements TomlArray {
  declare readonly kind: 'array';
  declare readonly items: TomlNode[];
  /** Made by `[[header]]`: further headers may add to it. */
  declare readonly open: boolean;

  constructor(open: boolean, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.kind = 'array';
    this.items = [];
    this.open = open;
  }
}

export class LazyTable extends LazyNode implements TomlTable {
  declare readonly kind: 'table';
  declare readonly entries: EntryMap;
  /** Made by a header: further headers may add tables to it. */
  declare readonly open: boolean;

  constructor(open: boolean, start: number, end: number, lines: LineIndex) {
    super(start, end, lines);
    this.kind = 'table';
    this.entries = new EntryMap();
    this.open = open;
  }
}

export class LazyEntry implements TomlEntry {
  declare readonly key: string;
  declare readonly value: TomlNode;
  declare readonly start: number;
  declare readonly lines: LineIndex;
  /** The one after it in its table. */
  declare next: LazyEntry | undefined;

  /** @param start offset of the key, after its quote */
  constructor(key: string, value: TomlNode, start: number, lines: LineIndex) {
    this.key = key;
    this.value = value;
    this.start = start;
    this.lines = lines;
    this.next = undefined;
  }

  get keyRegion(): Region {
    return this.lines.region(this.start, this.start + this.key.length);
  }
}

/** Below that, looking through all entries costs less than hashing their keys. */
const few = 12;

/** Entries by key, in their order, as a chain: most tables of a lockfile have few. */
class EntryMap implements ReadonlyMap<string, LazyEntry> {
  declare size: number;
  declare private first: LazyEntry | undefined;
  declare private last: LazyEntry | undefined;
  declare private map: Map<string, LazyEntry> | undefined;

  constructor() {
    this.size = 0;
    this.first = undefined;
    this.last = undefined;
    this.map = undefined;
  }

  /** False where there is one of that key already. */
  add(entry: LazyEntry): boolean {
    if (this.get(entry.key) !== undefined) return false;
    if (this.last === undefined) this.first = entry;
    else this.last.next = entry;
    this.last = entry;
    this.size++;
    this.map?.set(entry.key, entry);
    return true;
  }

  get(key: string): LazyEntry | undefined {
    if (this.size > few) return this.asMap().get(key);
    for (let entry = this.first; entry !== undefined; entry = entry.next) if (entry.key === key) return entry;
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  forEach(visit: (value: LazyEntry, key: string, map: ReadonlyMap<string, LazyEntry>) => void): void {
    for (let entry = this.first; entry !== undefined; entry = entry.next) visit(entry, entry.key, this);
  }

  entries(): MapIterator<[string, LazyEntry]> {
    return this.asMap().entries();
  }

  keys(): MapIterator<string> {
    return this.asMap().keys();
  }

  values(): MapIterator<LazyEntry> {
    return this.asList().values();
  }

  [Symbol.iterator](): MapIterator<[string, LazyEntry]> {
    return this.entries();
  }

  private asList(): readonly LazyEntry[] {
    const list: LazyEntry[] = [];
    for (let entry = this.first; entry !== undefined; entry = entry.next) list.push(entry);
    return list;
  }

  private asMap(): Map<string, LazyEntry> {
    this.map ??= new Map(this.asList().map((entry) => [entry.key, entry]));
    return this.map;
  }
}
