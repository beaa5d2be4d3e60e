import { type Draft, draftOf } from '../dependency.ts';
import { rejectMarker } from '../marker.ts';
import { integrityOf, isArchive, nameFromAddress, nameFromWheel, schemeOf, sourceOf } from '../reference.ts';
import { readRequirement } from '../requirement.ts';
import { endOfText, type Span, shift, slice } from '../scan.ts';
import { trimSpace } from './lines.ts';

/** What the requirement part of a line asks for. Spans are offsets into the text that was read. */
export type Entry =
  | { readonly kind: 'dependency'; readonly draft: Draft; readonly fault?: Fault }
  /** A folder with a project in it; its name stands in its own files. */
  | { readonly kind: 'project'; readonly path: string; readonly span: Span }
  | { readonly kind: 'rejected'; readonly fault: Fault };

export interface Fault {
  readonly reason: string;
  readonly span: Span;
}

/**
 * Reads a requirement as pip does from a line (pip `req/constructors.py`, `parse_req_from_line`): an address, a local
 * archive, a PEP 508 requirement, or a folder. Nothing is looked up on disk, so a word that could be a folder is one.
 */
export function readEntry(text: string): Entry {
  const separator = schemeOf(text) === undefined ? ';' : '; ';
  const cut = text.indexOf(separator);
  const head = text.slice(0, trimSpace(text, 0, cut < 0 ? text.length : cut)[1]);
  const entry = readHead(head);
  if (cut < 0 || entry.kind === 'rejected') return entry;
  if (entry.kind === 'project') return entry;
  const [start, end] = trimSpace(text, cut + separator.length, text.length);
  const span = { start, end };
  const marker = slice(text, span);
  const reason = marker === '' ? undefined : rejectMarker(marker);
  const draft = { ...entry.draft, span: { start: entry.draft.span.start, end } };
  return { kind: 'dependency', draft, ...(reason === undefined ? {} : { fault: { reason, span } }) };
}

function readHead(head: string): Entry {
  const whole = { start: 0, end: head.length };
  if (schemeOf(head) !== undefined) return fromAddress(head, 0, whole);
  const at = head.indexOf('@');
  const beforeAt = at < 0 ? head : head.slice(0, at);
  if (isArchive(withoutExtras(head)) && (at < 0 || looksLikePath(beforeAt)))
    return fromArchive(withoutExtras(head), whole);
  const read = readRequirement(head);
  if (read.kind === 'requirement') {
    if (read.url === undefined) return { kind: 'dependency', draft: draftOf(head, read) };
    const address = slice(head, read.url);
    const integrity = integrityOf(address);
    return { kind: 'dependency', draft: { ...draftOf(head, read), source: sourceOf(address), integrity } };
  }
  const folder = withoutExtras(head);
  if (looksLikePath(folder) && couldBeFolder(folder)) return { kind: 'project', path: folder, span: whole };
  return { kind: 'rejected', fault: { reason: read.reason, span: whole } };
}

/**
 * Reads the value of `-e` (`parse_editable`): `name @ address`, a project on disk, or an address of a version control
 * system that tells the name after `#egg=`.
 */
export function readEditable(text: string): Entry {
  const whole = { start: 0, end: text.length };
  const read = readRequirement(text);
  if (read.kind === 'requirement' && read.url !== undefined) {
    const source = sourceOf(slice(text, read.url));
    return { kind: 'dependency', draft: { ...draftOf(text, read), source } };
  }
  const scheme = schemeOf(text);
  if (scheme?.includes('+') === true || scheme === 'file') return fromAddress(text, 0, whole);
  const system = /^(?:git|hg|svn|bzr):/i.exec(text)?.[0].slice(0, -1).toLowerCase();
  if (system !== undefined) return fromAddress(`${system}+${text}`, -(system.length + 1), whole);
  const folder = withoutExtras(text);
  if (couldBeFolder(folder)) return { kind: 'project', path: folder, span: whole };
  return {
    kind: 'rejected',
    fault: { reason: 'pip takes only folders and version control addresses after -e', span: whole },
  };
}

/** @param by from offsets in the address to offsets in the text of the entry */
function fromAddress(address: string, by: number, span: Span): Entry {
  const named = nameFromAddress(address);
  if (typeof named === 'string') return { kind: 'rejected', fault: { reason: named, span } };
  const source = sourceOf(address);
  if (named === undefined) {
    const folder = source.kind === 'path' && !isArchive(source.path) ? folderOfFileUrl(source.path) : undefined;
    if (folder !== undefined) return { kind: 'project', path: folder, span };
    return { kind: 'rejected', fault: { reason: 'pip learns the name only from what lies at the address', span } };
  }
  const { name, version } = named;
  const draft: Draft = {
    rawName: name,
    ...(version === undefined ? {} : { version }),
    source,
    integrity: integrityOf(address),
    span,
    ...(named.span && { nameSpan: shift(named.span, by) }),
  };
  return { kind: 'dependency', draft };
}

function fromArchive(path: string, span: Span): Entry {
  const fileStart = path.lastIndexOf('/') + 1;
  const file = path.slice(fileStart);
  if (!file.endsWith('.whl')) {
    return { kind: 'rejected', fault: { reason: 'pip learns the name only from the archive itself', span } };
  }
  const named = nameFromWheel(file, fileStart);
  if (typeof named === 'string') return { kind: 'rejected', fault: { reason: named, span } };
  const { name, version } = named;
  const source = { kind: 'path' as const, path };
  return {
    kind: 'dependency',
    draft: { rawName: name, ...(version && { version }), source, span, ...(named.span && { nameSpan: named.span }) },
  };
}

const looksLikePath = (text: string): boolean => text.includes('/') || text.startsWith('.');

/** A folder of the repository, as far as its spelling tells: no address, no pattern, no sentence. */
const couldBeFolder = (text: string): boolean => text !== '' && !/[:@*?<>|"'\s]/.test(text);

/** `./folder[extra]` is the folder with an extra. */
function withoutExtras(text: string): string {
  const bracket = text.endsWith(']') ? text.lastIndexOf('[') : -1;
  return bracket < 0 ? text : text.slice(0, endOfText(text.slice(0, bracket)));
}

/** Relative ones (`file:.`, `file:../x`) lie in the repository; absolute ones somewhere on the machine. */
const folderOfFileUrl = (url: string): string | undefined => {
  const path = url.slice('file:'.length);
  return path.startsWith('//') ? undefined : path;
};
