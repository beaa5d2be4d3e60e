import { endpoints } from '../../knowledge/endpoints.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import { readArchive, wellKnown } from './channels.ts';
import { names } from './names.ts';

const defaults = `${endpoints.condaDefaults}/main`;

export const registries: Ecosystem['registries'] = {
  default: defaults,
  wellKnown,
  canonical,
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

/** Without credentials, query, fragment and the slash at the end; scheme and host in lower case. */
function canonical(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return url;
  let end = pathname.length;
  while (pathname.charAt(end - 1) === '/') end -= 1;
  return `${origin}${pathname.slice(0, end)}`;
}
