import type { Unparsed } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Installed, InstallLog } from '../model/install-log.ts';
import { compareLocations, compareText } from '../model/location.ts';
import type { Notification } from '../model/report.ts';
import type { InstallationSubject } from '../model/subject.ts';
import { maskCredentials } from '../text/mask.ts';

/** What the configuration promises of one name. */
export interface Promised {
  /** Indexes that may serve it, in the client's order; empty where it is private and nothing names its index. */
  readonly indexes: readonly string[];
  /** Hosts that keep the archives of those indexes. */
  readonly archiveHosts: readonly string[];
  /** What says so: a file and its line, a variable, the configuration. */
  readonly because: string;
  /** None of those indexes is public: the name must not come from there. */
  readonly isPrivate?: boolean;
  /** Addresses besides indexes that the project's own files take it from. */
  readonly addresses?: readonly string[];
}

/** What logs say that an audit is told: the differing installations, and what a reader should know of the logs themselves. */
export interface Installations {
  readonly subjects: readonly InstallationSubject[];
  readonly notifications: readonly Notification[];
}

/**
 * - `as promised`: from the one index that the configuration lets serve it, or from an address that a file of the project names
 * - `differs`: from anywhere else
 * - `open`: the configuration lets several serve it, or the log does not tell
 */
export type InstallState = 'as promised' | 'differs' | 'open';

export interface VerifiedInstall {
  readonly installed: Installed;
  readonly state: InstallState;
  readonly promised: readonly string[];
  readonly because: string;
  /** A part of a sentence. */
  readonly reason: string;
  /** It came from the public index and is promised by no public one. */
  readonly isPublic: boolean;
}

export interface Verification {
  /** By place. */
  readonly installs: readonly VerifiedInstall[];
  readonly unparsed: readonly Unparsed[];
  /** Of a period: installations without a time, which are kept, and those outside of it, which are not. */
  readonly untimed: number;
  readonly outside: number;
}

export interface VerifyOptions {
  readonly ecosystems: readonly Ecosystem[];
  /** RFC 3339 in UTC, both inclusive. */
  readonly since?: string;
  readonly until?: string;
}

/** Holds what logs say was installed against what the configuration promises. */
export function verifyLogs(
  logs: readonly InstallLog[],
  promised: (ecosystem: string, name: string) => Promised | undefined,
  { ecosystems, since, until }: VerifyOptions,
): Verification {
  const all = logs.flatMap(({ installed }) => installed);
  const isOutside = ({ at }: Installed): boolean =>
    at !== undefined && ((since !== undefined && at < since) || (until !== undefined && at > until));
  const kept = all.filter((one) => !isOutside(one));
  const hasPeriod = since !== undefined || until !== undefined;
  const installs = kept.map((installed): VerifiedInstall => {
    const promise = promised(installed.ecosystem, installed.name);
    const ecosystem = ecosystems.find(({ type }) => type === installed.ecosystem);
    const verdict = judge(installed, promise, ecosystem);
    const { indexes = [], because = '' } = promise ?? {};
    const isPublic = promise?.isPrivate === true && comesFrom(installed, ecosystem?.registries.default, ecosystem);
    return { installed, promised: indexes.map(maskCredentials), because, isPublic, ...verdict };
  });
  return {
    installs: installs.sort(
      (a, b) =>
        compareLocations(a.installed.location, b.installed.location) || compareText(a.installed.name, b.installed.name),
    ),
    unparsed: logs.flatMap(({ unparsed }) => unparsed),
    untimed: hasPeriod ? kept.filter(({ at }) => at === undefined).length : 0,
    outside: all.length - kept.length,
  };
}

/** The installations that differ, as subjects of rules. */
export const describeInstallations = (installs: readonly VerifiedInstall[]): readonly InstallationSubject[] =>
  installs.flatMap(({ installed, state, promised, because, isPublic }): InstallationSubject[] =>
    state === 'differs'
      ? [{ kind: 'installation', installed, promised, because, isPublic, at: installed.location }]
      : [],
  );

type Verdict = Pick<VerifiedInstall, 'state' | 'reason'>;

const open = (reason: string): Verdict => ({ state: 'open', reason });

function judge(installed: Installed, promise: Promised | undefined, ecosystem: Ecosystem | undefined): Verdict {
  if (promise === undefined || ecosystem === undefined) return open('nothing says where it should come from');
  const { indexes, because, isPrivate } = promise;
  const isPublic = comesFrom(installed, ecosystem.registries.default, ecosystem);
  const origin = originOf(installed);
  if (installed.from === 'url' || installed.from === 'vcs' || installed.from === 'path') {
    if (promise.addresses?.some((address) => isSameAddress(address, installed.url)) === true)
      return { state: 'as promised', reason: 'a file of the project names this address' };
    if (isPrivate !== true || !isPublic) return open('it was installed from an address of its own, not by its name');
  }
  if (origin === undefined) return open('the log does not tell where it came from');
  const fitting = indexes.filter((index) => comesFrom(installed, index, ecosystem));
  const [promisedIndex, ...more] = indexes;
  if (fitting.length === 0) {
    const said = sayIndexes(indexes);
    if (promisedIndex === undefined && !isPublic) return open(`it came from ${origin}, and nothing names its index`);
    const place = isPublic ? `the public index (${origin})` : origin;
    return { state: 'differs', reason: `it came from ${place}, not from ${said} (${because})` };
  }
  if (more.length === 0) return { state: 'as promised', reason: `it came from ${origin}` };
  const others = indexes.filter((index) => !fitting.includes(index));
  return open(
    others.length === 0
      ? `it came from ${origin}, which several indexes share: the log does not tell which one`
      : `it came from ${origin}, and the client also asks ${sayIndexes(others)} (${because})`,
  );
}

const sayIndexes = (indexes: readonly string[]): string =>
  indexes.length === 0 ? 'a private index' : sayList(indexes.map(maskCredentials));

/** `a, b, c and 4 more` */
export const sayList = (words: readonly string[]): string =>
  `${words.slice(0, 3).join(', ')}${words.length > 3 ? ` and ${words.length - 3} more` : ''}`;

/** The index where the log names it, else the host that kept the archive. */
function originOf({ index, url, host }: Installed): string | undefined {
  return index ?? hostOf(url) ?? host;
}

/** Whether it may have come from an index: a log that names the index decides, else the host that kept the archive. */
function comesFrom(installed: Installed, index: string | undefined, ecosystem: Ecosystem | undefined): boolean {
  if (index === undefined || ecosystem === undefined) return false;
  const { canonical, archiveHosts } = ecosystem.registries;
  if (installed.index !== undefined) return canonical(installed.index) === canonical(index);
  const host = hostOf(installed.url) ?? installed.host;
  return host !== undefined && archiveHosts(index).includes(host);
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { host } = new URL(url);
  return host === '' ? undefined : host;
}

/** Files write addresses with the revision, the hash, `git+` and credentials; logs without some of them. */
function isSameAddress(a: string, b: string | undefined): boolean {
  return b !== undefined && plain(a) === plain(b);
}

const plain = (address: string): string =>
  address
    .slice(0, 2000)
    .replace(/[?#].*$/s, '')
    .replace(/^(?:git\+|file:(?:\/\/)?)/, '')
    .replace(/^\.\//, '')
    .replace(/:\/\/[^/@]*@/, '://')
    .replace(/(\/[^/@]+)@[^@/]*$/, '$1')
    .replace(/(?:\.git)?\/?$/, '');
