import { endpoints } from '../../knowledge/endpoints.ts';
import type { Source } from '../../model/dependency.ts';
import { readGitHubShorthand, readHostedUrl, readShortcut, splitRef } from './git-hosts.ts';
import { names } from './names.ts';
import { readRequirement } from './versions.ts';

/** What the value of a dependency asks for. */
export type Spec =
  | PackageSpec
  /** Not from a registry; `name` where a workspace alias gives the real one. */
  | { readonly kind: 'source'; readonly source: Source; readonly name?: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A package of a registry. */
export interface PackageSpec {
  readonly kind: 'package';
  /** What is installed: an alias' target. */
  readonly name: string;
  /** As written; undefined where it stands in another file. */
  readonly requirement?: string;
  /** Where the requirement fixes exactly one. */
  readonly version?: string;
  readonly source: Source;
  /** The catalog that says what is asked for; the name is then that of its entry. */
  readonly catalog?: string;
  /** Offset of the name in the value, where it is written there. */
  readonly nameAt?: number;
  /** Offset of the requirement in the value. */
  readonly requirementAt?: number;
}

/** Longest value that is read. */
const maxLength = 8_192;

/** What `catalog:` alone refers to (pnpm.io, "Catalogs"). */
export const defaultCatalog = 'default';

const fromRegistry: Source = { kind: 'registry' };

/**
 * Reads the value of a dependency (npm: package.json, "dependencies"; npm-package-arg), and the protocols that pnpm, Yarn
 * and Bun add to it. White space around it is passed over.
 */
export function readSpec(name: string, value: string): Spec {
  if (value.length > maxLength) return unknown(`longer than ${maxLength} characters`);
  const at = value.length - value.trimStart().length;
  const text = value.trim();
  const colon = text.indexOf(':');
  const protocol = colon > 1 ? text.slice(0, colon).toLowerCase() : '';
  if (/^[a-z][a-z+.-]*$/.test(protocol)) return readProtocol(name, text, protocol, at);
  if (looksLikePath(text)) return fromPath(text);
  const shorthand = readGitHubShorthand(text);
  if (shorthand !== undefined) return fromGit(shorthand);
  if (isScpAddress(text, colon)) return fromGit(splitRef(text));
  if (text.includes('/') || isArchive(text)) return fromPath(text);
  return readRange(name, text, at);
}

function readProtocol(name: string, text: string, protocol: string, at: number): Spec {
  const start = protocol.length + 1;
  const rest = text.slice(start);
  switch (protocol) {
    case 'npm':
      return readAlias(name, rest, at + start);
    case 'file':
    case 'link':
    case 'portal':
      return fromPath(rest);
    case 'workspace':
      return readWorkspace(rest);
    case 'catalog':
      return { kind: 'package', name, source: fromRegistry, catalog: rest.trim() || defaultCatalog };
    case 'jsr':
      return readJsr(name, rest, at + start);
    case 'patch':
      return readPatch(rest);
    case 'http':
    case 'https':
      return readAddress(text);
    default:
      return readGit(text, protocol, rest);
  }
}

function readGit(text: string, protocol: string, rest: string): Spec {
  if (protocol === 'git' || protocol === 'ssh' || protocol.startsWith('git+')) return fromGit(splitRef(text));
  const shortcut = readShortcut(protocol, rest);
  return shortcut === undefined
    ? unknown(`"${protocol}:" is not a protocol that is understood here`)
    : fromGit(shortcut);
}

function readAddress(text: string): Spec {
  const hosted = readHostedUrl(text);
  if (hosted !== undefined) return fromGit(hosted);
  return URL.canParse(text) ? { kind: 'source', source: { kind: 'url', url: text } } : unknown('not a valid address');
}

/** `npm:name`, `npm:name@range`; Yarn's `npm:range` keeps the name. */
function readAlias(name: string, rest: string, at: number): Spec {
  const split = splitNamed(rest);
  if (names.reject(split.name) === undefined) {
    const target = readRange(split.name, split.rest ?? '', at + split.name.length + 1);
    if (target.kind !== 'package') return target;
    const { requirementAt: _, requirement: __, ...bare } = target;
    return { ...(split.rest === undefined ? bare : target), nameAt: at };
  }
  const range = readRange(name, rest, at);
  return range.kind === 'package' && rest.trim() !== '' ? range : unknown('an alias of no valid package name');
}

function readWorkspace(rest: string): Spec {
  const split = splitNamed(rest);
  const renames = split.rest !== undefined && names.reject(split.name) === undefined;
  return { kind: 'source', source: { kind: 'workspace' }, ...(renames ? { name: split.name } : {}) };
}

const fromJsr: Source = { kind: 'registry', url: endpoints.jsrNpm };

/** JSR serves `@scope/name` to npm's clients as `@jsr/scope__name`, from a registry of its own (jsr.io, npm compatibility). */
function readJsr(name: string, rest: string, at: number): Spec {
  const split = splitNamed(rest);
  const [jsrName, range, start] = split.name.startsWith('@')
    ? [split.name, split.rest ?? '', at + split.name.length + 1]
    : [name, rest, at];
  const slash = jsrName.indexOf('/');
  if (!/^@[^/]+\/./.test(jsrName)) return unknown('a JSR package without its scope');
  const spec = readRange(`@jsr/${jsrName.slice(1, slash)}__${jsrName.slice(slash + 1)}`, range, start);
  return spec.kind === 'package' ? { ...spec, source: fromJsr } : spec;
}

/** Yarn's `patch:name@npm%3Arange#patch-file` installs the package and changes it. */
function readPatch(rest: string): Spec {
  const { url } = splitRef(rest);
  const inner = splitNamed(decode(url) ?? url);
  if (inner.rest === undefined || inner.rest.startsWith('patch:')) return unknown('a patch of no plain package');
  const range = inner.rest.startsWith('npm:') ? inner.rest.slice(4) : '';
  const isPlainRange = range !== '' && splitNamed(range).rest === undefined;
  const spec = isPlainRange ? readRange(inner.name, range, 0) : readSpec(inner.name, inner.rest);
  if (spec.kind !== 'package') return spec;
  const { nameAt: _, requirementAt: __, ...withoutPlaces } = spec;
  return withoutPlaces;
}

function readRange(name: string, text: string, at: number): Spec {
  const requirement = text.trim();
  const wanted = readRequirement(requirement);
  if (wanted === undefined) return unknown('neither a version, a range nor a tag');
  return {
    kind: 'package',
    name,
    requirement,
    ...(wanted.kind === 'version' ? { version: wanted.version } : {}),
    source: fromRegistry,
    requirementAt: at + text.length - text.trimStart().length,
  };
}

const unknown = (reason: string): Spec => ({ kind: 'unknown', reason });
const fromGit = (address: { url: string; ref?: string }): Spec => ({
  kind: 'source',
  source: { kind: 'git', ...address },
});
const fromPath = (path: string): Spec => ({ kind: 'source', source: { kind: 'path', path } });

const looksLikePath = (text: string): boolean => /^(?:\.|\/|~\/|[a-zA-Z]:)/.test(text);
const isArchive = (text: string): boolean => /\.(?:tgz|tar\.gz|tar)$/i.test(text);

/** `user@host:path`, which git reads as ssh. */
function isScpAddress(text: string, colon: number): boolean {
  const sign = text.indexOf('@');
  const slash = text.indexOf('/');
  return sign > 0 && colon > sign + 1 && colon < text.length - 1 && (slash === -1 || slash > colon);
}

/** `name@rest` at the first `@` that is not the scope's own. */
export function splitNamed(text: string): { readonly name: string; readonly rest?: string } {
  const sign = text.indexOf('@', 1);
  return sign === -1 ? { name: text } : { name: text.slice(0, sign), rest: text.slice(sign + 1) };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
