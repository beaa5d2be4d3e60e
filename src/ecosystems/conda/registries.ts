import { endpoints } from '../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../model/dependency.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import { matchesName } from '../../text/glob.ts';
import { readArchive, wellKnown } from './channels.ts';
import { ecosystemType, names } from './names.ts';

const defaults = `${endpoints.condaDefaults}/main`;

/**
 * Channels are asked in their order (docs.conda.io, managing channels): with strict priority the first that knows a name
 * serves it, else the version decides. A package may name its own channel.
 */
export const registries: Ecosystem['registries'] = {
  default: defaults,
  wellKnown,
  canonical,
  serving(name, all) {
    const uses = all.filter(({ ecosystem }) => ecosystem === ecosystemType);
    const own = uses.filter((use) => use.role === 'explicit' && appliesTo(use, name));
    if (own.length > 0) return unique(own.map((use) => ({ url: use.url, use })));
    const general = uses.filter((use) => use.role !== 'explicit').map((use) => ({ url: use.url, use }));
    const replaced = general.some(({ use }) => use.role === 'primary');
    return unique(replaced ? general : [...general, { url: defaults }]);
  },
  environment: [{ variable: 'CONDA_CHANNELS', role: 'primary', list: false }],
  mayHide: () => false,
  readArchive(url) {
    if (!URL.canParse(url)) return undefined;
    const { protocol, host } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:') return undefined;
    const archive = readArchive(url);
    return { host, ...(archive && { name: names.normalise(archive.name), version: archive.version }) };
  },
  archiveHosts: (registry) => (URL.canParse(registry) ? [new URL(registry).host] : []),
};

const appliesTo = ({ names: globs = [] }: RegistryUse, name: string): boolean =>
  globs.some((glob) => matchesName(glob, name));

function unique<T extends { readonly url: string }>(list: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return list.filter(({ url }) => {
    const key = canonical(url);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Without credentials, query, fragment and the slash at the end; scheme and host in lower case. */
function canonical(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return url;
  let end = pathname.length;
  while (pathname.charAt(end - 1) === '/') end -= 1;
  return `${origin}${pathname.slice(0, end)}`;
}
