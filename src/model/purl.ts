/**
 * A package URL (github.com/package-url/purl-spec), canonical: type and the parts of the name as the ecosystem normalises
 * them, percent-encoded once. Made only here, so that two packages are the same exactly when their purls are equal.
 */
export type Purl = string & { readonly __purl: true };

/** Nearly every part is, and lockfiles have a hundred thousand of them. */
const plain = /^[\w.~-]*$/;

/** The same with slashes between the parts, and with the scope that a name may begin with. */
const plainPath = /^@?[\w.~/-]*$/;

/** Percent-encodes as the purl specification asks: everything but unreserved characters and the colon. */
function encode(part: string): string {
  if (plain.test(part)) return part;
  return encodeURIComponent(part.toWellFormed())
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}

/**
 * @param type a purl type, for example `npm`
 * @param name the normalised name; slashes separate namespace and name (`@scope/name`, `owner/repo`)
 */
export function purl(type: string, name: string, version?: string): Purl {
  return `pkg:${type}/${encodePath(name)}${version === undefined ? '' : `@${encode(version)}`}` as Purl;
}

function encodePath(name: string): string {
  if (!plainPath.test(name)) return name.split('/').map(encode).join('/');
  return name.startsWith('@') ? `%40${name.slice(1)}` : name;
}

export interface PurlParts {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
}

/** Qualifiers by which a package is another one than that of its name in the registry of its type (purl-spec, "Known qualifiers"). */
const sourceQualifiers: ReadonlySet<string> = new Set(['repository_url', 'vcs_url', 'download_url']);

/** The qualifier by which a purl names another source than the registry of its type. */
export function sourceQualifierOf(text: string): string | undefined {
  const [, qualifiers = ''] = /^pkg:[^?#]*\?([^#]*)/i.exec(text) ?? [];
  // One without a value is as good as left out.
  const keys = qualifiers.split('&').filter((one) => /=./.test(one));
  return keys.map((one) => one.slice(0, one.indexOf('=')).toLowerCase()).find((key) => sourceQualifiers.has(key));
}

/**
 * The parts of a purl, decoded. Qualifiers and subpath are left out. Undefined where the text is not one, and where it
 * names another source: its name is then none of the registry's.
 */
export function parsePurl(text: string): PurlParts | undefined {
  const match = /^pkg:\/*([a-z][a-z0-9.+-]*)\/+([^?#]+)/i.exec(text);
  const type = match?.[1]?.toLowerCase();
  const rest = withoutSlashes(match?.[2] ?? '');
  if (type === undefined || sourceQualifierOf(text) !== undefined) return undefined;
  const at = rest.lastIndexOf('@');
  const versioned = at > 0 && at > rest.lastIndexOf('/');
  const name = versioned ? withoutSlashes(rest.slice(0, at)) : rest;
  if (name === '') return undefined;
  try {
    const decoded = decodeURIComponent(name);
    return versioned
      ? { type, name: decoded, version: decodeURIComponent(rest.slice(at + 1)) }
      : { type, name: decoded };
  } catch {
    return undefined;
  }
}

/** Those at the end stand for nothing. */
function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}
