import { createHash } from 'node:crypto';
import {
  createAbbreviated,
  createBarePackument,
  createNpmManifest,
  createPackument,
  type NpmPackage,
} from './npm-documents.ts';
import type { Reply } from './reply.ts';
import { type LoggedRequest, type LoopbackServer, type ServerOptions, startServer } from './server.ts';

export interface NpmRegistryOptions extends ServerOptions {
  /** A stripped mirror: few fields, full documents only, empty bodies for 404, no compression, no single versions' fields. */
  readonly bare?: boolean;
}

export interface NpmRegistry extends LoopbackServer {
  /** Adds or replaces a package. */
  put(pkg: NpmPackage): void;
  remove(name: string): void;
}

const abbreviated = 'application/vnd.npm.install-v1+json';

/**
 * An npm registry on loopback, in the real document shapes (github.com/npm/registry): full and abbreviated packuments by
 * `Accept`, single versions and tags, JSON bodies for 404.
 *
 * `startNpmRegistry([{ name: 'left-pad', versions: [{ version: '1.0.0', publishedAt: '2020-01-01T00:00:00.000Z' }] }])`
 */
export async function startNpmRegistry(
  packages: readonly NpmPackage[],
  options: NpmRegistryOptions = {},
): Promise<NpmRegistry> {
  const held = new Map(packages.map((pkg) => [pkg.name, pkg]));
  let base = '';
  const server = await startServer((request) => answerNpm(request, held, base, options.bare === true), {
    ...options,
    gzip: options.gzip ?? options.bare !== true,
  });
  base = server.url;
  return { ...server, put: (pkg) => void held.set(pkg.name, pkg), remove: (name) => void held.delete(name) };
}

/** Name and version of a path; a scope comes as `@scope%2fname` or `@scope/name`. */
function readPath(url: string): { readonly name: string; readonly version: string | undefined } {
  const parts = (url.split('?', 1)[0] ?? '').slice(1).split('/').map(decodeURIComponent);
  const first = parts[0] ?? '';
  if (first.startsWith('@') && !first.includes('/')) return { name: `${first}/${parts[1] ?? ''}`, version: parts[2] };
  return { name: first, version: parts[1] };
}

function answerNpm(
  { url, headers }: LoggedRequest,
  held: ReadonlyMap<string, NpmPackage>,
  base: string,
  bare: boolean,
): Reply {
  const { name, version } = readPath(url);
  const pkg = held.get(name);
  const notFound: Reply = bare ? { status: 404, text: '' } : { status: 404, json: { error: 'Not found' } };
  if (pkg === undefined) return notFound;
  if (version !== undefined)
    return (
      answerVersion(pkg, version, base) ?? (bare ? notFound : { status: 404, json: `version not found: ${version}` })
    );
  if (bare) return { json: createBarePackument(pkg, base) };
  const caching = {
    'cache-control': 'public, max-age=300',
    etag: `"${createHash('sha256').update(JSON.stringify(pkg)).digest('hex')}"`,
    vary: 'accept-encoding, accept',
  };
  if (headers['accept']?.startsWith(abbreviated) && pkg.unpublishedAt === undefined) {
    return { json: createAbbreviated(pkg, base), headers: { ...caching, 'content-type': abbreviated } };
  }
  return { json: createPackument(pkg, base), headers: caching };
}

function answerVersion(pkg: NpmPackage, asked: string, base: string): Reply | undefined {
  if (pkg.unpublishedAt !== undefined) return undefined;
  const wanted = asked === 'latest' ? (pkg.latest ?? pkg.versions.at(-1)?.version) : asked;
  const release = pkg.versions.find(({ version }) => version === wanted);
  return release === undefined
    ? undefined
    : { json: createNpmManifest(pkg, release, base), headers: { 'cache-control': 'public, max-age=300' } };
}
