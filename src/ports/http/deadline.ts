import type { HttpError } from './failure.ts';

/** A limit in time that can be waited against; it holds a timer until it is released. */
export interface Deadline {
  /** Aborts with the `HttpError` that says why. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  abort(reason: HttpError): void;
  release(): void;
}

/** @param sayWhy made only when the time is up */
export function createDeadline(ms: number, sayWhy: () => HttpError, now: () => number): Deadline {
  const controller = new AbortController();
  const end = now() + ms;
  const timer = setTimeout(() => controller.abort(sayWhy()), Math.max(0, Math.min(ms, 2 ** 31 - 1)));
  return {
    signal: controller.signal,
    remainingMs: () => end - now(),
    abort: (other) => controller.abort(other),
    release: () => clearTimeout(timer),
  };
}

/** Waits; rejects with the reason of the signal when that comes first. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
