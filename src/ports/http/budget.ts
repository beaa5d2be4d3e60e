import { HttpError } from './failure.ts';
import type { HttpBudget } from './options.ts';

/** What a run has spent. Everything throws `HttpError` with the code `budget` once a limit is reached. */
export interface Budget {
  spendRequest(): void;
  spendBytes(count: number): void;
  /** Milliseconds until the end of the run. */
  remainingMs(): number;
}

export const timeIsUp = (seconds: number | undefined): HttpError =>
  new HttpError('budget', `the time of this run is used up (${seconds ?? 0} seconds)`);

export function createBudget(limits: HttpBudget, now: () => number): Budget {
  const end = limits.seconds === undefined ? Number.POSITIVE_INFINITY : now() + limits.seconds * 1000;
  let requests = 0;
  let bytes = 0;
  return {
    remainingMs: () => end - now(),
    spendRequest() {
      if (now() >= end) throw timeIsUp(limits.seconds);
      if (limits.bytes !== undefined && bytes >= limits.bytes) throw bytesAreUp(limits.bytes);
      if (limits.requests !== undefined && requests >= limits.requests) {
        throw new HttpError('budget', `the requests of this run are used up (${limits.requests})`);
      }
      requests++;
    },
    spendBytes(count) {
      bytes += count;
      if (limits.bytes !== undefined && bytes > limits.bytes) throw bytesAreUp(limits.bytes);
    },
  };
}

const bytesAreUp = (limit: number): HttpError =>
  new HttpError('budget', `the bytes of this run are used up (${limit})`);
