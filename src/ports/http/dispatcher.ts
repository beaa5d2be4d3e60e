import type { Agent, Dispatcher } from 'undici';
import { HttpError } from './failure.ts';
import { proxyFor } from './proxy-env.ts';

/** Connections, direct or through the proxy of the environment. */
export interface Dispatchers {
  /** Throws `HttpError` where the proxy's address is none. */
  to(url: URL): Dispatcher;
  destroy(): Promise<void>;
}

/** undici is loaded here and not before: a run that asks nobody does not pay for it. */
export async function createDispatchers(
  options: Agent.Options,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Dispatchers> {
  const { Agent, ProxyAgent } = await import('undici');
  const made = new Map<string, Dispatcher>();
  const make = (proxy: string): Dispatcher => {
    if (proxy === '') return new Agent(options);
    if (!URL.canParse(proxy)) throw new HttpError('network', 'the address of the proxy is not valid');
    return new ProxyAgent({ ...options, uri: proxy });
  };
  return {
    to(url) {
      const proxy = proxyFor(url, env) ?? '';
      const known = made.get(proxy) ?? make(proxy);
      made.set(proxy, known);
      return known;
    },
    async destroy() {
      await Promise.all([...made.values()].map((dispatcher) => dispatcher.destroy()));
      made.clear();
    },
  };
}
