import {
  createApiJson,
  createProvenance,
  createSimpleHtml,
  createSimpleJson,
  type FileDocument,
  filesOf,
  normalise,
  type PageOptions,
  type PyPiProject,
} from './pypi-documents.ts';
import { answerRange, type Ranges } from './ranges.ts';
import type { Reply } from './reply.ts';
import { type LoggedRequest, type LoopbackServer, type ServerOptions, startServer } from './server.ts';

export interface PyPiOptions extends ServerOptions, PageOptions {
  /** Only HTML pages, as static and older indexes serve. */
  readonly html?: boolean;
  /** Whether `/pypi/{name}/json` answers. Default true. */
  readonly api?: boolean;
  /** Which parts of archives are given. Default: as PyPI's host of archives does, none that count from the end. */
  readonly ranges?: Ranges;
}

export interface PyPi extends LoopbackServer {
  /** Address of the index: `<url>/simple`. */
  readonly index: string;
  /** Adds or replaces a project. */
  put(project: PyPiProject): void;
  remove(name: string): void;
}

const json = 'application/vnd.pypi.simple.v1+json';

/**
 * A Python index on loopback, in the real document shapes: Simple API as JSON (api-version 1.4) or HTML by `Accept`, the
 * older JSON API, a redirect from other spellings of a name, HTML bodies for 404; wheels, also in parts, their metadata, and
 * statements about builds.
 *
 * `startPyPi([{ name: 'Acme.Tools', releases: [{ version: '1.0', uploadedAt: '2020-01-01T00:00:00.000000Z' }] }])`
 */
export async function startPyPi(projects: readonly PyPiProject[], options: PyPiOptions = {}): Promise<PyPi> {
  const held = new Map(projects.map((project) => [normalise(project.name), project]));
  let base = '';
  const server = await startServer((request) => answerPyPi(request, held, base, options), options);
  base = server.url;
  return {
    ...server,
    index: `${server.url}/simple`,
    put: (project) => void held.set(normalise(project.name), project),
    remove: (name) => void held.delete(normalise(name)),
  };
}

const notFound: Reply = {
  status: 404,
  headers: { 'content-type': 'text/html' },
  text: '<html><body><h1>404 Not Found</h1></body></html>',
};

function answerPyPi(
  request: LoggedRequest,
  held: ReadonlyMap<string, PyPiProject>,
  base: string,
  options: PyPiOptions,
): Reply {
  const [kind, name = '', ...rest] = (request.url.split('?', 1)[0] ?? '').slice(1).split('/').map(decodeURIComponent);
  const project = held.get(normalise(name));
  if (kind === 'packages') {
    const [asked = ''] = rest;
    const files = [...held.values()].flatMap(filesOf);
    const beside = files.find(({ filename }) => `${filename}.metadata` === asked)?.metadata;
    if (beside !== undefined) return answerMetadata(beside, request.headers['range'], options.ranges);
    const file = files.find(({ filename }) => filename === asked);
    return file?.bytes === undefined ? notFound : answerRange(file.bytes, request.headers['range'], options.ranges);
  }
  if (kind === 'integrity') return answerIntegrity(request, project, rest);
  if (kind === 'simple') return answerSimple(request, name, project, base, options);
  if (kind !== 'pypi' || options.api === false || project === undefined || project.status === 'quarantined')
    return notFound;
  if (rest.length === 1 && rest[0] === 'json') return { json: createApiJson(project, base) };
  const release = project.releases.find(({ version }) => version === rest[0]);
  return rest[1] === 'json' && release !== undefined
    ? { json: createApiJson(project, base, release.version) }
    : notFound;
}

/** What lies beside a file never changes. */
const answerMetadata = (text: string, range: string | undefined, ranges: Ranges | undefined): Reply =>
  range === undefined
    ? {
        text,
        headers: { 'content-type': 'binary/octet-stream', 'cache-control': 'max-age=365000000, immutable, public' },
      }
    : answerRange(Buffer.from(text), range, ranges);

/** Files without a statement have no such page. */
function answerIntegrity(
  { headers }: LoggedRequest,
  project: PyPiProject | undefined,
  [version, filename]: readonly string[],
): Reply {
  if (!/application\/(?:vnd\.pypi\.integrity\.v1\+json|json)/.test(headers['accept'] ?? ''))
    return { status: 406, text: '' };
  const isIt = (file: FileDocument) => file.filename === filename && file.version === version;
  const file = project === undefined ? undefined : filesOf(project).find(isIt);
  return file === undefined || file.provenance !== true
    ? { status: 404, json: { message: `No provenance available for ${filename}` } }
    : { json: createProvenance(file), headers: { 'cache-control': 'max-age=600, public' } };
}

function answerSimple(
  { headers }: LoggedRequest,
  name: string,
  project: PyPiProject | undefined,
  base: string,
  options: PyPiOptions,
): Reply {
  if (name !== normalise(name)) return { status: 301, headers: { location: `/simple/${normalise(name)}/` }, text: '' };
  if (project === undefined) return notFound;
  if (options.html !== true && (headers['accept'] ?? '').includes(json)) {
    return {
      json: createSimpleJson(project, base, options),
      headers: { 'content-type': json, 'cache-control': 'max-age=600, public' },
    };
  }
  return { text: createSimpleHtml(project, base), headers: { 'content-type': 'text/html; charset=utf-8' } };
}
