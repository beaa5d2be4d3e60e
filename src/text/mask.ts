import { restoreExpressions } from './platform-values.ts';

/** Stands for whatever could be a credential. */
const mask = '***';

/** What ends an address in a text. */
const blank = /[\s"'<>`]/;

/** `user:password` where the password holds what ends the authority of an address; a port is none. */
const userAndPassword = /^[^/:?#@\\]+:(?!\d{1,5}(?:[/?#\\]|$))/;

/**
 * The text without the user and password of every address in it, and without what stands in queries; what a platform fills
 * in reads as files write it. Linear.
 */
export function maskCredentials(text: string): string {
  let masked = '';
  let copied = 0;
  for (let at = findMark(text, 0); at !== -1; at = findMark(text, copied)) {
    let end = at;
    while (end < text.length && !blank.test(text.charAt(end))) end += 1;
    masked += text.slice(copied, at) + maskAddress(text.slice(at, end));
    copied = end;
  }
  return restoreExpressions(masked + text.slice(copied));
}

/** Where the next address has its authority: behind `//`, or the slashes that clients take for them. */
function findMark(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    const isMark = char === '/' || char === '\\';
    const before = text.charAt(at - 1);
    if (!isMark || !(before === ':' || before === char)) continue;
    let end = at;
    while (text.charAt(end) === '/' || text.charAt(end) === '\\') end += 1;
    return end;
  }
  return -1;
}

/** @param text from the authority on, up to a blank */
function maskAddress(text: string): string {
  const path = text.search(/[/?#\\]/);
  const authority = path === -1 ? text : text.slice(0, path);
  const isOdd = !authority.includes('@') && userAndPassword.test(text);
  const sign = isOdd ? text.lastIndexOf('@') : authority.lastIndexOf('@');
  const rest = sign === -1 ? text : mask + text.slice(sign);
  const query = rest.indexOf('?');
  if (query === -1 || !rest.includes('=', query)) return rest;
  const fragment = rest.indexOf('#', query);
  return `${rest.slice(0, query)}?${mask}${fragment === -1 ? '' : rest.slice(fragment)}`;
}
