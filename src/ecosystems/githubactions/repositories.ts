import type { Repositories, RepositoryAddress } from '../../model/ecosystem.ts';
import { lookUpCommit } from './commits.ts';
import { repositoryOf } from './names.ts';

/** Longest address that is read: nothing on GitHub has a longer one. */
const maxAddress = 2000;

/** Repositories on GitHub's own site and on servers of one's own. */
export const repositories: Repositories = { readAddress, hostOf, commit: lookUpCommit };

/**
 * Addresses that git clones (`https`, `ssh`, `git`, and `user@host:owner/repository`), and those of archives: on the site
 * itself below `archive`, `tarball` or `zipball`, and on its host for downloads (docs.github.com, "Downloading source
 * code archives").
 */
function readAddress(text: string): RepositoryAddress | undefined {
  if (text.length > maxAddress) return undefined;
  const address = readScp(text) ?? readUrl(text.replace(/^git\+/, ''));
  if (address === undefined) return undefined;
  const [owner = '', repository = '', ...rest] = address.path.split('/').filter((part) => part !== '');
  const found = repositoryOf(`${owner}/${repository.replace(/\.git$/i, '')}`);
  if (found === undefined) return undefined;
  const name = `${found.owner}/${found.repository}`;
  const archive = /^(?:archive|tarball|zipball|(?:legacy\.)?(?:tar\.gz|zip))$/.test(rest[0] ?? '')
    ? rest[1]
    : undefined;
  const commit = /^([0-9a-f]{40})(?:\.zip|\.tar\.gz|\.tgz)?$/i.exec(archive ?? '')?.[1]?.toLowerCase();
  const host = address.host.replace(/^(?:www|codeload)\./, '');
  return { host, name, ...(commit === undefined ? {} : { commit }) };
}

interface Place {
  readonly host: string;
  readonly path: string;
}

function readUrl(text: string): Place | undefined {
  if (!/^(?:https?|ssh|git):\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { host, pathname } = new URL(text);
  return { host: host.toLowerCase(), path: pathname };
}

/** `git@host:owner/repository`, which git reads as ssh (git-clone(1), "GIT URLS"). */
function readScp(text: string): Place | undefined {
  const [, host, path] = /^[\w.-]{1,64}@([\w.-]{1,255}):([^/\s][^\s]*)$/.exec(text) ?? [];
  return host === undefined || path === undefined ? undefined : { host: host.toLowerCase(), path };
}

/** The interface lies at `api.` of a site, and on a server of one's own at `/api/v3` (docs.github.com/enterprise-server/rest). */
function hostOf(registry: string): string | undefined {
  if (!URL.canParse(registry)) return undefined;
  const { host, pathname } = new URL(registry);
  if (/^\/api\/v3\/?$/.test(pathname)) return host;
  return host.startsWith('api.') ? host.slice('api.'.length) : undefined;
}
