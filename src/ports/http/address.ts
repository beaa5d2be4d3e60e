import { BlockList, isIP } from 'node:net';
import { HttpError } from './failure.ts';

/** Host names of URLs keep the brackets of IPv6 and the final dot of an absolute name; addresses of sockets have zones. */
const bare = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/(?:\.|%.*)$/, '')
    .toLowerCase();

const blockOf = (...subnets: readonly string[]): BlockList => {
  const block = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    // `isIP` compiles large expressions at its first call, which most runs never make.
    block.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return block;
};

const loopback = blockOf('127.0.0.0/8', '::1/128');
/** RFC 3927 and 4291: also where clouds answer for the machine itself, with its credentials; Amazon's has one in IPv6 more. */
const linkLocal = blockOf('169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254/128');
/** RFC 1122, 1918, 4193, 4291, 6598, 6890: unspecified, private, shared, of protocols, multicast and reserved. */
const local = blockOf(
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '224.0.0.0/3'],
  ...['::/128', '64:ff9b:1::/48', 'fc00::/7', 'fec0::/10', 'ff00::/8'],
);

/** The first six groups of IPv6 addresses that end in an IPv4 one (RFC 4291, 2.5.5; RFC 2765; RFC 6052). */
const carriers: ReadonlySet<string> = new Set(['0:0:0:0:0:ffff', '0:0:0:0:0:0', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0']);

/** An address, or the IPv4 address that is written inside an IPv6 one; in 6to4 (RFC 3056) it follows the prefix. */
function embedded(name: string): string {
  if (isIP(name) !== 6) return name;
  const [front = [], back = []] = new URL(`http://[${name}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const groups = [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
  const isCarrier = carriers.has(groups.slice(0, 6).join(':')) && groups[6] !== '0';
  if (!isCarrier && groups[0] !== '2002') return name;
  const bytes = (isCarrier ? groups.slice(6) : groups.slice(1, 3)).map((group) => Number.parseInt(group, 16));
  return bytes.flatMap((two) => [two >> 8, two & 255]).join('.');
}

const lies = (hostname: string, ...blocks: readonly BlockList[]): boolean => {
  const address = embedded(bare(hostname));
  const version = isIP(address);
  return version !== 0 && blocks.some((block) => block.check(address, version === 6 ? 'ipv6' : 'ipv4'));
};

/** RFC 6761, 6.3: names that never leave the machine. */
const isLocalName = (hostname: string): boolean => /^(?:.*\.)?localhost$/.test(bare(hostname));

export const isLoopback = (hostname: string): boolean => isLocalName(hostname) || lies(hostname, loopback);

/** Loopback, link-local, private and other addresses that are not out on the internet, by what the address says. */
export const isInternal = (hostname: string): boolean => isLoopback(hostname) || lies(hostname, linkLocal, local);

/**
 * Whether a connection may be made to an address that a name stands for at that moment: into a private network only for
 * names that are configured, to link-local addresses for none, and names of the machine itself lead nowhere else.
 */
export function mayConnect(hostname: string, address: string, isConfigured: boolean): boolean {
  if (isLocalName(hostname)) return lies(address, loopback);
  if (lies(address, linkLocal)) return false;
  return isConfigured || !isInternal(address);
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
