import { type Unknown, unknown } from '../model/fact.ts';
import type { HttpAnswer } from '../model/http.ts';

/** An address without user information, query and fragment, and without slashes at its end; undefined for other texts. */
export function baseAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname } = new URL(text);
  let end = pathname.length;
  while (end > 0 && pathname[end - 1] === '/') end--;
  return `${protocol}//${host}${pathname.slice(0, end)}`;
}

/** One segment of a path. `.` and `..` would name another folder: undefined. */
export const pathSegment = (text: string): string | undefined =>
  text === '' || text === '.' || text === '..' ? undefined : encodeURIComponent(text.toWellFormed());

/** What came instead of an answer, in words. */
export function describeAnswer(answer: HttpAnswer, url: string): string {
  if (answer.kind === 'failure') return answer.detail;
  const { host } = new URL(url);
  if (isSuccess(answer.status)) {
    return isHtml(answer)
      ? `${host} answered with a web page`
      : `${host} answered with something else than a registry's document`;
  }
  const form = answer.status === 404 && isHtml(answer) ? ' with a web page' : '';
  return `${host} answered ${answer.status}${statusWords.get(answer.status) ?? ''}${form}`;
}

const statusWords: ReadonlyMap<number, string> = new Map([
  [401, ' (not authorised)'],
  [402, ' (payment required)'],
  [403, ' (forbidden)'],
  [404, ' (not found)'],
  [407, ' (the proxy wants authorisation)'],
  [429, ' (too many requests)'],
  [500, ' (server error)'],
  [502, ' (bad gateway)'],
  [503, ' (unavailable)'],
  [504, ' (gateway timeout)'],
]);

/** The fact that nothing is known, because of this answer. */
export function unanswered(answer: HttpAnswer, url: string, why?: string): Unknown {
  const fact = unknown(why ?? describeAnswer(answer, url), url);
  if (answer.kind === 'response') return isSuccess(answer.status) ? fact : { ...fact, status: answer.status };
  return answer.code === 'budget' ? { ...fact, overBudget: true } : fact;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

export function isHtml(answer: HttpAnswer): boolean {
  if (answer.kind !== 'response') return false;
  const { 'content-type': type = '' } = answer.headers;
  return type.includes('html') || answer.body.slice(0, 200).trimStart().startsWith('<');
}

export const hasStatus = (answer: HttpAnswer, status: number): boolean =>
  answer.kind === 'response' && answer.status === status;

/** The JSON document of a successful answer; undefined where there is none. */
export function documentOf(answer: HttpAnswer): unknown {
  if (answer.kind !== 'response' || answer.status !== 200) return undefined;
  return answer.json ?? parseJson(answer.body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether a 404 is the registry's own: with a JSON body or none. A web page is what proxies and login walls send.
 */
export function isRegistryNotFound(answer: HttpAnswer): boolean {
  if (answer.kind !== 'response' || answer.status !== 404) return false;
  return answer.json !== undefined || answer.body.trim() === '' || parseJson(answer.body) !== undefined;
}
