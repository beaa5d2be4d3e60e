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
  /** All indexes of the ecosystem that the project knows, the promised ones among them. */
  readonly known?: readonly string[];
  /** Addresses that stand for the public index. */
  readonly mirrors?: readonly string[];
  /** What says so: a file and its line, a variable, the configuration. */
  readonly because: string;
  /** None of those indexes is public: the name must not come from there. */
  readonly isPrivate?: boolean;
  /** Addresses besides indexes that the project's own files take it from, as `plainAddress` writes them. */
  readonly addresses?: ReadonlySet<string>;
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
    const { indexes = [], because = '' } = promise ?? {};
    const verdict =
      promise === undefined || ecosystem === undefined
        ? open('nothing says where it should come from')
        : judge(installed, promise, ecosystem);
    return { installed, promised: indexes.map(maskCredentials), because, ...verdict };
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

type Verdict = Pick<VerifiedInstall, 'state' | 'reason' | 'isPublic'>;

const open = (reason: string): Verdict => ({ state: 'open', reason, isPublic: false });

function judge(installed: Installed, promise: Promised, ecosystem: Ecosystem): Verdict {
  const { canonical, default: address } = ecosystem.registries;
  const { indexes, mirrors = [], known = [] } = promise;
  const publicOnes = [address, ...mirrors];
  const owners = ownersOf(installed, [...indexes, ...publicOnes, ...known], ecosystem);
  const isAmong = (list: readonly string[], url: string) => list.some((one) => canonical(one) === canonical(url));
  const isFromPublic = owners.length > 0 && owners.every((owner) => isAmong(publicOnes, owner));
  const isPublic = promise.isPrivate === true && isFromPublic;
  const origin = originOf(installed);
  if (['url', 'vcs', 'path'].includes(installed.from)) {
    if (installed.url !== undefined && promise.addresses?.has(plainAddress(installed.url)) === true)
      return { state: 'as promised', reason: 'a file of the project names this address', isPublic };
    if (!isPublic) return open('it was installed from an address of its own, not by its name');
  }
  if (origin === undefined) return open('the log does not tell where it came from');
  const fitting = owners.filter((owner) => isAmong(indexes, owner));
  if (fitting.length > 0) {
    const others = indexes.filter((index) => !isAmong(fitting, index));
    return judgeFitting(origin, promise, { others, strangers: owners.filter((one) => !fitting.includes(one)) });
  }
  if (!isPublic && indexes.length === 0) return open(`it came from ${origin}, and nothing names its index`);
  // Only of the public default is it known where all its archives lie.
  const isUnknown = owners.length === 0 && !indexes.every((index) => isAmong([address], index));
  if (installed.index === undefined && installed.url !== undefined && (isUnknown || (isFromPublic && !isPublic)))
    return open(
      `it came from ${origin}: the log tells only the archive's address, on a host ${isUnknown ? 'that no index of the project is known to use' : 'of the public index'}`,
    );
  return differ(owners.find((owner) => hostOf(owner) === origin) ?? origin, promise, isPublic);
}

function differ(origin: string, { indexes, because }: Promised, isPublic: boolean): Verdict {
  const place = isPublic ? `the public index (${maskCredentials(origin)})` : maskCredentials(origin);
  return { state: 'differs', reason: `it came from ${place}, not from ${sayIndexes(indexes)} (${because})`, isPublic };
}

interface Doubts {
  /** Promised, and not what it came from. */
  readonly others: readonly string[];
  /** Not promised, and it may have come from there as well. */
  readonly strangers: readonly string[];
}

function judgeFitting(origin: string, { indexes, because }: Promised, { others, strangers }: Doubts): Verdict {
  const came = `it came from ${origin}`;
  if (strangers.length > 0)
    return open(`${came}, which ${sayIndexes(strangers)} shares: the log does not tell which index it was`);
  if (indexes.length === 1) return { state: 'as promised', reason: came, isPublic: false };
  return open(
    others.length === 0
      ? `${came}, which several indexes share: the log does not tell which one`
      : `${came}, and the client also asks ${sayIndexes(others)} (${because})`,
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

/** The indexes that it may have come from: a log that names the index decides, else where the archive lay. */
function ownersOf({ index, url, host }: Installed, known: readonly string[], { registries }: Ecosystem) {
  const { canonical, archiveHosts } = registries;
  const all = [...new Map(known.map((one) => [canonical(one), one])).values()];
  if (index !== undefined) return all.filter((one) => canonical(one) === canonical(index));
  const place = hostOf(url) ?? host;
  const there = all.filter((one) => place !== undefined && archiveHosts(one).includes(place));
  return url === undefined || there.length < 2 ? there : nearest(url, there);
}

/**
 * Of indexes on one host those whose folder holds an address: the one with the most folders in common, as in
 * `/pypi/<repository>/simple` and `/pypi/<repository>/packages/…`. All of them where that does not tell them apart.
 */
function nearest(url: string, indexes: readonly string[]): readonly string[] {
  const folders = foldersOf(url);
  const shared = indexes.map((index) => {
    const own = foldersOf(index);
    const end = own.findIndex((folder, at) => folder !== folders[at]);
    return { index, count: end === -1 ? own.length : end, isBelow: end === -1 || end >= own.length - 1 };
  });
  const most = shared.reduce((top, { count }) => Math.max(top, count), 0);
  const found = shared.filter(({ count }) => count === most);
  return found.every(({ isBelow }) => isBelow) ? found.map(({ index }) => index) : indexes;
}

const foldersOf = (url: string): readonly string[] => new URL(url).pathname.split('/').filter((part) => part !== '');

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { host } = new URL(url);
  return host === '' ? undefined : host;
}

/** Files write addresses with the revision, the hash, `git+` and credentials; logs without some of them. */
export const plainAddress = (address: string): string =>
  address
    .slice(0, 2000)
    .replace(/[?#].*$/s, '')
    .replace(/^(?:git\+|file:(?:\/\/)?)/, '')
    .replace(/^\.\//, '')
    .replace(/:\/\/[^/@]*@/, '://')
    .replace(/(\/[^/@]+)@[^@/]*$/, '$1')
    .replace(/(?:\.git)?\/?$/, '');
