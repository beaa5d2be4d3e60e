import { endpoints } from '../../knowledge/endpoints.ts';
import type { ArchiveAddress, Ecosystem } from '../../model/ecosystem.ts';
import { readersOfNpmrc } from './clients/ids.ts';

export const registries: Ecosystem['registries'] = {
  default: endpoints.npm,
  canonical: (url) => (canonicalRegistry(url) === endpoints.yarn ? endpoints.npm : canonicalRegistry(url)),
  environment: [{ variable: 'NPM_CONFIG_REGISTRY', role: 'primary', list: false, clients: readersOfNpmrc }],
  mayHide: (name) => name.startsWith('@'),
  readArchive,
  archiveHosts(registry) {
    const own = URL.canParse(registry) ? [new URL(registry).host] : [];
    const standard = new URL(endpoints.npm).host;
    // What a lockfile records on the public host, npm fetches from the registry in use (`replace-registry-host`).
    return canonicalRegistry(registry) === endpoints.npm ? [...own, new URL(endpoints.yarn).host] : [...own, standard];
  },
};

/** Without credentials, query and trailing slashes; scheme and host in small letters, no default port. */
export function canonicalRegistry(url: string): string {
  const trimmed = url.trim();
  if (!URL.canParse(trimmed)) return stripSlashes(trimmed);
  const { protocol, host, pathname } = new URL(trimmed);
  return `${protocol}//${host}${stripSlashes(pathname)}`;
}

function stripSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '/') end -= 1;
  return text.slice(0, end);
}

/** `<registry>/<name>/-/<name without scope>-<version>.tgz`: where the public registry and its mirrors keep archives. */
function readArchive(url: string): ArchiveAddress | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const parts = decodePath(pathname).split('/');
  const dash = parts.lastIndexOf('-');
  const base = parts[dash - 1];
  const file = parts[dash + 1];
  if (dash < 2 || base === undefined || file === undefined || parts.length !== dash + 2) return { host };
  const scope = parts[dash - 2]?.startsWith('@') === true ? `${parts[dash - 2]}/` : '';
  const isNamed = file.startsWith(`${base}-`) && file.endsWith('.tgz');
  return { host, name: scope + base, ...(isNamed ? { version: file.slice(base.length + 1, -'.tgz'.length) } : {}) };
}

/** `%2f` between scope and name is as good as a slash. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
