import type { ImportTarget } from '../../../model/imports.ts';
import { names } from '../names.ts';

/** Places that bundlers and runtimes make up, and paths: `./a`, `#own`, `~/a`, `@/a`, `$lib/a`. */
const isNoName = /^(?:[.#~$/\\!]|@\/|@@|[A-Za-z]:[\\/])/;
const scheme = /^([a-z][a-z0-9+.-]*):/i;

/**
 * The package that a specifier names: `@scope/name/part`, with loaders of webpack before it, a query behind it, or by Deno's
 * `npm:`. Undefined for paths, addresses, built-ins by their scheme, and for what the registry cannot hold: it is an alias.
 */
export function readSpecifier(written: string): ImportTarget | undefined {
  const [specifier = ''] = written.slice(written.lastIndexOf('!') + 1).split('?', 1);
  const kind = scheme.exec(specifier)?.[1]?.toLowerCase();
  if (kind !== undefined) return kind === 'npm' ? readInline(specifier.slice('npm:'.length)) : undefined;
  if (isNoName.test(specifier)) return undefined;
  return targetOf(nameIn(specifier));
}

/** `npm:/chalk@5/source`, `npm:@scope/name@^1` */
function readInline(text: string): ImportTarget | undefined {
  const name = nameIn(text.replace(/^\//, ''));
  const version = name.indexOf('@', 1);
  const target = targetOf(version === -1 ? name : name.slice(0, version));
  return target && { ...target, declaresItself: true };
}

function nameIn(path: string): string {
  const slash = path.indexOf('/');
  const end = path.startsWith('@') && slash !== -1 ? path.indexOf('/', slash + 1) : slash;
  return end === -1 ? path : path.slice(0, end);
}

/** Nobody can register a name with capitals any more: one that is imported is an alias, or is there since long. */
const targetOf = (name: string): ImportTarget | undefined =>
  names.reject(name) !== undefined || /[A-Z*]/.test(name) || (name.startsWith('@') && !name.includes('/'))
    ? undefined
    : { name };
