import type { Unparsed } from '../model/dependency.ts';
import type { Installed, InstallLog } from '../model/install-log.ts';
import { withoutUndefined } from '../text/defined.ts';
import { maskCredentials } from '../text/mask.ts';
import type { LogLine } from './lines.ts';

/** What is found in one log, each package of one origin once: of one folder, as a host may keep several indexes. */
export interface Collector {
  add(line: Pick<LogLine, 'location' | 'at'>, found: Found): void;
  /** A line that speaks of an installation and does not say what was needed. */
  miss(line: Pick<LogLine, 'location'> & { readonly text: string }, reason: string): void;
  has(name: string, version?: string): boolean;
  log(): InstallLog;
}

export interface Found {
  readonly name: string;
  readonly version?: string | undefined;
  readonly url?: string | undefined;
  readonly index?: string | undefined;
  readonly host?: string | undefined;
  readonly from: Installed['from'];
}

/** Most packages, and most gaps, of one log; an installation of a whole distribution has a tenth of that. */
const most = 100_000;
const longestText = 300;
const longestName = 300;

export function createCollector(path: string, format: string, ecosystem: string): Collector {
  const entries = new Map<string, Installed>();
  const names = new Set<string>();
  const unparsed: Unparsed[] = [];
  const collector: Collector = {
    add(line, { name, version, from, ...origin }) {
      if (name === '' || name.length > longestName || (version ?? '').length > longestName) {
        collector.miss({ ...line, text: name }, 'this is no name of a package');
        return;
      }
      const [url, index] = [publish(origin.url), publish(origin.index)];
      const key = JSON.stringify([
        name,
        version,
        url === undefined ? (index ?? origin.host) : url.slice(0, url.lastIndexOf('/')),
      ]);
      names.add(name).add(`${name}\0${version}`);
      const known = entries.get(key);
      // First it was looked for in the cache, then it was fetched.
      if (known !== undefined && (known.from !== 'cache' || from !== 'registry')) return;
      if (entries.size >= most) return void collector.miss({ ...line, text: name }, `more than ${most} packages`);
      const at = line.at ?? known?.at;
      const all = { ecosystem, name, version, url, index, host: origin.host, from, at };
      entries.set(key, withoutUndefined({ ...all, location: line.location }));
    },
    miss({ location, text }, reason) {
      if (unparsed.length < most)
        unparsed.push({ location, reason, text: maskCredentials(text.slice(0, longestText)) });
    },
    has: (name, version) => names.has(version === undefined ? name : `${name}\0${version}`),
    log: () => ({ path, format, installed: [...entries.values()], unparsed }),
  };
  return collector;
}

/** Without what may be a secret. */
const publish = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : maskCredentials(url.slice(0, 2000).replace(/[?#].*$/s, ''));

export function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}

/** The last part of an address' path, decoded. */
export function lastSegment(url: string): string {
  const path = url.replace(/[?#].*$/s, '');
  return decode(path.slice(path.lastIndexOf('/') + 1));
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** How an address that is asked for by itself is told: `git+https://…`, `file:…`, anything else. */
export function kindOfAddress(url: string): 'vcs' | 'path' | 'url' {
  if (/^(?:git|hg|svn|bzr)(?:\+|:|@)|^(?:github|gitlab|bitbucket|gist):|\.git(?:#|$)|^ssh:/i.test(url)) return 'vcs';
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) && !/^(?:file|link|portal):/i.test(url) ? 'url' : 'path';
}

/** The only one of them; undefined where there are several or none. */
export function onlyOf<T>(values: Iterable<T> | undefined): T | undefined {
  // Not all of them are taken: this is asked again and again.
  const [first, second] = values ?? [];
  return second === undefined ? first : undefined;
}
