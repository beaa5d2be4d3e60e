import { createHash } from 'node:crypto';
import { rememberFor } from '../../../src/text/remember.ts';
import { createZip } from '../clients/zip.ts';

/** One release, in short. */
export interface PyPiRelease {
  readonly version: string;
  /** RFC 3339: of all its files, unless `files` says otherwise. */
  readonly uploadedAt: string;
  /** `true` or a reason. */
  readonly yanked?: boolean | string;
  /** Default: one wheel and one sdist. */
  readonly files?: readonly {
    readonly filename: string;
    readonly uploadedAt?: string;
    readonly yanked?: boolean | string;
    readonly provenance?: boolean | 'untold';
    readonly holds?: readonly string[];
    readonly requires?: readonly string[];
  }[];
  readonly requiresPython?: string;
  /** Of all its files, unless `files` says otherwise (PEP 740); `untold`: the page leaves the key out. Default false. */
  readonly provenance?: boolean | 'untold';
  /** Paths in its wheels, besides those of its package. */
  readonly holds?: readonly string[];
  /** Requirements in the metadata of its wheels, unless `files` says otherwise. */
  readonly requires?: readonly string[];
  /** Who made it, where it is attested; default: a workflow of `acme/<name>`. */
  readonly builtBy?: Publisher;
}

/** As the Integrity API tells it. */
export interface Publisher {
  readonly kind: string;
  readonly repository?: string;
  readonly workflow?: string;
  readonly environment?: string | null;
  readonly email?: string;
}

/** A project, in short. `create*` make the index' documents out of it. */
export interface PyPiProject {
  /** In any spelling; the documents use it as the index does. */
  readonly name: string;
  readonly releases: readonly PyPiRelease[];
  readonly status?: 'active' | 'archived' | 'deprecated' | 'quarantined';
  readonly statusReason?: string;
  /** Accounts that may publish it; left out: the index does not tell. */
  readonly publishers?: readonly string[];
  readonly organization?: string;
  readonly summary?: string;
  /** By label. */
  readonly projectUrls?: Readonly<Record<string, string>>;
}

type Json = Readonly<Record<string, unknown>>;

export const normalise = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface FileDocument {
  readonly version: string;
  readonly filename: string;
  readonly uploadedAt: string;
  readonly yanked: boolean | string;
  readonly requiresPython: string;
  readonly provenance: boolean | 'untold';
  /** In bytes; of a source archive, which is not served, about what such are. */
  readonly size: number;
  readonly bytes?: Buffer;
  /** Of a wheel: served beside it (PEP 658). */
  readonly metadata?: string;
  readonly builtBy: Publisher;
}

const made = new WeakMap<PyPiProject, { readonly made: readonly FileDocument[] }>();

/** Packed once: a server looks them through for each of its archives. */
export const filesOf = (project: PyPiProject): readonly FileDocument[] =>
  rememberFor(made, project, () => createFiles(project));

function createFiles({ name, releases }: PyPiProject): readonly FileDocument[] {
  const stem = normalise(name).replaceAll('-', '_');
  return releases.flatMap(({ version, uploadedAt, yanked = false, files, ...release }) => {
    const { requiresPython = '>=3.9', provenance = false, holds = [], requires = [] } = release;
    const { builtBy = { kind: 'GitHub', repository: `acme/${stem}`, workflow: 'release.yml' } } = release;
    const list = files ?? [
      { filename: `${stem}-${version}-py3-none-any.whl` },
      { filename: `${stem}-${version}.tar.gz` },
    ];
    return list.map((file) => {
      const isWheel = file.filename.endsWith('.whl');
      const metadata = isWheel ? createMetadata(name, version, file.requires ?? requires) : undefined;
      const archive =
        metadata === undefined ? { size: 48_231 } : packWheel(stem, version, file.holds ?? holds, metadata);
      return { version, uploadedAt, yanked, requiresPython, provenance, builtBy, ...file, ...archive };
    });
  });
}

/** PEP 427 */
function packWheel(stem: string, version: string, holds: readonly string[], metadata: string) {
  const info = `${stem}-${version}.dist-info`;
  const paths = [`${stem}/__init__.py`, ...holds, `${info}/WHEEL`, `${info}/RECORD`];
  const files = paths.map((path) => ({ path, text: `${path}\n` }));
  const bytes = createZip([...files, { path: `${info}/METADATA`, text: metadata }]);
  return { size: bytes.length, bytes, metadata };
}

/** packaging.python.org, core metadata */
const createMetadata = (name: string, version: string, requires: readonly string[]): string =>
  `Metadata-Version: 2.4
Name: ${name}
Version: ${version}
Summary: Tools for ${name}
License-Expression: MIT
Requires-Python: >=3.9
${requires.map((one) => `Requires-Dist: ${one}\n`).join('')}Description-Content-Type: text/markdown

# ${name}

Requires-Dist: what-stands-here-is-text
`;

/** `GET /integrity/{name}/{version}/{file}/provenance` (docs.pypi.org/api/integrity) */
export const createProvenance = ({ builtBy }: FileDocument): Json => ({
  version: 1,
  attestation_bundles: [
    {
      attestations: [{ envelope: { signature: 'c2lnbmF0dXJl', statement: 'c3RhdGVtZW50' }, version: 1 }],
      publisher: { claims: null, environment: null, ...builtBy },
    },
  ],
});

/** Where an archive lies on its host. */
export const filePath = (filename: string): string => `/packages/${hash(filename).slice(0, 8)}/${filename}`;

const fileUrl = (base: string, filename: string): string => `${base}${filePath(filename)}`;

const provenanceUrl = (base: string, name: string, version: string, filename: string): string =>
  `${base}/integrity/${normalise(name)}/${version}/${filename}/provenance`;

/** A quarantined project lists nothing. */
const servedFiles = (project: PyPiProject): readonly FileDocument[] =>
  project.status === 'quarantined' ? [] : filesOf(project);

export interface PageOptions {
  /** Address that it gives for archives; default: its own. */
  readonly archives?: string;
  /** Whether it offers the metadata of wheels. Default true. */
  readonly metadata?: boolean;
}

/** `GET /simple/{name}/` as JSON (PEP 691, api-version 1.4) */
export function createSimpleJson(
  project: PyPiProject,
  base: string,
  { archives = base, metadata: isOffered = true }: PageOptions = {},
): Json {
  const { name, releases, status = 'active', statusReason } = project;
  const files = servedFiles(project).map(
    ({ version, filename, uploadedAt, yanked, requiresPython, provenance, size, metadata }) => ({
      ...(isOffered
        ? Object.fromEntries(
            ['core-metadata', 'data-dist-info-metadata'].map((key) => [
              key,
              metadata === undefined ? false : { sha256: hash(metadata) },
            ]),
          )
        : {}),
      filename,
      hashes: { sha256: hash(filename) },
      ...(provenance === 'untold'
        ? {}
        : { provenance: provenance ? provenanceUrl(base, name, version, filename) : null }),
      'requires-python': requiresPython,
      size,
      'upload-time': uploadedAt.replace('Z', '').padEnd(26, '0').concat('Z').replace('.000000000', '.000000'),
      url: fileUrl(archives, filename),
      yanked,
    }),
  );
  return {
    files,
    meta: { '_last-serial': 28_123_456, 'api-version': '1.4' },
    name: normalise(name),
    'project-status': { status, ...(statusReason === undefined ? {} : { reason: statusReason }) },
    versions: status === 'quarantined' ? [] : releases.map(({ version }) => version),
  };
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `GET /simple/{name}/` as HTML (PEP 503) */
export function createSimpleHtml(project: PyPiProject, base: string): string {
  const anchors = servedFiles(project).map(({ filename, yanked, requiresPython }) => {
    const mark = yanked === false ? '' : ` data-yanked="${yanked === true ? '' : escapeAttribute(yanked)}"`;
    const href = `${fileUrl(base, filename)}#sha256=${hash(filename)}`;
    return `    <a href="${href}" data-requires-python="${escapeAttribute(requiresPython)}"${mark}>${filename}</a><br />\n`;
  });
  const title = `Links for ${normalise(project.name)}`;
  const head = `  <head>\n    <meta name="pypi:repository-version" content="1.4">\n    <title>${title}</title>\n  </head>\n`;
  return `<!DOCTYPE html>\n<html>\n${head}  <body>\n    <h1>${title}</h1>\n${anchors.join('')}  </body>\n</html>\n<!--SERIAL 28123456-->`;
}

const ownershipOf = ({ organization = null }: { organization?: string | null }, users: readonly string[]): Json => ({
  organization,
  roles: users.map((user) => ({ role: 'Owner', user })),
});

/** `GET /pypi/{name}/json`, and with `version` `GET /pypi/{name}/{version}/json` (without `releases`) */
export function createApiJson(project: PyPiProject, base: string, version?: string): Json {
  const files = filesOf(project).map(({ filename, uploadedAt, yanked, ...file }) => ({
    version: file.version,
    document: {
      digests: { sha256: hash(filename) },
      filename,
      has_sig: false,
      packagetype: filename.endsWith('.whl') ? 'bdist_wheel' : 'sdist',
      requires_python: file.requiresPython,
      size: file.size,
      upload_time: uploadedAt.slice(0, 19),
      upload_time_iso_8601: uploadedAt,
      url: fileUrl(base, filename),
      yanked: yanked !== false,
      yanked_reason: typeof yanked === 'string' ? yanked : null,
    },
  }));
  const shown = version ?? project.releases.at(-1)?.version ?? '';
  const documentsOf = (wanted: string) =>
    files.filter((file) => file.version === wanted).map(({ document }) => document);
  const info = {
    name: project.name,
    version: shown,
    summary: project.summary ?? `Tools for ${project.name}`,
    project_urls: project.projectUrls ?? null,
    author: 'acme',
    license: 'MIT',
    yanked: false,
  };
  const releases = Object.fromEntries(
    project.releases.map((release) => [release.version, documentsOf(release.version)]),
  );
  return {
    info,
    ...(project.publishers === undefined ? {} : { ownership: ownershipOf(project, project.publishers) }),
    last_serial: 28_123_456,
    ...(version === undefined ? { releases } : {}),
    urls: documentsOf(shown),
    vulnerabilities: [],
  };
}
