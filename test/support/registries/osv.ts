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
    ({ ecosystem, name, versions, withdrawn }) =>
      ecosystem === query.package?.ecosystem &&
      name === query.package.name &&
      (query.version === undefined || versions === undefined || versions.includes(query.version)) &&
      (withdrawn === undefined || listWithdrawn === true),
  );
  const start = Number(query.page_token ?? 0);
  const page = matching.slice(start, start + pageSize).map(({ id }) => ({ id, modified: '2025-06-01T00:00:00Z' }));
  const more = start + pageSize < matching.length ? { next_page_token: String(start + pageSize) } : {};
  return { ...(page.length === 0 ? {} : { vulns: page }), ...more };
}

/** `GET /v1/vulns/{id}` */
export function createOsvDocument({ id, ecosystem, name, versions, withdrawn }: OsvRecord): unknown {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }];
  return {
    schema_version: '1.7.3',
    id,
    modified: '2025-06-01T00:00:00Z',
    published: '2025-06-01T00:00:00Z',
    ...(withdrawn === undefined ? {} : { withdrawn }),
    summary: `Malicious code in ${name} (${ecosystem})`,
    details: 'The package contains code that reads credentials and sends them away.',
    affected: [
      {
        package: { ecosystem, name, purl: `pkg:${ecosystem.toLowerCase()}/${name}` },
        ...(versions === undefined ? { ranges } : { versions }),
      },
    ],
    references: [{ type: 'WEB', url: `https://advisories.acme.example/${id}` }],
    database_specific: {
      'malicious-packages-origins': [
        { source: 'acme-scanner', sha256: '0'.repeat(64), import_time: '2025-06-01T00:00:00Z' },
      ],
    },
  };
}
