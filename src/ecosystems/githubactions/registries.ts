import { endpoints } from '../../knowledge/endpoints.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import { baseAddress } from '../../text/answer.ts';

export const registries: Ecosystem['registries'] = {
  default: endpoints.githubApi,
  canonical: (url) => baseAddress(url.trim()) ?? url.trim(),
  /** A server of one's own is named by the configuration of the audit; nothing in a repository can name one. */
  serving(_, uses) {
    const own = uses.filter(({ ecosystem }) => ecosystem === 'githubactions');
    return own.length === 0 ? [{ url: endpoints.githubApi }] : own.map((use) => ({ url: use.url, use }));
  },
  environment: [],
  /** A private repository answers strangers as one that is not there. */
  mayHide: () => true,
  readArchive: () => undefined,
  archiveHosts: (registry) => (URL.canParse(registry) ? [new URL(registry).host] : []),
};
