import { endpoints } from '../../knowledge/endpoints.ts';
import type { ArchiveAddress, Ecosystem } from '../../model/ecosystem.ts';
import { readersOfNpmrc } from './clients/ids.ts';

export const registries: Ecosystem['registries'] = {
  default: endpoints.npm,
  // docs: jsr.io, "npm compatibility".
  wellKnown: [endpoints.jsrNpm],
  canonical: (url) => (isPublic(url) ? endpoints.npm : canonicalRegistry(url)),
  environment: [{ variable: 'NPM_CONFIG_REGISTRY', role: 'primary', list: false, clients: readersOfNpmrc }],
  mayHide: (name) => name.startsWith('@'),
  readArchive,
  archiveHosts(registry) {
    const own = URL.canParse(registry) ? [new URL(registry).host] : [];
    return isPublic(registry) ? [...new Set([...own, ...publicHosts])] : own;
  },
  // npm (docs.npmjs.com, `replace-registry-host`): that of a scope counts for nothing here.
  standsForDefault: (archive) => archive.startsWith(`${endpoints.npm}/`),
  isKeptByAnother(registry, archive, name) {
    if (!URL.canParse(registry) || !URL.canParse(archive)) return false;
    const [asked, kept] = [new URL(registry), new URL(archive)];
    const path = decodePath(kept.pathname);
    const end = path.indexOf(`/${name}/-/`);
    if (asked.host !== kept.host || end === -1) return false;
    return !mayBeSame(stripSlashes(decodePath(asked.pathname)), stripSlashes(path.slice(0, end)));
  },
};

/** Both names of the public registry. */
const publicHosts = [endpoints.npm, endpoints.yarn].map((url) => new URL(url).host);

const isPublic = (url: string): boolean => {
  const address = canonicalRegistry(url);
  return address === endpoints.npm || address === endpoints.yarn;
};

/**
 * Whether two paths of one host may stand for the same repository. Artifactory answers with and without the part for npm;
 * GitLab keeps under each project what the whole instance or a group is asked for (docs.gitlab.com, npm API); an id may
 * stand for a name.
 */
function mayBeSame(asked: string, kept: string): boolean {
  const plain = (path: string) => path.replace(/^\/artifactory(?=\/)/, '').replace(/^\/api\/npm(?=\/)/, '');
  if (plain(asked) === plain(kept)) return true;
  const isOfProject = kept.includes('/api/v4/projects/') && kept.endsWith('/packages/npm');
  if (isOfProject && asked.includes('/api/v4/') && !asked.includes('/api/v4/projects/')) return true;
  return [asked, kept].some((path) => /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i.test(path));
}

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
  if (parts[1] === '~' && parts.length === 6 && `${protocol}//${host}` === endpoints.jsrNpm)
    return { host, name: `${parts[3]}/${parts[4]}`, version: `${parts[5]}`.replace(/\.tgz$/, '') };
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
