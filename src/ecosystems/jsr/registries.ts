import { endpoints } from '../../knowledge/endpoints.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';

/** There is one registry, and no client lets a project put another in its place. */
export const registries: Ecosystem['registries'] = {
  default: endpoints.jsr,
  canonical(url) {
    const trimmed = url.trim();
    if (!URL.canParse(trimmed)) return withoutSlashes(trimmed);
    const { protocol, host, pathname } = new URL(trimmed);
    return `${protocol}//${host}${withoutSlashes(pathname)}`;
  },
  serving: () => [{ url: endpoints.jsr }],
  environment: [],
  mayHide: () => false,
  readArchive(url) {
    if (!URL.canParse(url)) return undefined;
    const { protocol, host, pathname } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:') return undefined;
    const [, scope, name, version] = pathname.split('/');
    const isModule = host === hostOf(endpoints.jsr) && scope?.startsWith('@') === true && name !== undefined;
    if (!isModule) return { host };
    const isVersion = version !== undefined && /^\d+\.\d+\.\d/.test(version);
    return { host, name: `${scope}/${name}`, ...(isVersion ? { version } : {}) };
  },
  archiveHosts: (registry) =>
    URL.canParse(registry)
      ? [hostOf(registry), ...(hostOf(registry) === hostOf(endpoints.jsr) ? [hostOf(endpoints.jsrNpm)] : [])]
      : [],
};

const hostOf = (url: string): string => new URL(url).host;

function withoutSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '/') end -= 1;
  return text.slice(0, end);
}
