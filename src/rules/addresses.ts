import { maskCredentials } from '../text/mask.ts';
import { clip, quoteNotice, sayPart } from './wording.ts';

/** Longest address that is read; the rest of a longer one is never shown. */
const longestRead = 4_000;
const longestShown = 160;

/** An address for a message: on one line, without credentials, cut. */
export function sayAddress(url: string): string {
  const said = clip(maskCredentials(clip(url, longestRead)).replace(/\s+/g, ' ').trim(), longestShown);
  return /^[!-~]+…?$/.test(said) ? said : `"${said}"`;
}

/** The host alone, with its protocol: the path and the query of an address in a setting may hold a secret of any shape. */
export function sayOrigin(url: string): string {
  const host = hostOf(url);
  return host === undefined ? 'an address' : `${new URL(url).protocol}//${clip(host, 100)}`;
}

/** The value of a setting: of an address its origin, also where a variable is part of it. */
export const saySetting = (value: string): string =>
  /[/@?#]/.test(value) ? sayOrigin(value.trim()) : clip(maskCredentials(clip(value, longestRead)), longestShown);

/** Text of a file as a quotation, without credentials. */
export const quoteWritten = (text: string): string => quoteNotice(maskCredentials(clip(text, longestRead)));

/** A sentence part that may quote a file, without credentials. */
export const sayReason = (text: string): string => sayPart(maskCredentials(clip(text, longestRead)));

/** The host with its port; undefined where the text is no address with one. */
export function hostOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host } = new URL(url);
  return host === '' ? undefined : host;
}

/** The host for a message, else the address. */
export const sayHost = (url: string): string => {
  const host = hostOf(url);
  return host === undefined ? sayAddress(url) : clip(host, 100);
};

/** This machine itself (RFC 6761, RFC 6890): nobody stands between. The host may have a port. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d{0,5}$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^127(?:\.\d{1,3}){3}$/.test(name) ||
    name === '[::1]' ||
    host === '::1'
  );
}

/** Protocols that neither encrypt nor prove who answers. */
const plainProtocols = new Set(['http', 'git', 'ftp', 'svn', 'rsync']);

/** The protocol of an address that anybody on the way can read and change; undefined where it is none such, or loopback. */
export function plainProtocolOf(url: string): string | undefined {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(url)?.[1]?.toLowerCase();
  // `git+http`: the last part is what carries the bytes.
  const carrier = scheme?.slice(scheme.lastIndexOf('+') + 1);
  if (carrier === undefined || !plainProtocols.has(carrier)) return undefined;
  const host = hostOf(url);
  return host !== undefined && isLoopback(host) ? undefined : carrier;
}
