import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTarball } from '../clients/tar.ts';
import { createNpmManifest, createTime, type NpmPackage, type NpmVersion } from '../registries/npm-documents.ts';
import { put, type Verdaccio } from './server.ts';

type Json = Readonly<Record<string, unknown>>;

/** Written by the public registry, which no client sends (github.com/npm/cli, workspaces/libnpmpublish/lib/publish.js). */
const ofRegistry = [
  '_npmUser',
  'maintainers',
  '_npmOperationalInternal',
  '_hasShrinkwrap',
  'directories',
  'deprecated',
] as const;
/** Written by the client that publishes. */
const ofClient = ['_id', '_nodeVersion', '_npmVersion', 'gitHead', 'dist'] as const;

const omit = (document: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(document).filter(([key]) => !keys.includes(key)));
const pick = (document: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(document).filter(([key]) => keys.includes(key)));

const hash = (algorithm: string, bytes: Buffer, encoding: 'hex' | 'base64'): string =>
  createHash(algorithm).update(bytes).digest(encoding);

/** `package.json` as the author wrote it. */
export const authored = (pkg: NpmPackage, release: NpmVersion): Json =>
  omit(createNpmManifest(pkg, release, ''), [...ofRegistry, ...ofClient]);

/** What a release is made of: its archive, and its document. */
function pack(pkg: NpmPackage, release: NpmVersion, base: string) {
  const document = omit(createNpmManifest(pkg, release, base), ofRegistry);
  const files = [
    { path: 'package/package.json', text: JSON.stringify(authored(pkg, release)) },
    { path: 'package/index.js', text: 'export const answer = 42;\n' },
    ...(release.gypfile === true ? [{ path: 'package/binding.gyp', text: '{ "targets": [] }' }] : []),
  ];
  const archive = createTarball(files);
  const integrity = `sha512-${hash('sha512', archive, 'base64')}`;
  return { document, archive, integrity };
}

/** As `npm publish` does. */
async function publishRelease(verdaccio: Verdaccio, pkg: NpmPackage, release: NpmVersion): Promise<NpmVersion> {
  const { url, token } = verdaccio;
  const { name } = pkg;
  const { version } = release;
  const { document, archive, integrity } = pack(pkg, release, url);
  const tarball = `${url}/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
  const sent = { ...document, dist: { integrity, shasum: hash('sha1', archive, 'hex'), tarball } };
  const attached = {
    content_type: 'application/octet-stream',
    data: archive.toString('base64'),
    length: archive.length,
  };
  const body = {
    _id: name,
    name,
    description: document['description'],
    'dist-tags': { latest: version },
    versions: { [version]: sent },
    access: null,
    _attachments: { [`${name}-${version}.tgz`]: attached },
  };
  await put(`${url}/${name.replace('/', '%2f')}`, body, token);
  return { ...release, integrity };
}

/** Publishes all releases over the wire. @returns the package with the hashes of its archives */
export async function publish(verdaccio: Verdaccio, pkg: NpmPackage): Promise<NpmPackage> {
  const versions: NpmVersion[] = [];
  for (const release of pkg.versions) versions.push(await publishRelease(verdaccio, pkg, release));
  const { url, token } = verdaccio;
  if (pkg.latest !== undefined)
    await put(`${url}/-/package/${pkg.name.replace('/', '%2f')}/dist-tags/latest`, pkg.latest, token);
  return { ...pkg, versions };
}

/** Sets the times of releases in the storage to those of their history: whoever publishes gives none. */
export function backdate(verdaccio: Verdaccio, pkg: NpmPackage): void {
  rewrite(verdaccio, pkg.name, (stored) => ({ ...stored, time: createTime(pkg) }));
}

/** Adds what the public registry says of a release: Verdaccio keeps it for packages that it has from there. */
export function endorse(verdaccio: Verdaccio, pkg: NpmPackage): void {
  rewrite(verdaccio, pkg.name, (stored) => {
    const versions = pkg.versions.map((release) => {
      const said = createNpmManifest(pkg, release, verdaccio.url);
      const own = stored.versions[release.version];
      const dist = { ...(said['dist'] as Json), ...(own?.['dist'] as Json) };
      return [release.version, { ...own, ...pick(said, ofRegistry), dist }] as const;
    });
    return { ...stored, versions: Object.fromEntries(versions) };
  });
}

interface Stored {
  readonly versions: Readonly<Record<string, Json>>;
  readonly time: Json;
}

function rewrite({ storage }: Verdaccio, name: string, change: (stored: Stored) => Stored): void {
  const path = join(storage, name, 'package.json');
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Stored)));
}
