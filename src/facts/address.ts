import { readRepository } from '../text/repository-address.ts';

/** Paths lead into the archive itself. Two slashes are a share of another machine. */
const path = /^(?:\.|\/(?!\/)|~\/|[a-z]:|(?:file|link|portal):)/i;

/** So clients name a package of the project or of a registry; some let an address follow. */
const named = /^(?:workspace|catalog|npm|jsr):/i;

/**
 * Whether a requirement leads away from registries. No version, range or tag has a colon or a slash, whatever a client makes of
 * it: `http:host/x.tgz`, `https:\\host\x.tgz` and `user@host:x` are addresses to some. What was cut may have been one.
 */
export function isAddress(requirement: string): boolean {
  const text = requirement.trim();
  if (!/[:/\\…]/.test(text) || path.test(text)) return false;
  return !named.test(text) || text.includes('://');
}

/**
 * Who answers for an address: the host, and the first part of the path, which is the owner where many share the host, without
 * the numbers of a version. Of what cannot be read the text itself, without a commit.
 */
export function holderOfAddress(requirement: string): string {
  const text = requirement.trim().split('#', 1)[0] ?? '';
  const address = readRepository(text) ?? text.replace(/^git\+/i, '');
  const { hostname, pathname } = URL.canParse(address) ? new URL(address) : { hostname: '', pathname: '' };
  if (hostname === '') return text;
  const [owner = ''] = pathname.split('/').filter((part) => part !== '');
  return `${hostname}/${owner.replace(/\d{1,9}(?:\.\d{1,9})+/g, '')}`;
}
