import { explain } from '@renovatebot/pep440';
import type { Source } from '../../model/dependency.ts';
import { withoutEndSlashes } from '../../text/paths.ts';
import { names } from './names.ts';
import type { Span } from './scan.ts';
import { maxVersionLength } from './specifiers.ts';

const systems = ['git', 'hg', 'svn', 'bzr'];
const transports = ['http', 'https', 'ssh', 'git', 'file', 'sftp', 'ftp', 'lp', 'svn', 'static-http'];

/** Schemes by which pip knows an address from a requirement (pip `vcs/versioncontrol.py`, `is_url`). */
const schemes = new Set([
  'http',
  'https',
  'file',
  'ftp',
  ...systems.flatMap((system) => transports.map((transport) => `${system}+${transport}`)),
]);

/** The scheme of an address, in lower case, or undefined where the text is no address that pip understands. */
export function schemeOf(text: string): string | undefined {
  const colon = text.slice(0, 32).indexOf(':');
  const scheme = text.slice(0, Math.max(0, colon)).toLowerCase();
  return schemes.has(scheme) ? scheme : undefined;
}

/** What an address fetches: `git+https://host/repo@ref#egg=name`, an archive, or a local file. */
export function sourceOf(address: string): Source {
  const scheme = schemeOf(address);
  const plain = address.replace(/#.*$/s, '');
  if (scheme === undefined) return { kind: 'path', path: address };
  if (scheme === 'file') return { kind: 'path', path: plain };
  if (!scheme.includes('+')) return { kind: 'url', url: address };
  const url = scheme.startsWith('git+') ? plain.slice('git+'.length) : plain;
  const at = url.lastIndexOf('@');
  const path = url.indexOf('/', url.indexOf('://') + 3);
  return path >= 0 && at > path ? { kind: 'git', url: url.slice(0, at), ref: url.slice(at + 1) } : { kind: 'git', url };
}

/** A name that an address tells; `span` where it is written there letter for letter. */
export interface NamedBy {
  readonly name: string;
  readonly version?: string;
  readonly span?: Span;
}

/**
 * The name that pip takes from an address: from the file name of a wheel, else from `#egg=`. A reason where it refuses
 * the address; undefined where only the archive itself tells the name.
 */
export function nameFromAddress(address: string): NamedBy | string | undefined {
  const pathEnd = address.search(/[?#]/);
  const path = withoutEndSlashes(pathEnd < 0 ? address : address.slice(0, pathEnd));
  const fileStart = path.lastIndexOf('/') + 1;
  const file = unquote(path.slice(fileStart));
  if (file.endsWith('.whl')) return nameFromWheel(file, path.startsWith(file, fileStart) ? fileStart : undefined);
  return nameFromFragment(address);
}

function nameFromFragment(address: string): NamedBy | string | undefined {
  const at = [address.indexOf('#egg='), address.indexOf('&egg=')].filter((one) => one >= 0).sort((a, b) => a - b)[0];
  if (at === undefined) return undefined;
  const start = at + '#egg='.length;
  const next = address.indexOf('&', start);
  const end = next < 0 ? address.length : next;
  // Extras after the name were allowed until pip 25; which package it is stays clear.
  const bracket = address.slice(start, end).search(/\[[^[\]]*\]$/);
  const name = bracket < 0 ? address.slice(start, end) : address.slice(start, start + bracket);
  const fault = names.reject(name);
  return fault === undefined
    ? { name, span: { start, end: start + name.length } }
    : `the name after "egg=" is none: ${fault}`;
}

/**
 * `name-version[-build]-python-abi-platform.whl` (packaging.python.org, binary distribution format).
 *
 * @param at offset of the file name in the address, where it stands there unquoted
 */
export function nameFromWheel(file: string, at: number | undefined): NamedBy | string {
  const parts = file.slice(0, -'.whl'.length).split('-');
  const [name = '', version = ''] = parts;
  const fault = names.reject(name);
  if (parts.length !== 5 && parts.length !== 6)
    return 'the file name is not that of a wheel: it has the wrong number of parts';
  if (fault !== undefined) return `the wheel's name is none: ${fault}`;
  if (name.includes('__')) return "the wheel's name is none: it contains two underscores in a row";
  if (version.length > maxVersionLength || explain(version) === null) return "the wheel's version is none";
  return { name, version, ...(at === undefined ? {} : { span: { start: at, end: at + name.length } }) };
}

/** Endings by which pip takes a word for an archive on disk (pip `utils/filetypes.py`). */
const archives = [
  '.zip',
  '.whl',
  '.tar.bz2',
  '.tbz',
  '.tar.gz',
  '.tgz',
  '.tar',
  '.tar.xz',
  '.txz',
  '.tlz',
  '.tar.lz',
  '.tar.lzma',
];

export const isArchive = (path: string): boolean => archives.some((ending) => path.toLowerCase().endsWith(ending));

/** The hash in the fragment of an address, spelled as `--hash` does. */
export function integrityOf(address: string): readonly string[] {
  const found = /[#&](md5|sha1|sha224|sha256|sha384|sha512)=([0-9a-fA-F]+)/.exec(address);
  return found === null ? [] : [`${found[1]}:${found[2]}`];
}

/** Like Python's `unquote` where the escapes are UTF-8; else the text as it is, which is no name. */
function unquote(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
