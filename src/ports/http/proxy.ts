import { createDispatchers } from './dispatcher.ts';
import { type Env, hasProxy } from './proxy-env.ts';

/**
 * `fetch` for clients that bring no proxy of their own. Node's built-in one honours the variables only from 24 on, and
 * takes no dispatcher of another version of undici: so undici's own is used where a proxy is configured.
 */
export async function proxyFetch(env: Env = process.env): Promise<typeof globalThis.fetch> {
  if (!hasProxy(env)) return globalThis.fetch;
  const { fetch } = await import('undici');
  const dispatchers = await createDispatchers({}, env);
  const proxied = (input: string | URL | Request, init?: object) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return fetch(url, { ...init, dispatcher: dispatchers.to(url) });
  };
  return proxied as unknown as typeof globalThis.fetch;
}
