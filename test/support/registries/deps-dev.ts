import type { Reply } from './reply.ts';
import { type LoggedRequest, type LoopbackServer, type ServerOptions, startServer } from './server.ts';

export interface DepsDevOptions extends ServerOptions {
  /** Versions on one page of an answer. Default 1,000. */
  readonly pageSize?: number;
}

interface Asked {
  readonly versionKey?: { readonly system?: string; readonly name?: string; readonly version?: string };
}

/**
 * The service that knows when versions were published, on loopback (docs.deps.dev/api/v3alpha, "GetVersionBatch"):
 * `POST /v3alpha/versionbatch` with pages. What it does not know it answers without a `version`.
 * @param times by `NPM name version`
 */
export const startDepsDev = (
  times: ReadonlyMap<string, string>,
  options: DepsDevOptions = {},
): Promise<LoopbackServer> => startServer((request) => answer(request, times, options), options);

function answer(
  { method, url, body }: LoggedRequest,
  times: ReadonlyMap<string, string>,
  { pageSize = 1000 }: DepsDevOptions,
): Reply {
  if (method !== 'POST' || url !== '/v3alpha/versionbatch') return { status: 404, json: { code: 5 } };
  const { requests, pageToken = '0' } = JSON.parse(body) as { requests: readonly Asked[]; pageToken?: string };
  if (requests.length > 5000) return { status: 400, json: { code: 3, message: 'too many requests' } };
  const [from, to] = [Number(pageToken), Number(pageToken) + pageSize];
  const responses = requests.slice(from, to).map((request) => {
    const { system = '', name = '', version = '' } = request.versionKey ?? {};
    const publishedAt = times.get(`${system} ${name} ${version}`);
    return publishedAt === undefined
      ? { request }
      : { request, version: { versionKey: { system, name, version }, publishedAt, licenses: ['MIT'], links: [] } };
  });
  return { json: { responses, nextPageToken: to < requests.length ? String(to) : '' } };
}
