import type { Source } from '../../../model/dependency.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { entriesOf, stringNodeAt } from './nodes.ts';

const kinds = ['registry', 'git', 'url', 'direct', 'path', 'directory', 'editable', 'virtual'] as const;
type Kind = (typeof kinds)[number];

/** `{ registry = "https://..." }`; the first releases wrote `"registry+https://..."`. */
export function writtenSource(table: TomlTable): readonly [Kind | undefined, string] {
  const node = table.entries.get('source')?.value;
  if (node?.kind === 'string') {
    const plus = node.value.indexOf('+');
    const kind = kinds.find((one) => one === node.value.slice(0, Math.max(0, plus)));
    return [kind, node.value.slice(plus + 1)];
  }
  const written = entriesOf(node).filter(({ key }) => kinds.some((one) => one === key));
  const [entry] = written;
  const kind = written.length === 1 ? kinds.find((one) => one === entry?.key) : undefined;
  const value = kind && stringNodeAt(node, kind)?.value;
  return value === undefined ? [undefined, ''] : [kind, value];
}

/** The project itself and the members of its workspace: uv reads what they need out of their manifests. */
export function isOwnSource(table: TomlTable): boolean {
  const [kind] = writtenSource(table);
  return kind === 'editable' || kind === 'virtual';
}

export function sourceOf(table: TomlTable): Source {
  const [kind, value] = writtenSource(table);
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
