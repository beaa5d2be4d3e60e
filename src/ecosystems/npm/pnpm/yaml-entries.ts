import type { Scope } from '../../../model/dependency.ts';
import type { JsonMember, JsonNode } from '../../../text/json-nodes.ts';
import type { YamlEntry, YamlNode } from '../../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { addEntry } from '../manifest/entries.ts';

/** Where a package is named in the key of an entry: all of it, or a part. */
export interface KeyedName {
  readonly name: string;
  /** Offset in the key. */
  readonly at: number;
}

/** Adds what an entry of YAML asks for, or says why it is not understood. */
export function addYamlEntry(
  into: Collector,
  entry: YamlEntry,
  { name, at }: KeyedName,
  scope: Scope,
  direct: boolean,
  inCatalog?: string,
): void {
  const { key, keyStart, keyEnd, value } = entry;
  const quotes = keyEnd - keyStart - key.length;
  const nameStart = keyStart + quotes / 2 + at;
  const isPlain = quotes === 0 || quotes === 2;
  addEntry(into, {
    rawName: name,
    ...(isPlain ? { nameStart, nameEnd: nameStart + name.length } : {}),
    value: quotedValue(value),
    start: keyStart,
    end: Math.max(keyEnd, value.end),
    direct,
    scope,
    ...(inCatalog === undefined ? {} : { inCatalog }),
  });
}

/** The value with room for quotes around it, as texts of JSON have them. A number is what it is written as. */
function quotedValue(node: YamlNode): JsonNode {
  if (node.kind === 'text') {
    const room = node.style === 'plain' ? 1 : 0;
    return { kind: 'string', start: node.start - room, end: node.end + room, value: node.value };
  }
  if (node.kind === 'scalar' && typeof node.value === 'number') {
    return { kind: 'string', start: node.start - 1, end: node.end + 1, value: node.source };
  }
  return asJson(node);
}

/** The same value as a node of JSON, for readers of both. Calls itself for each level, and levels are bounded. */
export function asJson(node: YamlNode): JsonNode {
  const { start, end } = node;
  switch (node.kind) {
    case 'text':
      return { kind: 'string', start, end, value: node.value };
    case 'scalar':
      return { kind: 'scalar', start, end, value: node.value };
    case 'list':
      return { kind: 'array', start, end, items: node.items.map(asJson) };
    case 'map':
      return { kind: 'object', start, end, members: node.entries.map(asMember) };
  }
}

export const asMember = ({ key, keyStart, keyEnd, value }: YamlEntry): JsonMember => ({
  key,
  keyStart,
  keyEnd,
  value: asJson(value),
});

/** From the key to the end of the value; an alias may have its value elsewhere. */
export const endOf = ({ keyEnd, value }: YamlEntry): number => Math.max(keyEnd, value.end);

export const rejectEntry = (into: Collector, entry: YamlEntry, reason: string): void =>
  into.reject(entry.keyStart, endOf(entry), reason);
