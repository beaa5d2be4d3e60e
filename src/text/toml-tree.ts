import { MalformedFileError } from '../model/ecosystem.ts';
import type { LineIndex } from './lines.ts';
import type { TomlArray, TomlEntry, TomlNode, TomlTable } from './toml-nodes.ts';

/** A table while entries may follow. */
export interface Building extends TomlTable {
  readonly entries: Map<string, TomlEntry>;
}

/** An array of tables while further ones may follow. */
interface Growing extends TomlArray {
  readonly items: TomlNode[];
}

/** A part of a dotted key: offsets without its quotes, and with them. */
export interface KeyPart {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

export const createTable = (start: number, end: number, index: LineIndex): Building => ({
  kind: 'table',
  entries: new Map(),
  start,
  region: index.region(start, end),
});

/** The table that a header names, `[a.b]` or `[[a.b]]`: entries after it belong there. */
export function openTable(root: Building, keys: readonly KeyPart[], isArray: boolean, index: LineIndex): Building {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return root;
  const parent = descend(root, keys, index);
  const known = parent.entries.get(last.name)?.value;
  if (!isArray && known !== undefined && isBuilding(known)) return known;
  const table = createTable(first.from, last.to, index);
  if (isArray && known !== undefined && isGrowing(known)) known.items.push(table);
  else setValue(parent, last, isArray ? { kind: 'array', items: [table], region: table.region } : table, index);
  return table;
}

export function addEntry(table: Building, keys: readonly KeyPart[], value: TomlNode, index: LineIndex): void {
  const last = keys.at(-1);
  if (last !== undefined) setValue(descend(table, keys, index), last, value, index);
}

function setValue(table: Building, { name, start, end }: KeyPart, value: TomlNode, index: LineIndex): void {
  table.entries.set(name, { key: name, start, keyRegion: index.region(start, end), value });
}

/** Longer dotted keys than anybody writes. */
const maxKeys = 64;

/** Where the last part of a dotted key belongs; of an array of tables the last one is meant. Tables come into being. */
function descend(table: Building, keys: readonly KeyPart[], index: LineIndex): Building {
  if (keys.length > maxKeys + 1)
    throw new MalformedFileError(
      `not read: a key has more than ${maxKeys} parts`,
      index.position(keys[0]?.from ?? 0).line,
    );
  let at = table;
  for (const key of keys.slice(0, -1)) {
    const known = at.entries.get(key.name)?.value;
    const next = known?.kind === 'array' ? known.items.at(-1) : known;
    if (next !== undefined && isBuilding(next)) {
      at = next;
      continue;
    }
    const created = createTable(key.from, key.to, index);
    setValue(at, key, created, index);
    at = created;
  }
  return at;
}

const isBuilding = (node: TomlNode): node is Building => node.kind === 'table';

const isGrowing = (node: TomlNode): node is Growing => node.kind === 'array';
