import { type JsonNode, memberOf, textOf } from '../../text/json-nodes.ts';
import type { Collector } from './collector.ts';

/** The package that a manifest or an old lockfile is of: `name` and `version` at its top. */
export function readOwn(into: Collector, root: JsonNode): void {
  const name = memberOf(root, 'name');
  const text = textOf(name?.value);
  if (name === undefined || text === undefined || text === '') return;
  const version = textOf(memberOf(root, 'version')?.value);
  const location = into.locateMember(name);
  into.own.push({ ecosystem: 'npm', name: text, ...(version === undefined ? {} : { version }), location });
}
