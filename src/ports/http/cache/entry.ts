import { hash } from 'node:crypto';
import { fieldsOf, readField, textOf } from '../../../text/decode.ts';
import { type HttpResponse, longestLifetime } from './lifetime.ts';

/** An answer as it is kept. */
export interface Entry {
  /** Milliseconds since 1970: when it came, and until when it is good without asking. */
  readonly at: number;
  readonly until: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `json`: what was selected of the document. */
  readonly form: 'json' | 'text';
  readonly payload: string;
}

/** What is read of headers later; cookies and the like are nobody's business. */
const keptHeaders = ['cache-control', 'content-type', 'etag', 'last-modified', 'link'] as const;
const keptStatuses: ReadonlySet<unknown> = new Set([200, 404, 410]);
export const isKept = (status: number): boolean => keptStatuses.has(status);

export const pickHeaders = (headers: HttpResponse['headers']): Record<string, string> =>
  Object.fromEntries(keptHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));

/** From now on, for so many seconds. */
export const during = (lifetime: number, now: number): Pick<Entry, 'at' | 'until'> => ({
  at: now,
  until: now + lifetime * 1000,
});

export function createEntry(answer: HttpResponse, lifetime: number, now: number): Entry {
  const { status, headers, json, body } = answer;
  return {
    ...during(lifetime, now),
    status,
    headers: pickHeaders(headers),
    form: json === undefined ? 'text' : 'json',
    payload: json === undefined ? body : JSON.stringify(json),
  };
}

/** A clock that was set back makes an answer stale. */
export const isGood = ({ at, until }: Entry, now: number): boolean =>
  at <= now && now < until && until - at <= longestLifetime * 1000;

/** The headers by which a server can say that an answer still holds (RFC 9110, 13.1); undefined where it gave none. */
export function conditionsOf({
  headers,
  status,
}: Pick<Entry, 'headers' | 'status'>): Record<string, string> | undefined {
  const { etag = '', 'last-modified': modified = '' } = headers;
  const conditions = {
    ...(isHeader(etag) ? { 'if-none-match': etag } : {}),
    ...(isHeader(modified) ? { 'if-modified-since': modified } : {}),
  };
  return status === 200 && Object.keys(conditions).length > 0 ? conditions : undefined;
}

/** Whether an answer that names no tag, or this one, is about an entry (weak comparison: RFC 9110, 8.8.3.2). */
export const isSameTag = (tag: string | undefined, { headers }: Entry): boolean =>
  tag === undefined || opaque(tag) === opaque(headers['etag'] ?? '');

const opaque = (tag: string): string => tag.replace(/^W\//, '');

const isHeader = (text: string): boolean => /^[\x20-\x7e]{1,500}$/.test(text);

const version = 'gazetteer-answer 1';

/** The checksum also covers the name: one file in another's place is no answer. */
const sum = (name: string, rest: string): string => hash('sha256', `${name}\n${rest}`);

/** A line with version and checksum, a line of JSON about the answer, the answer. */
export function encodeEntry(name: string, { payload, ...about }: Entry): string {
  const rest = `${JSON.stringify(about)}\n${payload}`;
  return `${version} ${sum(name, rest)}\n${rest}`;
}

/** Undefined for what this version did not write, or what was damaged since. */
export function decodeEntry(name: string, text: string): Entry | undefined {
  const start = text.indexOf('\n') + 1;
  const rest = text.slice(start);
  if (start === 0 || text.slice(0, start - 1) !== `${version} ${sum(name, rest)}`) return undefined;
  const end = rest.indexOf('\n');
  const about = parse(rest.slice(0, Math.max(0, end)));
  const [at, until, status] = ['at', 'until', 'status'].map((key) => readField(about, key));
  const form = readField(about, 'form');
  const headers = Object.entries(fieldsOf(readField(about, 'headers')) ?? {});
  if (typeof at !== 'number' || typeof until !== 'number' || typeof status !== 'number' || !isKept(status)) {
    return undefined;
  }
  if (form !== 'json' && form !== 'text') return undefined;
  const texts = headers.flatMap(([key, value]) => (textOf(value) === undefined ? [] : [[key, String(value)]]));
  return { at, until, status, headers: pickHeaders(Object.fromEntries(texts)), form, payload: rest.slice(end + 1) };
}

/** The answer that an entry holds; undefined where its document cannot be read. */
export function answerOf(entry: Entry, url: string): HttpResponse | undefined {
  const { status, headers, form, payload } = entry;
  if (form === 'text') return { kind: 'response', status, headers, body: payload, url };
  const json = parse(payload);
  return json === undefined ? undefined : { kind: 'response', status, headers, body: '', json, url };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
