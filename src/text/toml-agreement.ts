import type { Region } from '../model/location.ts';
import type { TomlDocument, TomlNode, TomlTable } from './toml-nodes.ts';

/** More than that says the same. */
const maxDisagreements = 20;

interface Pair {
  readonly path: string;
  readonly node: TomlNode;
  readonly value: unknown;
}

/** Compares the tree that has the positions with the values of the other reader, path by path, without recursion. */
export function findDisagreements(root: TomlTable, values: unknown): TomlDocument['disagreements'] {
  const found: { path: string; region: Region }[] = [];
  const open: Pair[] = [{ path: '', node: root, value: values }];
  for (let pair = open.pop(); pair !== undefined && found.length < maxDisagreements; pair = open.pop()) {
    const { path, node, value } = pair;
    const inner = partsOf(pair);
    if (inner === undefined) found.push({ path, region: node.region });
    else for (const part of inner) open.push(part);
    if (node.kind === 'table' && isRecord(value)) {
      for (const key of Object.keys(value)) {
        if (!node.entries.has(key)) found.push({ path: join(path, key), region: node.region });
      }
    }
  }
  return found;
}

/** What remains to be compared inside a pair; undefined where the two differ already. */
function partsOf({ path, node, value }: Pair): readonly Pair[] | undefined {
  switch (node.kind) {
    case 'table':
      if (!isRecord(value)) return undefined;
      return [...node.entries.values()].map(({ key, value: inner }) => ({
        path: join(path, key),
        node: inner,
        value: Object.hasOwn(value, key) ? value[key] : undefined,
      }));
    case 'array':
      if (!Array.isArray(value) || value.length !== node.items.length) return undefined;
      return node.items.map((inner, index) => ({ path: `${path}[${index}]`, node: inner, value: value[index] }));
    case 'string':
      return value === node.value ? [] : undefined;
    case 'scalar':
      return agrees(node.value, value) ? [] : undefined;
  }
}

/**
 * Dates come as text from one reader and as a `Date` or text from the other: that both see a date is enough. Integers come
 * as numbers and as big ones; those beyond 2^53 only name sizes, so their rounded value is compared.
 */
function agrees(ours: number | boolean | string, theirs: unknown): boolean {
  if (typeof ours === 'string') return theirs instanceof Date || typeof theirs === 'string';
  return typeof theirs === 'bigint' ? Number(theirs) === ours : ours === theirs || Object.is(ours, theirs);
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
