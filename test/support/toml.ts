import { expect } from 'vitest';
import type { TomlArray, TomlDocument, TomlNode } from '../../src/text/toml-nodes.ts';

/** Everything that a reader can see of a document, in plain values. */
export const dumpToml = (document: TomlDocument): unknown => dumpNode(document.root);

function dumpNode(node: TomlNode): unknown {
  const { kind, region } = node;
  if (node.kind === 'array') return { kind, region, items: dumpItems(node) };
  if (node.kind === 'string') return { kind, region, value: node.value, offset: node.offset };
  if (node.kind === 'scalar') return { kind, region, value: node.value };
  const entries = [...node.entries].map(([key, entry]) => [
    key,
    entry.key,
    entry.start,
    entry.keyRegion,
    dumpNode(entry.value),
  ]);
  return { kind, region, start: node.start, entries, size: node.entries.size };
}

/** What is told of a list without reading its items must be what stands in them. */
function dumpItems(node: TomlArray): readonly unknown[] {
  for (const key of ['name', 'version', 'url', 'file', 'hash']) {
    const told = node.textsUnder?.(key);
    if (told === undefined) continue;
    const texts = node.items.flatMap((item) => {
      const value = item.kind === 'table' ? item.entries.get(key)?.value : undefined;
      return value?.kind === 'string' ? [value.value] : [];
    });
    expect(told).toEqual(texts);
    expect(told).not.toContain('');
    expect(node.textsUnder?.(key, 1)).toEqual(texts.slice(0, 1));
  }
  return node.items.map(dumpNode);
}
