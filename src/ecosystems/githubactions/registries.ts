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
  /** The look-up itself tells a repository that may be private from one that cannot be there. */
  mayHide: () => false,
  readArchive: () => undefined,
  archiveHosts: (registry) => (URL.canParse(registry) ? [new URL(registry).host] : []),
};
