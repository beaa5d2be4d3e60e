import { endpoints } from '../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../model/dependency.ts';
import type { ArchiveAddress, Ecosystem } from '../../model/ecosystem.ts';
import { matchesName } from '../../text/glob.ts';
import { ecosystemType } from './dependency.ts';
import { readFilename } from './filename.ts';

/**
 * Which indexes serve a name. pip asks all of them at once and takes the highest version (pip `package_finder.py`);
 * Poetry's primary sources and PDM's sources are merged likewise. Only an `explicit` index is asked alone, for the names
 * that point to it. Folders of archives that stand beside an index (`--find-links ./wheels`) are nobody who could be asked.
 */
export const registries: Ecosystem['registries'] = {
  default: endpoints.pypi,
  wellKnown: [endpoints.pytorch],
  canonical: canonicalUrl,
  serving(name, all) {
    const uses = all.filter(({ ecosystem }) => ecosystem === ecosystemType);
    const own = uses.filter((use) => use.role === 'explicit' && appliesTo(use, name));
    if (own.length > 0) return unique(own.map((use) => ({ url: use.url, use })));
    const general = withoutErased(uses.filter((use) => use.role !== 'explicit' && appliesTo(use, name)));
    const primaries = general.filter(({ role }) => role === 'primary');
    const first = primaries.length > 0 ? primaries.map((use) => ({ url: use.url, use })) : [{ url: endpoints.pypi }];
    const extras = general.filter(({ role, url }) => role === 'extra' && !isFolder(url));
    return unique([...first, ...extras.map((use) => ({ url: use.url, use }))]);
  },
  /** pip.pypa.io, topics/configuration; docs.astral.sh/uv, reference/environment. */
  environment: [
    { variable: 'PIP_INDEX_URL', role: 'primary', list: false, clients: ['pip'] },
    { variable: 'PIP_EXTRA_INDEX_URL', role: 'extra', list: true, clients: ['pip'] },
    { variable: 'UV_DEFAULT_INDEX', role: 'primary', list: false, clients: ['uv'] },
    { variable: 'UV_INDEX', role: 'extra', list: true, clients: ['uv'] },
  ],
  /** The public index hides nothing: whoever may upload a name, its page is public. */
  mayHide: () => false,
  readArchive,
  archiveHosts(registry) {
    const own = URL.canParse(registry) ? [new URL(registry).host] : [];
    return isPublicIndex(registry) ? [...own, new URL(endpoints.pypiFiles).host] : own;
  },
};

export const isPublicIndex = (url: string): boolean => canonicalUrl(url) === canonicalUrl(endpoints.pypi);

/** What a variable stands for may be an address. */
const isFolder = (url: string): boolean => /^file:/i.test(url) || !/^[a-z][a-z0-9+.-]{0,30}:\/\/|[$%{]/i.test(url);

const appliesTo = ({ names, role }: RegistryUse, name: string): boolean =>
  names === undefined ? role !== 'explicit' : names.some((glob) => matchesName(glob, name));

/**
 * In one file, `--index-url` replaces everything that stands before it. Between files the order of reading is not known
 * here, so nothing is erased: an index too many is better than one too few.
 */
function withoutErased(uses: readonly RegistryUse[]): readonly RegistryUse[] {
  const lastPrimary = new Map<string, number>();
  uses.forEach(({ role, location }, index) => {
    if (role === 'primary') lastPrimary.set(location.path, index);
  });
  return uses.filter(({ location }, index) => index >= (lastPrimary.get(location.path) ?? 0));
}

function unique<T extends { readonly url: string }>(list: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return list.filter(({ url }) => {
    const key = canonicalUrl(url);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Without credentials, query, fragment and the slash at the end; scheme and host in lower case. */
function canonicalUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return url;
  let end = parsed.pathname.length;
  while (parsed.pathname.charAt(end - 1) === '/') end--;
  return `${parsed.origin}${parsed.pathname.slice(0, end)}`;
}

/** Archives are told by their file names (PEP 427, PEP 625). */
function readArchive(url: string): ArchiveAddress | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const file = pathname.slice(pathname.lastIndexOf('/') + 1);
  return { host, ...readFilename(file) };
}
