import { isLoopback } from './address.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** A variable in lower or upper case; lower case wins, as in curl. */
const readVariable = (env: Env, name: string): string => (env[name] || env[name.toUpperCase()] || '').trim();

/** Whether an entry of NO_PROXY names the host: `host`, `.domain`, `*.domain` or `domain` with everything below; `:port`. */
function covers(entry: string, hostname: string, port: string): boolean {
  const [, name = entry, entryPort] = /^([^:]*):([0-9]+)$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const domain = name.toLowerCase().replace(/^\*?\./, '');
  return domain !== '' && (hostname === domain || hostname.endsWith(`.${domain}`));
}

/**
 * The proxy for an address by HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or undefined. Loopback is never sent through one.
 * @returns an address that may contain credentials: not for output
 */
export function proxyFor(url: URL, env: Env): string | undefined {
  const hostname = url.hostname.toLowerCase();
  if (isLoopback(hostname)) return undefined;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const exceptions = readVariable(env, 'no_proxy').split(/[\s,]+/);
  if (exceptions.some((entry) => entry === '*' || covers(entry, hostname, port))) return undefined;
  const proxy =
    url.protocol === 'https:'
      ? readVariable(env, 'https_proxy') || readVariable(env, 'http_proxy')
      : readVariable(env, 'http_proxy');
  if (proxy === '') return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** Whether the environment names a proxy at all. */
export const hasProxy = (env: Env): boolean =>
  readVariable(env, 'https_proxy') !== '' || readVariable(env, 'http_proxy') !== '';
