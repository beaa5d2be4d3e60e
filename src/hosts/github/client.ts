import { Octokit } from '@octokit/rest';
import { limitFetch } from './limit-fetch.ts';
import { retryRequest } from './retry-request.ts';

export interface ClientOptions {
  /** `GITHUB_API_URL`, for example `https://github.acme.example/api/v3`. */
  readonly apiUrl: string;
  readonly token?: string;
  /** For proxies; left out: the global one. */
  readonly fetch?: typeof globalThis.fetch;
  /** What waiting one second takes, in milliseconds; shorter in tests. */
  readonly secondMs?: number;
  /** For one request; shorter in tests. Default a minute. */
  readonly deadlineMs?: number;
  /** Told of every wait and every answer of a server in trouble, in words. */
  note(text: string): void;
}

export type GitHubClient = Octokit;

const maxJsonBytes = 64 * 1024 * 1024;

/** A client that reads with few retries, and no wait longer than a minute. What it asks to be done, it asks once. */
export function createClient(options: ClientOptions): GitHubClient {
  const { note, secondMs = 1000, deadlineMs = 60_000 } = options;
  const client = new Octokit({
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'gazetteer',
    ...(options.token === undefined || options.token === '' ? {} : { auth: options.token }),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: limitFetch(options.fetch, { maxBytes: maxJsonBytes, deadlineMs, note }) },
  });
  client.hook.wrap('request', (request, asked) => {
    const isQuery = asked.url.endsWith('/graphql');
    if (asked.method !== 'GET' && !isQuery) return request(asked);
    return retryRequest(async () => request(asked), isQuery, { secondMs, note });
  });
  return client;
}
