/** Hosts that npm knows by a shortcut (hosted-git-info). */
const hosts: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
  ['gist', 'gist.github.com'],
  ['sourcehut', 'git.sr.ht'],
]);

/** Second part of a path on these hosts that means an archive or one file, which npm downloads as it is. */
const downloads = new Set(['archive', 'archive.tar.gz', 'get', 'raw', 'releases', 'tarball', 'zipball', 'blob', '-']);

export interface GitAddress {
  readonly url: string;
  /** Commit, tag, branch or `semver:<range>`, as written. */
  readonly ref?: string;
}

/** Splits an address at the first `#`. */
export function splitRef(text: string): GitAddress {
  const hash = text.indexOf('#');
  return hash === -1 || hash === text.length - 1
    ? { url: hash === -1 ? text : text.slice(0, hash) }
    : { url: text.slice(0, hash), ref: text.slice(hash + 1) };
}

/** `github:owner/repository#ref` and the like. */
export function readShortcut(protocol: string, rest: string): GitAddress | undefined {
  const host = hosts.get(protocol);
  if (host === undefined || rest === '') return undefined;
  const { url, ref } = splitRef(rest);
  return { url: `https://${host}/${url}`, ...(ref === undefined ? {} : { ref }) };
}

/** `owner/repository#ref` means GitHub: one slash, and before any `#` no space, colon or `@`. */
export function readGitHubShorthand(text: string): GitAddress | undefined {
  const { url } = splitRef(text);
  const [owner, repository, ...more] = url.split('/');
  if (!owner || !repository || more.length > 0 || owner.startsWith('.') || /[\s:@]/.test(url)) return undefined;
  return readShortcut('github', text);
}

/** A web address of a repository on a known host; npm clones it instead of downloading it. */
export function readHostedUrl(text: string): GitAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname, pathname, protocol, hash } = new URL(text);
  const host = hostname.startsWith('www.') ? hostname.slice(4) : hostname;
  if (![...hosts.values()].includes(host) || (protocol === 'http:' && host !== 'github.com')) return undefined;
  const [owner, repository, kind, ...ref] = pathname.split('/').filter((part) => part !== '');
  if (owner === undefined || (repository === undefined && host !== 'gist.github.com')) return undefined;
  if (kind === undefined) return splitRef(text);
  if (host === 'github.com') {
    if (kind !== 'tree') return undefined;
    const base = `${text.slice(0, text.indexOf('/tree'))}`;
    return ref[0] === undefined ? { url: base } : { url: base, ref: ref[0] };
  }
  if (downloads.has(kind) || pathname.includes('/-/') || (hash === '' && pathname.endsWith('.gz'))) return undefined;
  return splitRef(text);
}
