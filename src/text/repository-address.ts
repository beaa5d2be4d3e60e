/** Longest address that is read: nothing real is longer. */
const longest = 500;

const shortcuts: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
]);

/** Parts of a path that no owner is called. */
const notOwners = new Set(['sponsors', 'orgs', 'users', 'topics', 'marketplace', 'apps']);

/**
 * Where the repository of a package lies, whatever way it is written: `https://github.com/acme/tools`. Equal texts are the same
 * repository; the folder inside it does not count. Undefined where the text names none.
 */
export function readRepository(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const address = spellOut(text.trim());
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, hostname, pathname } = new URL(address);
  if (!/^(?:https?|ssh|git):$/.test(protocol)) return undefined;
  const host = hostname.toLowerCase().replace(/^www\./, '');
  const [owner, repository] = pathname.split('/').filter((part) => part !== '');
  if (host === '' || owner === undefined || repository === undefined || notOwners.has(owner)) return undefined;
  return `https://${host}/${owner.toLowerCase()}/${repository.toLowerCase().replace(/\.git$/, '')}`;
}

/** `github:acme/tools`, `acme/tools` (npm: GitHub), `git@host:acme/tools`, `git+https://...` */
function spellOut(text: string): string | undefined {
  const [, shortcut = '', rest] = /^([a-z]+):([\w.-]+\/[\w.-]+)$/i.exec(text) ?? [];
  const host = shortcuts.get(shortcut.toLowerCase());
  if (host !== undefined && rest !== undefined) return `https://${host}/${rest}`;
  if (/^[\w.-]+\/[\w.-]+$/.test(text)) return `https://github.com/${text}`;
  const [, server, path] = /^[\w.-]{1,64}@([\w.-]{1,255}):([\w./-]+)$/.exec(text) ?? [];
  if (server !== undefined && path !== undefined) return `https://${server}/${path}`;
  const plain = text.replace(/^git\+/i, '');
  return /^(?:https?|ssh|git):\/\//i.test(plain) ? plain.replace(/^(?:ssh|git):/i, 'https:') : undefined;
}
