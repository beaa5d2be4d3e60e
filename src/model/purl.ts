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

/** The parts of a purl, decoded; undefined where the text is not one. Qualifiers and subpath are left out. */
export function parsePurl(text: string): PurlParts | undefined {
  const match = /^pkg:([a-z][a-z0-9.+-]*)\/+([^?#]+)/i.exec(text);
  const type = match?.[1]?.toLowerCase();
  const rest = match?.[2];
  if (type === undefined || rest === undefined) return undefined;
  const at = rest.lastIndexOf('@');
  const versioned = at > 0 && at > rest.lastIndexOf('/');
  try {
    const name = decodeURIComponent(versioned ? rest.slice(0, at) : rest);
    return versioned ? { type, name, version: decodeURIComponent(rest.slice(at + 1)) } : { type, name };
  } catch {
    return undefined;
  }
}
