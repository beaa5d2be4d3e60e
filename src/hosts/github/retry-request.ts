import { setTimeout as wait } from 'node:timers/promises';
import { property, textAt } from './property.ts';

export interface Patience {
  /** What waiting one second takes, in milliseconds. */
  readonly secondMs: number;
  /** Told of every limit that was met, in words. */
  note(text: string): void;
}

type Outcome<T> = { readonly answer: T } | { readonly error: unknown };

/** A limit of GitHub's, and how long to leave it alone. */
interface Limit {
  readonly kind: 'rate limit' | 'secondary rate limit';
  readonly seconds: number;
}

const maxFailures = 2;
const maxWaitSeconds = 60;
/** docs.github.com/rest/using-the-rest-api/best-practices: at least a minute where GitHub does not say how long. */
const unsaidSeconds = 60;
/** The request itself is at fault, or a limit: the same request gets the same answer. */
const settled: ReadonlySet<unknown> = new Set([400, 401, 403, 404, 409, 410, 422, 429, 451]);

/**
 * Makes a request that only reads until it is answered: again after one and after four seconds where the server is in
 * trouble, and once more after a limit that ends within a minute. What the last try gives is the result, fault or not.
 *
 * Octokit's own plugins (retry, throttling) do the same with a scheduler for writes, searches and clusters that is
 * larger than the client itself. Nothing here writes, and the callers keep few requests open at a time.
 * @param isQuery of GraphQL, which tells faults in answers with the status 200
 */
export async function retryRequest<T>(request: () => Promise<T>, isQuery: boolean, patience: Patience): Promise<T> {
  let failures = 0;
  let limits = 0;
  for (;;) {
    const outcome = await settle(request);
    const limit = limitOf(outcome, isQuery);
    let seconds: number | undefined;
    if (limit !== undefined) {
      if (limits++ === 0 && limit.seconds <= maxWaitSeconds) seconds = limit.seconds;
      const what = seconds === undefined ? 'not waited' : 'waited and asked again';
      patience.note(`GitHub's ${limit.kind} asks to wait ${limit.seconds} s: ${what}.`);
    } else if (isTrouble(outcome, isQuery) && failures < maxFailures) {
      seconds = (++failures) ** 2;
    }
    if (seconds === undefined) {
      if ('error' in outcome) throw outcome.error;
      return outcome.answer;
    }
    await wait(seconds * patience.secondMs);
  }
}

async function settle<T>(request: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await request() };
  } catch (error) {
    return { error };
  }
}

/** docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api, "Exceeding the rate limit"; of GraphQL likewise. */
function limitOf(outcome: Outcome<unknown>, isQuery: boolean): Limit | undefined {
  if ('answer' in outcome) return isQuery && isOverLimit(outcome.answer) ? primaryLimit(outcome.answer) : undefined;
  const { error } = outcome;
  const status = property(error, 'status');
  if (status !== 403 && status !== 429 && (!isQuery || status === 401)) return undefined;
  const response = property(error, 'response');
  const secondary = secondaryLimit(response);
  if (error instanceof Error && /\bsecondary rate\b/i.test(error.message)) return secondary;
  const isUsedUp = textAt(response, 'headers', 'x-ratelimit-remaining') === '0';
  if (isUsedUp || isOverLimit(response)) return primaryLimit(response);
  const isAsked = status === 429 || textAt(response, 'headers', 'retry-after') !== undefined;
  return isAsked && response !== undefined ? secondary : undefined;
}

function secondaryLimit(response: unknown): Limit {
  const seconds = Number(textAt(response, 'headers', 'retry-after'));
  return { kind: 'secondary rate limit', seconds: seconds > 0 ? seconds : unsaidSeconds };
}

/** Ends at a time that GitHub gives in seconds; one more is past it whatever the clock here says. */
function primaryLimit(response: unknown): Limit {
  const reset = Number(textAt(response, 'headers', 'x-ratelimit-reset')) || 0;
  return { kind: 'rate limit', seconds: Math.max(Math.ceil(reset - Date.now() / 1000) + 1, 0) };
}

const isOverLimit = (response: unknown): boolean =>
  errorsOf(response).some((one) => property(one, 'type') === 'RATE_LIMITED');

/** The server failed, or nothing answered, which the client tells as 500 too; queries that took too long end with 200. */
function isTrouble(outcome: Outcome<unknown>, isQuery: boolean): boolean {
  if ('error' in outcome) {
    const status = property(outcome.error, 'status');
    return typeof status === 'number' && status >= 400 && !settled.has(status);
  }
  const message = isQuery ? textAt(errorsOf(outcome.answer)[0], 'message') : undefined;
  return message?.includes('Something went wrong while executing your query') === true;
}

/** What an answer of GraphQL has against a query. */
function errorsOf(response: unknown): readonly unknown[] {
  const errors = property(property(response, 'data'), 'errors');
  return Array.isArray(errors) ? errors : [];
}
