import type { YamlNode } from '../../../text/yaml-nodes.ts';
import type { LockEvents } from './lock-builder.ts';

/** Tells the events of a document that was read in full. Calls itself for each level, and levels are bounded before. */
export function tellTree(node: YamlNode, events: LockEvents, depth = 0): void {
  if (node.kind === 'map') {
    for (const { key, keyStart, keyEnd, value } of node.entries) {
      events.entry(depth, key, keyStart, keyEnd);
      if (value.kind === 'text') events.text(value.value, value.start, value.end);
      else if (value.kind === 'scalar' && value.value !== null) events.text(value.source, value.start, value.end);
      else tellTree(value, events, depth + 1);
    }
  } else if (node.kind === 'list')
    for (const item of node.items) if (item.kind !== 'text') tellTree(item, events, depth + 1);
}
