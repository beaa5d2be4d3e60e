import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { limitFetch } from './limit-fetch.ts';

export interface ClientOptions {
  /** `GITHUB_API_URL`, for example `https://github.acme.example/api/v3`. */
  readonly apiUrl: string;
  readonly token?: string;
  /** For proxies; left out: the global one. */
  readonly fetch?: typeof globalThis.fetch;
  /** What waiting one second takes, in milliseconds; shorter in tests. */
  readonly secondMs?: number;
  /** Told of every wait and every answer of a server in trouble, in words. */
  note(text: string): void;
}

export type GitHubClient = InstanceType<typeof ReadingOctokit>;

const ReadingOctokit = Octokit.plugin(retry, throttling);
const maxWaitSeconds = 60;
const requestDeadlineMs = 60_000;
const maxJsonBytes = 64 * 1024 * 1024;

/**
 * The throttling plugin spaces everything but GET a second apart, for writes; this client's only POST is a GraphQL query
 * that reads.
 */
const unspaced: object = { write: { key: () => ({ schedule: (_options: unknown, job: () => unknown) => job() }) } };

/** A client that reads: few retries, and no wait longer than a minute. */
export function createClient(options: ClientOptions): GitHubClient {
  const { note, secondMs = 1000 } = options;
  const decide = (kind: string) => (seconds: number, _request: unknown, _client: unknown, tries: number) => {
    const again = tries === 0 && seconds <= maxWaitSeconds;
    note(`GitHub's ${kind} asks to wait ${seconds} s: ${again ? 'waited and asked again' : 'not waited'}.`);
    return again;
  };
  const onRateLimit = decide('rate limit');
  const onSecondaryRateLimit = decide('secondary rate limit');
  return new ReadingOctokit({
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'gazetteer',
    ...(options.token === undefined || options.token === '' ? {} : { auth: options.token }),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: limitFetch(options.fetch, { maxBytes: maxJsonBytes, deadlineMs: requestDeadlineMs, note }) },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451], retryAfterBaseValue: secondMs },
    throttle: Object.assign({ onRateLimit, onSecondaryRateLimit, retryAfterBaseValue: secondMs }, unspaced),
  });
}
