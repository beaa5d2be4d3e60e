/**
 * How a lockfile spells the keys of its packages (github.com/pnpm/spec, lockfile): `/name/1.0.0_peers` up to version 5,
 * `/name@1.0.0(peers)` in 6, `name@1.0.0(peers)` later.
 */
export type Era = 5 | 6 | 9;

export function eraOf(version: string | undefined): Era {
  const major = Number.parseInt(version ?? '9', 10);
  if (major <= 5) return 5;
  return major === 6 ? 6 : 9;
}

/** What a key says. */
export interface PackageKey {
  /** Undefined where only the entry itself names the package. */
  readonly name: string | undefined;
  /** Offset of the name in the key. */
  readonly nameAt: number;
  /** A version of the registry, or of what `runtime` names. */
  readonly version: string | undefined;
  /** What stands in place of a version, or the whole key: `file:../x`, `https://...`, `github.com/owner/repository/sha`. */
  readonly address: string | undefined;
  /** Where a registry other than the default is named: its host, or its alias in the settings. */
  readonly host: string | undefined;
  readonly alias: string | undefined;
}

const semantic = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;
const aliased = /^([A-Za-z0-9@][\w.@/-]*):(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)$/;

const hostName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/i;

/** Offset of the balanced groups in parentheses at the end: peers, patches. */
export function suffixStart(key: string): number {
  let open = 0;
  let start = key.length;
  for (let at = key.length - 1; at >= 0; at -= 1) {
    const character = key.charAt(at);
    if (character === ')') open += 1;
    else if (open === 0) break;
    else if (character === '(') {
      open -= 1;
      if (open === 0) start = at;
    }
  }
  return start;
}

export const withoutSuffix = (key: string): string => (key.endsWith(')') ? key.slice(0, suffixStart(key)) : key);

export function readKey(key: string, era: Era): PackageKey {
  const bare = withoutSuffix(key);
  if (era === 9) return readNamed(bare, 0, era, undefined);
  if (bare.startsWith('/')) return readNamed(bare, 1, era, undefined);
  const slash = bare.indexOf('/');
  const host = slash > 0 ? bare.slice(0, slash) : '';
  if (!hostName.test(host)) return unnamed(bare);
  const named = readNamed(bare, slash + 1, era, host);
  return named.version === undefined ? unnamed(bare) : named;
}

/** @param start where the name begins */
function readNamed(bare: string, start: number, era: Era, host: string | undefined): PackageKey {
  const split = era === 5 ? findSlashedVersion(bare, start) : bare.indexOf('@', start + 1);
  if (split === -1) return unnamed(bare);
  const name = bare.slice(start, split);
  const rest = era === 5 ? withoutPeers(bare.slice(split + 1)) : bare.slice(split + 1);
  if (semantic.test(rest)) return { name, nameAt: start, version: rest, address: undefined, host, alias: undefined };
  const match = rest.startsWith('file:') || rest.includes('://') ? null : aliased.exec(rest);
  if (match === null) return { name, nameAt: start, version: undefined, address: rest, host, alias: undefined };
  const alias = match[1] === 'runtime' ? undefined : match[1];
  return { name, nameAt: start, version: match[2], address: undefined, host, alias };
}

const unnamed = (address: string): PackageKey => ({
  name: undefined,
  nameAt: 0,
  version: undefined,
  address,
  host: undefined,
  alias: undefined,
});

/** The slash before the version: the first after the name, the second where the name has a scope. */
function findSlashedVersion(key: string, start: number): number {
  const slash = key.indexOf('/', start);
  return key.charAt(start) === '@' && slash !== -1 ? key.indexOf('/', slash + 1) : slash;
}

/** Peers followed the version after an underscore, before that after a slash. */
function withoutPeers(version: string): string {
  const end = version.search(/[_/]/);
  return end === -1 ? version : version.slice(0, end);
}

/** The key that a reference of a project or package stands for (pnpm: `refToRelative`); undefined where it leaves the lockfile. */
export function keyOfReference(name: string, reference: string, era: Era): string | undefined {
  if (reference.startsWith('link:')) return undefined;
  if (era === 9) return isWholeKey(reference) ? reference : `${name}@${reference}`;
  if (reference.startsWith('file:')) return reference;
  const bare = era === 6 ? withoutSuffix(reference) : beforePeers(reference);
  if (bare.includes('/')) return reference;
  return era === 6 ? `/${name}@${reference}` : `/${name}/${reference}`;
}

/** A name stands before the version: an `@` that comes before any colon and parenthesis. */
function isWholeKey(reference: string): boolean {
  if (reference.startsWith('@')) return true;
  const sign = reference.indexOf('@');
  if (sign === -1) return false;
  const [colon, bracket] = [reference.indexOf(':'), reference.indexOf('(')];
  return (colon === -1 || sign < colon) && (bracket === -1 || sign < bracket);
}

const beforePeers = (reference: string): string => {
  const bracket = reference.indexOf('(');
  return bracket === -1 ? reference : reference.slice(0, bracket);
};
