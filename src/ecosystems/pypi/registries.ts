import { endpoints } from '../../knowledge/endpoints.ts';
import type { ArchiveAddress, Ecosystem } from '../../model/ecosystem.ts';
import { remember } from '../../text/remember.ts';
import { readFilename } from './filename.ts';

export const registries: Ecosystem['registries'] = {
  default: endpoints.pypi,
  wellKnown: [endpoints.pytorch],
  canonical: remember(canonicalUrl, 1_000),
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
    if (isPublicIndex(registry)) return [...new Set([...own, ...publicHosts])];
    return isPytorch(registry) ? [...own, new URL(endpoints.pytorchFiles).host] : own;
  },
  archives: endpoints.pypiFiles,
};

/** Names, archives, and both under the name that the index had before. */
const publicHosts = [endpoints.pypi, endpoints.pypiFiles, endpoints.pypiFormer].map((url) => new URL(url).host);

export const isPublicIndex = (url: string): boolean => registries.canonical(url) === endpoints.pypi;

/** One of the indexes below that address. */
const isPytorch = (url: string): boolean => `${canonicalUrl(url)}/`.startsWith(endpoints.pytorch);

/** Without credentials, query, fragment and the slash at the end; scheme and host in lower case. */
function canonicalUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return url;
  let end = parsed.pathname.length;
  while (parsed.pathname.charAt(end - 1) === '/') end--;
  const canonical = `${parsed.origin}${parsed.pathname.slice(0, end)}`;
  return canonical === `${endpoints.pypiFormer}/simple` ? endpoints.pypi : canonical;
}

/** Archives are told by their file names (PEP 427, PEP 625). */
function readArchive(url: string): ArchiveAddress | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const file = pathname.slice(pathname.lastIndexOf('/') + 1);
  return { host, ...readFilename(file) };
}
