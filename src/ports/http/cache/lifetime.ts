import type { HttpAnswer, HttpRequest } from '../../../model/http.ts';
import { fieldsOf } from '../../../text/decode.ts';

export type HttpResponse = Extract<HttpAnswer, { kind: 'response' }>;

/** Nothing is believed longer than this without asking, whatever a server says; in seconds. */
export const longestLifetime = 86_400;
/** Of documents whose server says nothing, and of "not found", which may be true no more a moment later. */
const usual = { found: 300, missing: 60 } as const;

/**
 * Seconds for which an answer may be given again without asking; 0: only after asking whether it still holds; undefined: it
 * must not be kept at all (RFC 9111, of a private cache: `s-maxage` is not for it, and `private` allows it).
 * @param now milliseconds since 1970
 */
export function lifetimeOf({ lasts, holds }: HttpRequest, answer: HttpResponse, now: number): number | undefined {
  const { 'cache-control': control = '', vary = '', age = '' } = answer.headers;
  const said = readDirectives(control);
  if (said.has('no-store') || vary.includes('*')) return undefined;
  const stated = said.has('no-cache') ? 0 : statedLifetime(said, answer.headers, now);
  if (stated === 0) return 0;
  const rest = stated === undefined ? undefined : Math.max(0, stated - (readSeconds(age) ?? 0));
  if (answer.status !== 200) return Math.min(usual.missing, rest ?? usual.missing);
  if (holds !== undefined && isDocument(answer) && !holdsAny(answer, holds)) return undefined;
  // What is no document may be the page of a login: only a server that says so means it to last.
  if (!isDocument(answer)) return Math.min(longestLifetime, rest ?? 0);
  return Math.min(longestLifetime, lasts ?? rest ?? usual.found);
}

const isDocument = ({ json, body }: HttpResponse): boolean => json !== undefined || /^[[{]/.test(body.trimStart());

function holdsAny({ json, body }: HttpResponse, fields: readonly string[]): boolean {
  try {
    const document = fieldsOf(json ?? JSON.parse(body));
    return document !== undefined && fields.some((field) => Object.hasOwn(document, field));
  } catch {
    return false;
  }
}

const readSeconds = (text: string): number | undefined =>
  /^\d{1,10}$/.test(text.trim()) ? Number(text.trim()) : undefined;

/** Directives in small letters. Commas inside of quotes only make more of them, which errs on the side of asking. */
function readDirectives(control: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of control.slice(0, 1000).split(',')) {
    const [name = '', value = ''] = part.split('=', 2);
    const key = name.trim().toLowerCase();
    const text = value.trim().replaceAll('"', '');
    // Of a repeated one the first counts, and a contradiction means that the answer is stale (RFC 9111, 4.2.1).
    found.set(key, found.has(key) && found.get(key) !== text ? '0' : text);
  }
  return found;
}

/** What the server says of a lifetime; an unreadable word of it is none at all. */
function statedLifetime(
  said: ReadonlyMap<string, string>,
  { expires, date = '' }: HttpResponse['headers'],
  now: number,
): number | undefined {
  const maxAge = said.get('max-age');
  if (maxAge !== undefined) return readSeconds(maxAge) ?? 0;
  if (expires === undefined) return undefined;
  const [end, start] = [Date.parse(expires), Date.parse(date)];
  return Number.isNaN(end) ? 0 : Math.max(0, Math.floor((end - (Number.isNaN(start) ? now : start)) / 1000));
}
