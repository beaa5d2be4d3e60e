import { absent, present, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer } from '../../model/http.ts';
import type { PackageFact } from '../../model/registry.ts';
import { baseAddress, hasStatus, isHtml, unanswered } from '../../text/answer.ts';
import { rememberFor } from '../../text/remember.ts';
import { readFilename } from './filename.ts';
import { names } from './names.ts';
import { registries } from './registries.ts';
import { maxLinks, type PageLink, readLinks } from './simple-html.ts';
import { decodeLinks } from './simple-page.ts';

const maxPageBytes = 60 * 1024 * 1024;

/**
 * What a page with links to archives of any name has of one (pip's `--find-links`, uv's `format = "flat"`). A page without
 * any archive may be what a portal answers to strangers.
 */
export function* lookUpLinks(rawName: string, page: string): FactLookup<PackageFact> {
  const name = names.normalise(rawName);
  const source = baseAddress(page);
  if (source === undefined) return unknown('this page cannot be asked for', page);
  const own = readFilename(source.slice(source.lastIndexOf('/') + 1));
  if (own !== undefined) {
    return own.name === name
      ? unknown(`${source} is an archive, which is not fetched`, source)
      : absent(`${source} is an archive of ${own.name}`, source);
  }
  const answer = yield { url: page, headers: { accept: 'text/html' }, maxBytes: maxPageBytes };
  const host = new URL(source).host;
  if (answer.kind !== 'response' || !hasStatus(answer, 200)) return unanswered(answer, source);
  if (new URL(answer.url).host !== host) {
    return unanswered(answer, source, `${host} sends those who ask on to ${new URL(answer.url).host}`);
  }
  const archives = isHtml(answer) ? archivesOf(answer, answer.body) : new Map();
  if (archives === undefined) return unanswered(answer, source, `${source} has more links than are read`);
  if (archives.size === 0) return unanswered(answer, source, `${host} answered with a page that links to no archive`);
  const project = decodeLinks(name, archives.get(beginning(name)) ?? [], registries.archiveHosts(page));
  return project === undefined
    ? absent(`${source} links to archives, and to none of it`, source)
    : present(project, source);
}

/** By how their names begin: a page may hold some ten thousand of them, and is asked for many names. */
type Archives = ReadonlyMap<string, readonly PageLink[]>;

/** A remembered answer is the same object for every name: it is read once. */
const pages = new WeakMap<HttpAnswer, { readonly made: Archives | undefined }>();

/** Undefined: there are too many links to know them all. */
const archivesOf = (answer: HttpAnswer, html: string): Archives | undefined =>
  rememberFor(pages, answer, () => groupArchives(readLinks(html)));

function groupArchives(links: readonly PageLink[]): Archives | undefined {
  if (links.length === maxLinks) return undefined;
  const groups = new Map<string, PageLink[]>();
  for (const link of links) {
    if (readFilename(link.filename) === undefined) continue;
    const key = beginning(link.filename);
    const group = groups.get(key) ?? [];
    group.push(link);
    groups.set(key, group);
  }
  return groups;
}

/** What stands before the first character that names may spell in several ways (PEP 503). */
const beginning = (text: string): string => (text.split(/[-_.]/, 1)[0] ?? '').toLowerCase();
