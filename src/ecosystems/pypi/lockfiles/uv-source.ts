import type { Source } from '../../../model/dependency.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { entriesOf } from './nodes.ts';

const kinds = ['registry', 'git', 'url', 'direct', 'path', 'directory', 'editable', 'virtual'] as const;
type Kind = (typeof kinds)[number];

const kindOf = (text: string): Kind | undefined => kinds.find((one) => one === text);

export type WrittenSource = readonly [Kind | undefined, string];

/** `{ registry = "https://..." }`; the first releases wrote `"registry+https://..."`. */
export function writtenSource(table: TomlTable): WrittenSource {
  const node = table.entries.get('source')?.value;
  if (node?.kind === 'string') {
    const plus = node.value.indexOf('+');
    return [kindOf(node.value.slice(0, Math.max(0, plus))), node.value.slice(plus + 1)];
  }
  let found: WrittenSource = [undefined, ''];
  let count = 0;
  for (const { key, value } of entriesOf(node)) {
    const kind = kindOf(key);
    if (kind === undefined) continue;
    count++;
    if (value.kind === 'string') found = [kind, value.value];
  }
  return count === 1 ? found : [undefined, ''];
}

/** The project itself and the members of its workspace: uv reads what they need out of their manifests. */
export const isOwnSource = ([kind]: WrittenSource): boolean => kind === 'editable' || kind === 'virtual';

export function sourceOf([kind, value]: WrittenSource): Source {
  switch (kind) {
    case undefined:
      return { kind: 'unknown' };
    case 'registry':
      // A folder of archives can stand in for a registry.
      return isAddress(value) ? { kind: 'registry', url: value } : { kind: 'path', path: value };
    case 'git':
      return gitSource(value);
    case 'url':
    case 'direct':
      return { kind: 'url', url: value };
    default:
      return value === '.' && kind !== 'path' ? { kind: 'workspace' } : { kind: 'path', path: value };
  }
}

const isAddress = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !/^file:/i.test(text);

/** `https://host/repository?rev=asked#commit`: what was asked for stands in the query, what was found after the hash sign. */
function gitSource(written: string): Source {
  const hash = written.indexOf('#');
  const whole = hash < 0 ? written : written.slice(0, hash);
  const mark = whole.indexOf('?');
  const url = mark < 0 ? whole : whole.slice(0, mark);
  const asked = new URLSearchParams(mark < 0 ? '' : whole.slice(mark));
  const ref = hash < 0 ? (asked.get('rev') ?? asked.get('tag') ?? asked.get('branch')) : written.slice(hash + 1);
  return { kind: 'git', url, ...(ref ? { ref } : {}) };
}
