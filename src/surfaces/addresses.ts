import type { Scope } from '../model/dependency.ts';
import type { Collector } from './collector.ts';

export interface Address {
  readonly kind: 'git' | 'url';
  readonly text: string;
  /** What stands there where it is not the address itself. */
  readonly written?: string;
  readonly ref?: string;
  readonly scope: Scope;
  readonly start: number;
  readonly end: number;
  readonly integrity?: readonly string[];
  readonly nameAt?: number;
}

/** `git@host:owner/repository`, as ssh takes it. */
const scpForm = /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!\/\/)(.+)$/;

/** Host and path of an address, without credentials, query and `.git`; undefined where it is none. */
export function readAddress(text: string): { readonly url: string; readonly name: string } | undefined {
  if (text.length > 4096) return undefined;
  const scp = text.includes('://') ? null : scpForm.exec(text);
  const url = scp === null ? text : `ssh://${scp[1]}/${scp[2]}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname, search } = new URL(url);
  if (host === '') return undefined;
  const path = pathname.split('/').filter((part) => part !== '');
  const name = [host, ...path].join('/');
  return {
    url: `${protocol}//${host}${pathname}${search}`,
    name: name.endsWith('.git') ? name.slice(0, -'.git'.length) : name,
  };
}

/** Adds something that is fetched from an address of its own: purl type `generic`, named by host and path. */
export function addAddress(into: Collector, { kind, text, written, ref, ...rest }: Address): void {
  const address = readAddress(text);
  if (address === undefined) return into.reject(rest.start, rest.end, 'not an address');
  const { url, name } = address;
  const bare = withoutCredentials(written ?? text);
  const { nameAt, ...place } = rest;
  into.depend({
    ...place,
    ...(nameAt === undefined ? {} : { nameAt: nameAt + (written ?? text).length - bare.length }),
    ecosystem: 'generic',
    name,
    rawName: bare,
    ...(ref === undefined ? {} : { version: ref }),
    source: kind === 'url' ? { kind, url } : { kind, url, ...(ref === undefined ? {} : { ref }) },
  });
}

/** What follows the credentials, where an address has any: they belong in no report. */
function withoutCredentials(text: string): string {
  const start = text.indexOf('://') + 3;
  const slash = text.indexOf('/', start);
  const at = start < 3 ? -1 : text.lastIndexOf('@', slash === -1 ? text.length : slash);
  return at >= start ? text.slice(at + 1) : text;
}
