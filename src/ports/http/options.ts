import type { AnswerCache } from './cache/index.ts';

/** What a run may spend. Left out: no limit. */
export interface HttpBudget {
  /** Requests on the wire, with retries and redirects. */
  readonly requests?: number;
  /** Since the port was created. */
  readonly seconds?: number;
  /** Bytes of bodies on the wire. */
  readonly bytes?: number;
}

export interface HttpOptions {
  /** Name and version of this program: `gazetteer/1.2.3`. */
  readonly userAgent: string;
  /** Whether a host may be contacted at all: the public defaults, and what the base side's configuration trusts. */
  readonly allowed: (url: string) => boolean;
  /** Whether a host is named by the configuration itself, so that it may lie in a private network. Default: none is. */
  readonly configured?: (hostname: string) => boolean;
  /** Nobody is asked at all. */
  readonly offline?: boolean;
  /** The `authorization` header for an address, where the user configured one for its host. */
  readonly credentials?: (url: URL) => string | undefined;
  readonly budget?: HttpBudget;
  /** Answers from one run to the next; closed with the port. Left out: none are kept. */
  readonly cache?: AnswerCache | undefined;
  /**
   * For one request with its retries and its body, from the moment it leaves the queue of its host. Default 15,000, and at
   * most half of the run's own time: one host that is silent must leave the others theirs.
   */
  readonly deadlineMs?: number;
  /** Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** At the same time to one host. Default 32. */
  readonly concurrency?: number;
  /** After the first attempt. Default 3. */
  readonly retries?: number;
  /** The first pause; each further one is twice as long. Default 500. */
  readonly retryDelayMs?: number;
  /** Requests of one host that fail in a row until it is only tried once in a while. Default 12. */
  readonly failuresUntilDown?: number;
  /** Answers that are remembered within the run, in bytes of memory. Default 8 MiB. */
  readonly memoryBytes?: number;
  /** 0 to 1, for the jitter of pauses. Default `Math.random`. */
  readonly random?: () => number;
  /** Milliseconds that only grow. Default `performance.now`. */
  readonly now?: () => number;
  /** Where the proxy is configured. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export type HttpSettings = Required<HttpOptions>;

export const withDefaults = (options: HttpOptions): HttpSettings => ({
  credentials: () => undefined,
  configured: () => false,
  offline: false,
  budget: {},
  cache: undefined,
  deadlineMs: Math.min(15_000, (options.budget?.seconds ?? Number.POSITIVE_INFINITY) * 500),
  connectTimeoutMs: 5_000,
  concurrency: 32,
  retries: 3,
  retryDelayMs: 500,
  failuresUntilDown: 12,
  memoryBytes: 8 * 1024 * 1024,
  random: Math.random,
  now: () => performance.now(),
  env: process.env,
  ...options,
});
