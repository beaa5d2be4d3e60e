import type { AST } from 'toml-eslint-parser';
import { MalformedFileError } from '../model/ecosystem.ts';
import type { LineIndex } from './lines.ts';
import type { TomlArray, TomlEntry, TomlNode, TomlScalar, TomlString, TomlTable } from './toml-nodes.ts';

interface Building extends TomlTable {
  readonly entries: Map<string, TomlEntry>;
}

/** An array of tables while further ones may follow. */
interface Growing extends TomlArray {
  readonly items: TomlNode[];
}

interface Source {
  readonly text: string;
  readonly index: LineIndex;
}

/** Turns a syntax tree into tables, arrays and values with regions. The depth of the tree was bounded before. */
export function buildTree(program: AST.TOMLProgram, text: string, index: LineIndex): TomlTable {
  const source = { text, index };
  const [top] = program.body;
  const root = createTable([0, 0], source);
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') addKeyValue(root, node, source);
    else addTable(root, node, source);
  }
  return root;
}

const createTable = (range: AST.Range, { index }: Source): Building => ({
  kind: 'table',
  entries: new Map(),
  start: range[0],
  region: index.region(...range),
});

function addTable(root: Building, node: AST.TOMLTable, source: Source): void {
  const keys = node.key.keys;
  const last = keys.at(-1);
  if (last === undefined) return;
  const parent = descend(root, keys.slice(0, -1), source);
  const name = nameOf(last);
  const known = parent.entries.get(name)?.value;
  const table =
    node.kind === 'standard' && known !== undefined && isBuilding(known) ? known : createTable(node.key.range, source);
  if (node.kind === 'array') {
    if (known !== undefined && isGrowing(known)) known.items.push(table);
    else
      addEntry(parent, last, { kind: 'array', items: [table], region: source.index.region(...node.key.range) }, source);
  } else if (known !== table) {
    addEntry(parent, last, table, source);
  }
  for (const entry of node.body) addKeyValue(table, entry, source);
}

function addKeyValue(table: Building, { key, value }: AST.TOMLKeyValue, source: Source): void {
  const last = key.keys.at(-1);
  if (last === undefined) return;
  addEntry(descend(table, key.keys.slice(0, -1), source), last, convert(value, source), source);
}

type Key = AST.TOMLBare | AST.TOMLQuoted;

const nameOf = (key: Key): string => (key.type === 'TOMLBare' ? key.name : key.value);

function addEntry(table: Building, key: Key, value: TomlNode, { index }: Source): void {
  const [start, end] = key.type === 'TOMLBare' ? key.range : [key.range[0] + 1, key.range[1] - 1];
  table.entries.set(nameOf(key), { key: nameOf(key), start, keyRegion: index.region(start, end), value });
}

/** Longer dotted keys than anybody writes. */
const maxKeys = 64;

/** Follows a dotted key; of an array of tables the last one is meant. Tables on the way come into being. */
function descend(table: Building, keys: readonly Key[], source: Source): Building {
  if (keys.length > maxKeys)
    throw new MalformedFileError(`not read: a key has more than ${maxKeys} parts`, keys[0]?.loc.start.line);
  let at = table;
  for (const key of keys) {
    const known = at.entries.get(nameOf(key))?.value;
    const next = known?.kind === 'array' ? known.items.at(-1) : known;
    if (next !== undefined && isBuilding(next)) {
      at = next;
      continue;
    }
    const created = createTable(key.range, source);
    addEntry(at, key, created, source);
    at = created;
  }
  return at;
}

const isBuilding = (node: TomlNode): node is Building => node.kind === 'table';

const isGrowing = (node: TomlNode): node is Growing => node.kind === 'array';

function convert(node: AST.TOMLContentNode, source: Source): TomlNode {
  if (node.type === 'TOMLArray') {
    const items = node.elements.map((element) => convert(element, source));
    return { kind: 'array', items, region: source.index.region(...node.range) };
  }
  if (node.type === 'TOMLInlineTable') {
    const table = createTable(node.range, source);
    for (const entry of node.body) addKeyValue(table, entry, source);
    return table;
  }
  return node.kind === 'string' ? convertString(node, source) : convertScalar(node, source);
}

function convertString(node: AST.TOMLStringValue, { text, index }: Source): TomlString {
  const quotes = node.multiline ? 3 : 1;
  const end = node.range[1] - quotes;
  let start = node.range[0] + quotes;
  if (node.multiline && text.startsWith('\r\n', start)) start += 2;
  else if (node.multiline && text.startsWith('\n', start)) start += 1;
  const verbatim = text.slice(start, end) === node.value;
  return { kind: 'string', value: node.value, region: index.region(start, end), offset: verbatim ? start : undefined };
}

function convertScalar(node: Exclude<AST.TOMLValue, AST.TOMLStringValue>, { index }: Source): TomlScalar {
  const region = index.region(...node.range);
  if (node.kind === 'boolean' || node.kind === 'integer' || node.kind === 'float') {
    return { kind: 'scalar', value: node.value, region };
  }
  return { kind: 'scalar', value: node.datetime, region };
}
