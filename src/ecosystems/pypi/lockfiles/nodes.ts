import type { TomlEntry, TomlNode, TomlString, TomlTable } from '../../../text/toml-nodes.ts';

/** The value at a path of keys, where all on the way are tables. */
export function valueAt(node: TomlNode | undefined, ...keys: readonly string[]): TomlNode | undefined {
  let at = node;
  for (const key of keys) at = at?.kind === 'table' ? at.entries.get(key)?.value : undefined;
  return at;
}

export function stringNodeAt(node: TomlNode | undefined, ...keys: readonly string[]): TomlString | undefined {
  const value = valueAt(node, ...keys);
  return value?.kind === 'string' ? value : undefined;
}

/** An empty text says nothing: it is none. */
export const textAt = (node: TomlNode | undefined, ...keys: readonly string[]): string | undefined =>
  stringNodeAt(node, ...keys)?.value || undefined;

export const itemsOf = (node: TomlNode | undefined): readonly TomlNode[] => (node?.kind === 'array' ? node.items : []);

export const entriesOf = (node: TomlNode | undefined): readonly TomlEntry[] =>
  node?.kind === 'table' ? [...node.entries.values()] : [];

export const stringsIn = (node: TomlNode | undefined): readonly string[] =>
  itemsOf(node).flatMap((item) => (item.kind === 'string' ? [item.value] : []));

/** The texts that the items of a list have under a key; undefined where it can only be told item by item. */
export const plainTexts = (node: TomlNode | undefined, key: string, limit?: number): readonly string[] | undefined =>
  node?.kind === 'array' ? node.textsUnder?.(key, limit) : undefined;

export const isTable = (node: TomlNode): node is TomlTable => node.kind === 'table';

export const isTrueAt = (node: TomlNode | undefined, ...keys: readonly string[]): boolean => {
  const value = valueAt(node, ...keys);
  return value?.kind === 'scalar' && value.value === true;
};
