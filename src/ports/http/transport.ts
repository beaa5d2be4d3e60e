import type { Dispatcher } from 'undici';
import { createDispatchers, type Dispatchers } from './dispatcher.ts';
import { connectionError } from './failure.ts';
import { guardedLookup } from './lookup.ts';
import type { HttpSettings } from './options.ts';

/** An answer whose body has not been read yet. */
export interface Exchange {
  readonly status: number;
  /** Lower-case names; repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Gives the rest of the body up. */
  discard(): void;
}

export interface Transport {
  /** Loads what is needed; that takes no time of a request. */
  load(): Promise<void>;
  /** One request without redirects and retries. Throws `HttpError`, or the reason of the signal. */
  send(url: URL, init: TransportRequest): Promise<Exchange>;
  close(): Promise<void>;
}

export interface TransportRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

/** `Object.fromEntries` makes own properties, whatever they are called (ECMA-262, 20.1.2.7). */
const flattenHeaders = (raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

function toExchange(data: Dispatcher.ResponseData): Exchange {
  // A body that is given up reports an error to whoever listens, and nobody may be listening.
  data.body.on('error', () => undefined);
  return {
    status: data.statusCode,
    headers: flattenHeaders(data.headers),
    body: data.body,
    discard: () => void data.body.destroy(),
  };
}

export function createTransport(settings: HttpSettings): Transport {
  let loaded: Promise<Dispatchers> | undefined;
  // The deadline of the port is the only clock: undici's own would count per piece of a body.
  const options = {
    connections: settings.concurrency,
    keepAliveTimeout: 30_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: settings.connectTimeoutMs, lookup: guardedLookup(settings.configured) },
  };
  const load = (): Promise<Dispatchers> => {
    loaded ??= createDispatchers(options, settings.env);
    return loaded;
  };
  return {
    load: async () => void (await load()),
    async send(url, { method, headers, body, signal }) {
      try {
        const dispatcher = (await load()).to(url);
        signal.throwIfAborted();
        const path = `${url.pathname}${url.search}`;
        const answer = dispatcher.request({ origin: url.origin, path, method, headers, body: body ?? null, signal });
        return toExchange(await answer);
      } catch (error) {
        signal.throwIfAborted();
        throw connectionError(error, url.host);
      }
    },
    async close() {
      await (await loaded)?.destroy();
    },
  };
}
