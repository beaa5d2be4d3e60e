import { trimSpace } from './pip/lines.ts';
import type { Collector, Written } from './pyproject/collector.ts';
import { nameFromAddress, sourceOf } from './reference.ts';

/** setuptools reads a requirement up to a `#` with a blank before it (setuptools `_reqs.py`, `drop_comment`). */
export function dropComment(line: string): string {
  if (line.startsWith('#')) return '';
  const at = line.indexOf(' #');
  return (at < 0 ? line : line.slice(0, at)).trimEnd();
}

interface Text {
  readonly value: string;
  readonly offset: number | undefined;
}

/** setuptools takes a text for a list of its lines, comments and empty ones left out. */
export function linesIn<T extends Text>(text: T): readonly T[] {
  const lines: T[] = [];
  let from = 0;
  for (const line of text.value.split('\n')) {
    const [start] = trimSpace(line, 0, line.length);
    const value = dropComment(line.slice(start).trimEnd());
    const offset = text.offset === undefined ? undefined : text.offset + from + start;
    if (value !== '') lines.push({ ...text, value, offset });
    from += line.length + 1;
  }
  return lines;
}

/**
 * An entry of `dependency_links`: an archive or repository that tells its name after `#egg=`, with a version behind it or
 * not, or a page with links to archives, which is searched beside the index.
 */
export function addDependencyLink(link: Written, collector: Collector): void {
  const named = nameFromAddress(link.value);
  if (named === undefined || typeof named === 'string') {
    const use = { url: link.value, role: 'extra', clients: ['setuptools'], isLinks: true } as const;
    if (/^https?:/i.test(link.value)) collector.registry(use, link.region);
    else collector.unparsed(link.region, named ?? 'the link does not say what is behind it');
    return;
  }
  const [, rawName = named.name, version = named.version] = /^(.+?)-(\d[^-]*)$/.exec(named.name) ?? [];
  const span = { start: 0, end: link.value.length };
  const draft = { rawName, ...(version === undefined ? {} : { version }), source: sourceOf(link.value), span };
  collector.dependency(draft, 'runtime', { location: link.region });
}
