import { createHash } from 'node:crypto';
import type { Reply } from '../registries/reply.ts';
import { type LoopbackServer, startServer } from '../registries/server.ts';
import { clientIdOf, type Offer, type OfferedRelease, type Situation } from './situation.ts';
import { createTarball } from './tar.ts';
import { createZip } from './zip.ts';

/** All indexes of many situations, each under a path of its own on one server. */
export interface Indexes extends LoopbackServer {
  /** `{{a}}` and `{{hash:a:1.0}}` in a text of a situation, replaced. */
  fill(text: string, situation: Situation): string;
}

export async function startIndexes(situations: readonly Situation[]): Promise<Indexes> {
  const byId = new Map(situations.map((situation) => [situation.id, situation]));
  let base = '';
  const server = await startServer(({ url, headers }) => answer(url, headers['accept'] ?? '', byId, base));
  base = server.url;
  return { ...server, fill: (text, situation) => fill(text, situation, base) };
}

const isNode = (situation: Situation): boolean =>
  !['pip', 'uv', 'poetry', 'pdm', 'pipenv'].includes(clientIdOf(situation));

function fill(text: string, situation: Situation, base: string): string {
  return text.replace(/\{\{([^}]*)\}\}/g, (_, inner: string) => {
    const [kind = '', index = '', version = ''] = inner.split(':');
    if (kind === 'hash') return sha256(wheelOf(situation, index, releaseOf(situation, index, version)));
    if (kind === 'links') return `${base}/${situation.id}/${index}/links/`;
    if (kind === 'files') return `${base}/${situation.id}/${index}`;
    return `${base}/${situation.id}/${kind}/${isNode(situation) ? '' : 'simple/'}`;
  });
}

function releaseOf({ indexes }: Situation, index: string, version: string): OfferedRelease {
  const found = indexes[index]?.releases?.find((release) => release.version === version);
  if (found === undefined) throw new Error(`no ${version} on ${index}`);
  return found;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const normalise = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();
const pure = 'py3-none-any';

interface Archive {
  readonly file: string;
  readonly bytes: Buffer;
}

/** Each file of a release that an index of Python has, the same for every kind but for its name. */
const archivesOf = (situation: Situation, index: string, release: OfferedRelease): readonly Archive[] =>
  (release.archives ?? [pure]).map((kind) => {
    const stem = `${normalise(situation.name).replaceAll('-', '_')}-${release.version}`;
    return kind === 'sdist'
      ? { file: `${stem}.tar.gz`, bytes: sdistOf(situation, index, release, stem) }
      : { file: `${stem}-${kind}.whl`, bytes: wheelOf(situation, index, release, kind) };
  });

/** It brings the program with it that builds it, so that nothing else is asked for. */
function sdistOf(situation: Situation, index: string, release: OfferedRelease, stem: string): Buffer {
  const metadata = metadataOf(situation, index, release);
  const info = `${normalise(situation.name).replaceAll('-', '_')}-${release.version}.dist-info`;
  const backend = `import os
def prepare_metadata_for_build_wheel(folder, config=None):
    os.mkdir(os.path.join(folder, ${JSON.stringify(info)}))
    with open(os.path.join(folder, ${JSON.stringify(info)}, "METADATA"), "w") as file: file.write(${JSON.stringify(metadata)})
    return ${JSON.stringify(info)}
def build_wheel(folder, config=None, metadata=None): raise NotImplementedError
`;
  const project = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n';
  return createTarball([
    { path: `${stem}/PKG-INFO`, text: metadata },
    { path: `${stem}/pyproject.toml`, text: project },
    { path: `${stem}/backend.py`, text: backend },
  ]);
}

function metadataOf({ name }: Situation, index: string, { version, requiresPython, sameAs }: OfferedRelease): string {
  const python = requiresPython === undefined ? '' : `Requires-Python: ${requiresPython}\n`;
  return `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${python}Summary: as index ${sameAs ?? index} has it\n`;
}

function wheelOf(situation: Situation, index: string, release: OfferedRelease, kind = pure): Buffer {
  const info = `${normalise(situation.name).replaceAll('-', '_')}-${release.version}.dist-info`;
  const wheel = `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${kind}\n`;
  const files = [
    { path: `${info}/METADATA`, text: metadataOf(situation, index, release) },
    { path: `${info}/WHEEL`, text: wheel },
  ];
  const record = [...files.map(({ path }) => `${path},,`), `${info}/RECORD,,`, ''].join('\n');
  return createZip([...files, { path: `${info}/RECORD`, text: record }]);
}

function packageOf(situation: Situation, index: string, { version, sameAs }: OfferedRelease): Buffer {
  const manifest = { name: situation.name, version, description: `as index ${sameAs ?? index} has it` };
  return createTarball([{ path: 'package/package.json', text: JSON.stringify(manifest) }]);
}

function answer(url: string, accept: string, situations: ReadonlyMap<string, Situation>, base: string): Reply {
  const [, id = '', index = '', ...rest] = (url.split('?', 1)[0] ?? '').split('/').map(decodeURIComponent);
  const situation = situations.get(id);
  const offer = situation?.indexes[index];
  if (situation === undefined || offer === undefined) return { status: 404, text: 'no such index' };
  const root = `${base}/${id}/${index}`;
  return isNode(situation)
    ? answerNpm(situation, index, offer, rest, root)
    : answerPython(situation, index, offer, rest, root, accept);
}

function answerPython(
  situation: Situation,
  index: string,
  offer: Offer,
  [kind = '', name = '']: readonly string[],
  root: string,
  accept: string,
): Reply {
  const releases = offer.releases ?? [];
  if (kind === 'files') {
    const found = releases.flatMap((one) => archivesOf(situation, index, one)).find(({ file }) => file === name);
    if (found === undefined) return { status: 404, text: '' };
    return { raw: found.bytes, headers: { 'content-type': 'application/octet-stream' } };
  }
  const isAsked = kind === 'links' || (kind === 'simple' && normalise(name) === normalise(situation.name));
  if (!isAsked) return { status: kind === 'simple' && name === '' ? 200 : 404, text: '' };
  if (offer.status !== undefined && offer.status !== 404) return { status: offer.status, text: '' };
  if (releases.length === 0 && kind !== 'links') return { status: 404, text: '' };
  if (accept.includes('application/vnd.pypi.simple.v1+json') && kind === 'simple')
    return simpleJson(situation, index, releases, root);
  const links = releases.flatMap((release) => {
    const python =
      release.requiresPython === undefined
        ? ''
        : ` data-requires-python="${release.requiresPython.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`;
    const yanked = release.yanked === true ? ' data-yanked="broken"' : '';
    return archivesOf(situation, index, release).map(
      ({ file, bytes }) => `<a href="${root}/files/${file}#sha256=${sha256(bytes)}"${python}${yanked}>${file}</a><br>`,
    );
  });
  return {
    text: `<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`,
    headers: { 'content-type': 'text/html' },
  };
}

function simpleJson(situation: Situation, index: string, releases: readonly OfferedRelease[], root: string): Reply {
  const files = releases.flatMap((release) =>
    archivesOf(situation, index, release).map(({ file, bytes }) => ({
      filename: file,
      url: `${root}/files/${file}`,
      hashes: { sha256: sha256(bytes) },
      ...(release.requiresPython === undefined ? {} : { 'requires-python': release.requiresPython }),
      yanked: release.yanked === true ? 'broken' : false,
      'upload-time': '2022-12-01T00:00:00.000000Z',
      size: bytes.length,
    })),
  );
  const json = {
    meta: { 'api-version': '1.1' },
    name: normalise(situation.name),
    versions: releases.map(({ version }) => version),
    files,
  };
  return { json, headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' } };
}

function answerNpm(situation: Situation, index: string, offer: Offer, path: readonly string[], root: string): Reply {
  const whole = path.join('/');
  const releases = offer.releases ?? [];
  const tarball = releases.find(
    ({ version }) => whole === `${situation.name}/-/${baseOf(situation.name)}-${version}.tgz`,
  );
  if (tarball !== undefined)
    return { raw: packageOf(situation, index, tarball), headers: { 'content-type': 'application/octet-stream' } };
  if (whole !== situation.name) return { status: 404, json: { error: 'Not found' } };
  if (offer.status !== undefined) return { status: offer.status, json: { error: 'refused' } };
  if (releases.length === 0) return { status: 404, json: { error: 'Not found' } };
  const versions = Object.fromEntries(
    releases.map((release) => {
      const bytes = packageOf(situation, index, release);
      const dist = {
        tarball: `${root}/${situation.name}/-/${baseOf(situation.name)}-${release.version}.tgz`,
        integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
        shasum: createHash('sha1').update(bytes).digest('hex'),
      };
      const notice = release.yanked === true ? { deprecated: 'broken' } : {};
      return [release.version, { name: situation.name, version: release.version, ...notice, dist }];
    }),
  );
  const time = Object.fromEntries(releases.map(({ version }) => [version, '2022-12-01T00:00:00.000Z']));
  const tags = offer.tags ?? { latest: releases.at(-1)?.version };
  return { json: { name: situation.name, 'dist-tags': tags, versions, time } };
}

const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** The index whose bytes have this hash, and the version. */
export function findByHash(
  situation: Situation,
  hash: string,
): { readonly index: string; readonly version: string } | undefined {
  for (const [index, { releases = [] }] of Object.entries(situation.indexes)) {
    for (const release of releases) {
      const all = isNode(situation)
        ? [packageOf(situation, index, release)]
        : archivesOf(situation, index, release).map(({ bytes }) => bytes);
      const hashes = all.flatMap((bytes) => [
        sha256(bytes),
        createHash('sha512').update(bytes).digest('base64'),
        createHash('sha1').update(bytes).digest('hex'),
        createHash('sha512').update(bytes).digest('hex'),
      ]);
      if (hashes.some((one) => hash.includes(one))) return { index, version: release.version };
    }
  }
  return undefined;
}
