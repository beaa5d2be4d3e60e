import { versions as npmVersions } from '../../../src/ecosystems/npm/versions.ts';
import { versions as pypiVersions } from '../../../src/ecosystems/pypi/versions.ts';
import type { Reply } from './reply.ts';
import { type LoggedRequest, type LoopbackServer, type ServerOptions, startServer } from './server.ts';

/** One advisory, in short. */
export interface OsvRecord {
  /** `MAL-2025-1`, `GHSA-...` */
  readonly id: string;
  readonly ecosystem: 'npm' | 'PyPI' | 'GitHub Actions';
  readonly name: string;
  /** Left out: all versions (`introduced: 0`). */
  readonly versions?: readonly string[];
  /** Of a vulnerability: affected ranges, from the first version to the one that is not affected any more, where there is one. */
  readonly ranges?: readonly (readonly [introduced: string, fixed?: string])[];
  readonly aliases?: readonly string[];
  readonly summary?: string;
  /** As GitHub spells it: `CRITICAL`, `HIGH`, `MODERATE`, `LOW`. */
  readonly severity?: string;
  /** `CVSS:3.1/AV:N/...` */
  readonly vector?: string;
  readonly cwes?: readonly string[];
  /** RFC 3339. Withdrawn records are still listed by the batch where `listWithdrawn` is set. */
  readonly withdrawn?: string;
}

export interface OsvOptions extends ServerOptions {
  /** Advisories on one page of an answer. Default 1,000. */
  readonly pageSize?: number;
  readonly listWithdrawn?: boolean;
}

export interface Osv extends LoopbackServer {
  put(record: OsvRecord): void;
}

/**
 * The advisory service on loopback (google.github.io/osv.dev/api): `POST /v1/querybatch` with pages and
 * `GET /v1/vulns/{id}`.
 *
 * `startOsv([{ id: 'MAL-2025-1', ecosystem: 'npm', name: 'evil' }])`
 */
export async function startOsv(records: readonly OsvRecord[], options: OsvOptions = {}): Promise<Osv> {
  const held = new Map(records.map((record) => [record.id, record]));
  const server = await startServer((request) => answerOsv(request, held, options), options);
  return { ...server, put: (record) => void held.set(record.id, record) };
}

interface BatchQuery {
  readonly package?: { readonly name?: string; readonly ecosystem?: string };
  readonly version?: string;
  readonly page_token?: string;
}

function answerOsv(request: LoggedRequest, held: ReadonlyMap<string, OsvRecord>, options: OsvOptions): Reply {
  if (request.method === 'POST' && request.url === '/v1/querybatch') {
    const { queries } = JSON.parse(request.body) as { queries: readonly BatchQuery[] };
    if (queries.length > 1000) return { status: 400, json: { code: 3, message: 'too many queries' } };
    return { json: { results: queries.map((query) => answerQuery(query, held, options)) } };
  }
  const record = request.method === 'GET' ? held.get(request.url.replace('/v1/vulns/', '')) : undefined;
  return record === undefined
    ? { status: 404, json: { code: 5, message: 'Bug not found.' } }
    : { json: createOsvDocument(record) };
}

function answerQuery(
  query: BatchQuery,
  held: ReadonlyMap<string, OsvRecord>,
  { pageSize = 1000, listWithdrawn }: OsvOptions,
): unknown {
  const matching = [...held.values()].filter(
    (record) =>
      record.ecosystem === query.package?.ecosystem &&
      record.name === query.package.name &&
      (query.version === undefined || isAffected(record, query.version)) &&
      (record.withdrawn === undefined || listWithdrawn === true),
  );
  const start = Number(query.page_token ?? 0);
  const page = matching.slice(start, start + pageSize).map(({ id }) => ({ id, modified: '2025-06-01T00:00:00Z' }));
  const more = start + pageSize < matching.length ? { next_page_token: String(start + pageSize) } : {};
  return { ...(page.length === 0 ? {} : { vulns: page }), ...more };
}

function isAffected({ ecosystem, versions, ranges }: OsvRecord, version: string): boolean {
  if (versions === undefined && ranges === undefined) return true;
  const { compare } = ecosystem === 'PyPI' ? pypiVersions : npmVersions;
  const isWithin = ([introduced, fixed]: readonly [string, string?]): boolean =>
    (introduced === '0' || compare(version, introduced) >= 0) && (fixed === undefined || compare(version, fixed) < 0);
  return versions?.includes(version) === true || ranges?.some(isWithin) === true;
}

/** `GET /v1/vulns/{id}`: a record of the malicious packages, else one of GitHub's or of the PyPA's. */
export function createOsvDocument(record: OsvRecord): unknown {
  const { id, ecosystem, name, withdrawn, summary, aliases } = record;
  return {
    schema_version: '1.7.3',
    id,
    modified: '2025-06-01T00:00:00Z',
    published: '2025-06-01T00:00:00Z',
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(aliases === undefined ? {} : { aliases }),
    summary: summary ?? `Malicious code in ${name} (${ecosystem})`,
    details: 'What it does stands here at length, with ```code``` and <b>markup</b>.',
    ...(record.vector === undefined ? {} : { severity: [{ type: 'CVSS_V3', score: record.vector }] }),
    affected: affectedOf(record),
    references: [{ type: 'WEB', url: `https://advisories.acme.example/${id}` }],
    database_specific: specificOf(record),
  };
}

/** GitHub gives each range an entry of its own; versions stand in one. */
function affectedOf({ ecosystem, name, versions, ranges }: OsvRecord): readonly unknown[] {
  const named = { package: { ecosystem, name, purl: `pkg:${ecosystem.toLowerCase()}/${name}` } };
  if (versions !== undefined) return [{ ...named, versions }];
  const type = ecosystem === 'PyPI' ? 'ECOSYSTEM' : 'SEMVER';
  return (ranges ?? [['0']]).map(([introduced, fixed]) => ({
    ...named,
    ranges: [{ type, events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    ...(ranges === undefined ? {} : { database_specific: { source: 'https://advisories.acme.example/source.json' } }),
  }));
}

function specificOf({ id, severity, cwes }: OsvRecord): unknown {
  if (id.startsWith('MAL-')) {
    const origin = { source: 'acme-scanner', sha256: '0'.repeat(64), import_time: '2025-06-01T00:00:00Z' };
    return { 'malicious-packages-origins': [origin] };
  }
  if (!id.startsWith('GHSA-')) return undefined;
  return {
    nvd_published_at: null,
    cwe_ids: cwes ?? [],
    severity: severity ?? 'MODERATE',
    github_reviewed: true,
    github_reviewed_at: '2025-06-01T00:00:00Z',
  };
}
