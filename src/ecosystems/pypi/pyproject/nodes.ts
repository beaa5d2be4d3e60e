import type { Region } from '../../../model/location.ts';
import type { TomlArray, TomlEntry, TomlNode, TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import type { Collector } from './collector.ts';

/** The entry at a path of keys, where all on the way are tables. */
export function entryAt(table: TomlTable, ...keys: readonly string[]): TomlEntry | undefined {
  let at: TomlNode = table;
  let entry: TomlEntry | undefined;
  for (const key of keys) {
    entry = at.kind === 'table' ? at.entries.get(key) : undefined;
    if (entry === undefined) return undefined;
    at = entry.value;
  }
  return entry;
}

export function stringAt(table: TomlTable, ...keys: readonly string[]): TomlString | undefined {
  const value = entryAt(table, ...keys)?.value;
  return value?.kind === 'string' ? value : undefined;
}

export const isTrue = (table: TomlTable, key: string): boolean => {
  const value = table.entries.get(key)?.value;
  return value?.kind === 'scalar' && value.value === true;
};

/** The strings of an array; anything else in it, or in its place, is unparsed. */
export function stringsIn(entry: TomlEntry | undefined, collector: Collector): readonly TomlString[] {
  return entry === undefined
    ? []
    : pick(entry, (node) => (node.kind === 'string' ? node : undefined), 'a string', collector);
}

/** The tables of an array of tables. */
export function tablesIn(entry: TomlEntry | undefined, collector: Collector): readonly TomlTable[] {
  return entry === undefined
    ? []
    : pick(entry, (node) => (node.kind === 'table' ? node : undefined), 'a table', collector);
}

/** A string, or the strings of an array. */
export function oneOrMore(entry: TomlEntry | undefined, collector: Collector): readonly TomlString[] {
  return entry?.value.kind === 'string' ? [entry.value] : stringsIn(entry, collector);
}

/** The entries of a table of arrays, such as groups; anything else in its place is unparsed. */
export function entriesIn(entry: TomlEntry | undefined, collector: Collector): readonly TomlEntry[] {
  if (entry === undefined) return [];
  if (entry.value.kind === 'table') return [...entry.value.entries.values()];
  collector.unparsed(entry.value.region, `"${entry.key}" is not a table`);
  return [];
}

function pick<T extends TomlNode>(
  { key, value }: TomlEntry,
  accept: (node: TomlNode) => T | undefined,
  wanted: string,
  collector: Collector,
): readonly T[] {
  if (value.kind !== 'array') {
    collector.unparsed(value.region, `"${key}" is not an array`);
    return [];
  }
  return itemsOf(value, accept, wanted, collector);
}

function itemsOf<T extends TomlNode>(
  array: TomlArray,
  accept: (node: TomlNode) => T | undefined,
  wanted: string,
  collector: Collector,
): readonly T[] {
  return array.items.flatMap((node) => {
    const accepted = accept(node);
    if (accepted === undefined) collector.unparsed(node.region, `an item of the array is not ${wanted}`);
    return accepted === undefined ? [] : [accepted];
  });
}

/** From the start of the first region to the end of the later one. */
export function span(first: Region, last: Region): Region {
  const isLater = last.endLine > first.endLine || (last.endLine === first.endLine && last.endColumn > first.endColumn);
  const isBefore =
    last.startLine < first.startLine || (last.startLine === first.startLine && last.startColumn < first.startColumn);
  if (isBefore) return first;
  return isLater ? { ...first, endLine: last.endLine, endColumn: last.endColumn } : first;
}
