import { isIP } from 'node:net';
import { HttpError } from './failure.ts';

/** Host names of URLs keep the brackets of IPv6 and the final dot of an absolute name. */
const bare = (hostname: string): string =>
  hostname.startsWith('[') ? hostname.slice(1, -1) : hostname.replace(/\.$/, '').toLowerCase();

/** An IPv4 address that is written inside an IPv6 one (`::ffff:7f00:1`), or the address itself. */
function embedded(address: string): string {
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped === null) return address;
  const high = Number.parseInt(mapped[1] ?? '', 16);
  const low = Number.parseInt(mapped[2] ?? '', 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

export function isLoopback(hostname: string): boolean {
  const name = bare(hostname);
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  const address = embedded(name);
  return isIP(address) === 4 && address.startsWith('127.');
}

/** Loopback, link-local, private and unspecified addresses (RFC 1918, 3927, 4193, 4291, 6598), by what the address says. */
export function isInternal(hostname: string): boolean {
  if (isLoopback(hostname)) return true;
  const address = embedded(bare(hostname));
  if (isIP(address) === 6) return address === '::' || /^(?:f[cd][0-9a-f]{2}|fe[89abcdef][0-9a-f]):/.test(address);
  if (isIP(address) !== 4) return false;
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 0 ||
    a === 10 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168)
  );
}

/** The address to contact, without user information and fragment. Throws `HttpError` where it must not be contacted. */
export function checkTarget(text: string, allowed: (url: string) => boolean): URL {
  if (!URL.canParse(text)) throw new HttpError('refused', 'not an address');
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.hash = '';
  checkTransport(url);
  if (!allowed(url.href))
    throw new HttpError('refused', `${url.host} is neither a public default nor trusted by the configuration`);
  return url;
}

function checkTransport(url: URL): void {
  if (url.protocol === 'https:') return;
  if (url.protocol !== 'http:') throw new HttpError('refused', `${url.protocol} addresses are not contacted`);
  if (!isLoopback(url.hostname))
    throw new HttpError('refused', `${url.host} is asked by https only, not by plain http`);
}

/**
 * Where a redirect may lead: the same host, or another one that is allowed, by https, and never from outside into a
 * private network. Throws `HttpError`.
 */
export function checkRedirect(from: URL, location: string, original: URL, allowed: (url: string) => boolean): URL {
  if (!URL.canParse(location, from.href))
    throw new HttpError('refused', `${from.host} redirects to something that is no address`);
  const url = new URL(location, from);
  url.username = '';
  url.password = '';
  url.hash = '';
  checkTransport(url);
  if (from.protocol === 'https:' && url.protocol !== 'https:') {
    throw new HttpError('refused', `${from.host} redirects from https to plain http`);
  }
  if (url.host === original.host) return url;
  if (isInternal(url.hostname) && !isInternal(original.hostname)) {
    throw new HttpError('refused', `${from.host} redirects to the internal address ${url.host}`);
  }
  if (!allowed(url.href)) {
    throw new HttpError('refused', `${from.host} redirects to ${url.host}, which is not trusted by the configuration`);
  }
  return url;
}
