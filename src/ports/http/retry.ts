const retried: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

export const isRetriedStatus = (status: number): boolean => retried.has(status);

/** Longest pause a server may ask for. */
export const longestPauseMs = 30_000;

/**
 * How long the server asks to wait (RFC 9110, 10.2.3), in milliseconds; undefined where it says nothing. Zero counts as
 * one second: registries send it together with a limit that is not over yet.
 * @param now milliseconds since 1970, for dates; the answer's own `date` is preferred, so that a wrong clock does no harm
 */
export function parseRetryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const { 'retry-after': after = '', date = '' } = headers;
  const text = after.trim();
  if (/^[0-9]{1,9}$/.test(text)) return Math.max(1, Number(text)) * 1000;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  const server = Date.parse(date);
  return Math.max(1000, at - (Number.isNaN(server) ? now : server));
}

/** Pause before a retry: doubles each time, at most ten seconds, half of it jitter. */
export const backoff = (attempt: number, firstMs: number, random: () => number): number =>
  Math.min(10_000, firstMs * 2 ** attempt) * (0.5 + random() / 2);
