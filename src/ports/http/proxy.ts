import { Readable } from 'node:stream';
import { createDispatchers } from './dispatcher.ts';
import { type Env, hasProxy } from './proxy-env.ts';

/** Statuses whose answers have no body (fetch.spec.whatwg.org, "null body status"). */
const withoutBody = new Set([101, 204, 205, 304]);
/** Redirects that are followed, as fetch does; credentials do not go to another origin (undici, `RedirectHandler`). */
const maxRedirects = 5;

/**
 * `fetch` for clients that bring no proxy of their own. Node's built-in one honours the variables only from 24 on, and
 * takes no dispatcher of another version of undici: so where a proxy is configured, undici asks and the answer is handed
 * over as one of Node's own. Bodies of requests are texts.
 */
export async function proxyFetch(env: Env = process.env): Promise<typeof globalThis.fetch> {
  if (!hasProxy(env)) return globalThis.fetch;
  const dispatchers = await createDispatchers({}, env);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { statusCode, headers, body } = await dispatchers.to(url).request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: methodOf(init),
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? null,
      maxRedirections: init.redirect === 'manual' ? 0 : maxRedirects,
    });
    const own = new Headers();
    for (const [name, value = ''] of Object.entries(headers)) {
      for (const one of Array.isArray(value) ? value : [value]) own.append(name, one);
    }
    if (!withoutBody.has(statusCode)) return new Response(toStream(body), { status: statusCode, headers: own });
    body.resume();
    return new Response(null, { status: statusCode, headers: own });
  };
}

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const;

const methodOf = ({ method = 'GET' }: RequestInit): (typeof methods)[number] => {
  const found = methods.find((one) => one === method.toUpperCase());
  if (found === undefined) throw new TypeError(`no request of ours has the method ${method}`);
  return found;
};

/** The types of Node and of the web name the same streams. */
const toStream = (body: Readable): ReadableStream<Uint8Array> => Readable.toWeb(body) as ReadableStream<Uint8Array>;
