import { restoreExpressions } from './platform-values.ts';
import { maskTokens } from './secrets.ts';

/** Stands for whatever could be a credential. */
const mask = '***';

/** What ends an address in a text. */
const blank = /[\s"'<>`]/;

/** `user:password` where the password holds what ends the authority of an address; a port is none. */
const userAndPassword = /^[^/:?#@\\]+:(?!\d{1,5}(?:[/?#\\]|$))/;

/** Settings of clients that hold a secret, and parameters of addresses called so: each with its value, unless that is a variable. */
const setting =
  /((?:\b_(?:authToken|auth|password)|\bnpmAuth(?:Token|Ident))["']?\s{0,9}[=:]\s{0,9}["']?)(?!\$)([^\s"'<>`]+)/gi;
/** What a command line gives a program: options and variables called so, the header of a request, the password after a user. */
const given =
  /((?:\bauthorization:\s{0,3}(?:bearer|basic|token)\s{1,3}|\s--?[\w-]{0,40}(?:token|secret|password|passwd|api-?key)[\s=]["']?|\b[A-Z0-9_]{0,60}(?:TOKEN|SECRET|PASSWORD|API_?KEY)=["']?|\s-u\s{1,3}["']?[\w.@-]{1,60}:))(?![$*-])([^\s"'<>`;&#]+)/gi;
const parameter = /([?&#][\w-]*(?:token|secret|password|signature|sig|auth|key)=)[^\s"'<>`&#]+/gi;

/**
 * The text without the user and password of every address in it, without what stands in queries, without the secrets of
 * settings and without tokens that their shape tells; what a platform fills in reads as files write it. Linear.
 */
export const maskCredentials = (text: string): string => maskWhere(text, () => true);

/** A word as sentences have them between others. */
const plainWord = /^[a-z]{1,12}[.,:)]{0,2}$/;

/**
 * A whole sentence of this program: what it quotes was masked where it was quoted, and is masked once more. The plain word
 * behind the name of an option ("the argument --token of the tool") is the sentence's own.
 */
export const maskSentence = (text: string): string => maskWhere(text, (value) => !plainWord.test(value));

/** @param isSecret whether a value is one, that stands where such do */
function maskWhere(text: string, isSecret: (value: string) => boolean): string {
  const masked = mapAddresses(text, maskAddress, maskLogins);
  const maskValue = (all: string, before: string, value: string) => (isSecret(value) ? before + mask : all);
  return restoreExpressions(
    maskTokens(
      masked.replace(setting, maskValue).replace(given, maskValue).replace(parameter, `$1${mask}`),
      () => mask,
    ),
  );
}

/** What `maskCredentials` masks of addresses is blotted out, so that all else stays where it stands. */
export function blotAddresses(text: string, blot: (length: number) => string): string {
  return mapAddresses(text, (address) => {
    const masked = maskAddress(address);
    let [start, same] = [0, 0];
    while (start < address.length && address[start] === masked[start]) start += 1;
    while (same < Math.min(address.length, masked.length) - start && address.at(-1 - same) === masked.at(-1 - same))
      same += 1;
    const length = masked === address ? 0 : address.length - same - start;
    return address.slice(0, start) + blot(length) + address.slice(start + length);
  });
}

/** A text with every address in it, from its authority on, and what stands between addresses mapped. */
function mapAddresses(
  text: string,
  mapAddress: (address: string) => string,
  mapBetween: (between: string) => string = (between) => between,
): string {
  let mapped = '';
  let copied = 0;
  for (let at = findMark(text, 0); at !== -1; at = findMark(text, copied)) {
    let end = at;
    while (end < text.length && !blank.test(text.charAt(end))) end += 1;
    mapped += mapBetween(text.slice(copied, at)) + mapAddress(text.slice(at, end));
    copied = end;
  }
  return mapped + mapBetween(text.slice(copied));
}

/** Addresses without a protocol: `user:password@host/path`. */
const maskLogins = (text: string): string => (text.includes('@') ? text.replace(/[^\s"'<>`]+/g, maskLogin) : text);

/** What stands before a colon and is no user: a version follows the `@`, or an address of mail stands before it. */
const notUsers: ReadonlySet<string> = new Set(['npm', 'jsr', 'pkg', 'patch', 'workspace', 'mailto']);
const host = /^(?:\[[\da-f:.]{2,45}\]|[a-z\d][a-z\d.-]{0,252})(?:[/?#\\]|:\d{1,5}(?![^/?#\\]))/i;
const hostAlone = /^[a-z\d][a-z\d.-]{0,250}\.[a-z]{2,63}[).,;]{0,3}$/i;

function maskLogin(word: string): string {
  const sign = word.lastIndexOf('@');
  const after = word.slice(sign + 1);
  if (sign === -1 || !(host.test(after) || hostAlone.test(after)) || !userAndPassword.test(word)) return word;
  const user = word.slice(0, word.indexOf(':'));
  const start = Math.max(...['=', '(', ',', '['].map((before) => user.lastIndexOf(before))) + 1;
  return notUsers.has(user.slice(start)) ? word : `${word.slice(0, start)}${mask}${word.slice(sign)}`;
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
  if (query === -1 || !rest.includes('=', query)) return maskParts(rest);
  const fragment = rest.indexOf('#', query);
  return `${maskParts(rest.slice(0, query))}?${mask}${fragment === -1 ? '' : maskParts(rest.slice(fragment))}`;
}

/** Hosts take keys in the path, and as a query without a name. Before the path stands what `maskAddress` has masked. */
function maskParts(address: string): string {
  const path = address.search(/[/?#\\]/);
  const maskPart = (part: string) => (isKey(part) ? mask : part);
  return path === -1
    ? address
    : address.slice(0, path) + address.slice(path).replace(/[^/?#\\&=;,()[\]{}<>"'`]+/g, maskPart);
}

/** Shortest key without a beginning of its own; digests, versions and names of files are no keys. */
const shortestKey = 20;

/** A key by how it begins, or because it mixes letters of both cases and digits as no name does. */
function isKey(part: string): boolean {
  if (/^[srp]k[-_][\w-]{8,}$/.test(part)) return /\d/.test(part);
  if (part.length < shortestKey || !/^[\w~-]+$/.test(part)) return false;
  return /[a-z]/.test(part) && /[A-Z]/.test(part) && (part.match(/\d(?=[A-Za-z])/g)?.length ?? 0) >= 2;
}

/** What a text holds, masked first and then cut: half of a token has no shape that tells it. */
export const maskAndCut = (text: string, length: number): string =>
  maskCredentials(text.slice(0, longestMasked)).slice(0, length);

const longestMasked = 16_000;
