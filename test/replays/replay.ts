import type { NpmVersion } from '../support/registries/npm-documents.ts';
import type { PyPiRelease } from '../support/registries/pypi-documents.ts';

/**
 * A moment: so long before or after `Replay.at` (`-18h`, `-40d`, `+5m`, `0`), or a date (`2019-04-01`).
 */
export type When = string;

/** A build that the registry trusts, by the identifier of the trust. */
export interface Build {
  readonly build: string;
  /** The account that let the staged release out. */
  readonly approver?: string;
}

/** What a release of npm has that may say something. */
export interface NpmTraits
  extends Pick<
    NpmVersion,
    'dependencies' | 'optionalDependencies' | 'peerDependencies' | 'scripts' | 'gypfile' | 'deprecated' | 'maintainers'
  > {
  /** An account, or a build. Default: the first of the people. */
  readonly by?: string | Build;
  /** A statement about its build is published beside it. */
  readonly attested?: boolean;
}

/** Versions before those that are told one by one, evenly spread from `since` on. */
export interface Earlier {
  readonly since: When;
  /** Separated by blanks. */
  readonly versions: string;
}

/** A package of npm as its registry knew it. What its releases have in common stands in `usual`. */
export interface NpmHistory {
  readonly name: string;
  /** Accounts that may publish, in role words. */
  readonly people?: readonly string[];
  /** False: it names no repository. */
  readonly repository?: false;
  readonly description?: string;
  readonly earlier?: Earlier;
  readonly usual?: NpmTraits;
  readonly releases: readonly (NpmTraits & { readonly version: string; readonly when: When })[];
  /** Default: the newest release that is there. */
  readonly latest?: string;
}

/** What a release of PyPI has that may say something. */
export interface PypiTraits extends Pick<PyPiRelease, 'provenance' | 'yanked' | 'holds' | 'requires' | 'builtBy'> {
  /** Endings of its files after name and version. */
  readonly files?: readonly string[];
}

export interface PypiHistory {
  readonly name: string;
  readonly people?: readonly string[];
  /** False: it names no repository. */
  readonly repository?: false;
  readonly summary?: string;
  readonly earlier?: Earlier;
  readonly usual?: PypiTraits;
  readonly releases: readonly (PypiTraits & { readonly version: string; readonly when: When })[];
}

/** Versions by name. For a package of npm that comes from elsewhere its address. */
export type Locked = Readonly<Record<string, string>>;

/** What a pull request changes. */
export interface Change {
  readonly as: 'package-lock' | 'requirements' | 'uv.lock' | 'poetry.lock';
  /** Direct dependencies. */
  readonly before: Locked;
  readonly after: Locked;
  /** What these bring in. */
  readonly with?: { readonly before?: Locked; readonly after?: Locked };
}

/** The registries and a pull request, around one moment. */
export interface Replay {
  readonly id: string;
  /** For people, without a full stop. */
  readonly title: string;
  /** RFC 3339: when the release was published that it is about. */
  readonly at: string;
  readonly npm?: readonly NpmHistory[];
  readonly pypi?: readonly PypiHistory[];
  /** The platform knows the repositories that are named, and none of their branches and tags has the commits that are named. */
  readonly orphanCommits?: true;
  readonly change: Change;
}

export interface Incident extends Replay {
  /** How long after `at` the pull request is audited: `2h`. */
  readonly after: string;
  /** `hold`: nothing but the age of the release tells it from a benign one. */
  readonly expected: 'fail' | 'hold';
  /** Rules that tell it, each looked at by itself. */
  readonly rules: readonly string[];
}

/** An ordinary change that resembles incidents in something. */
export type Twin = Replay;

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `90m`, `2h`, `3d`. */
export function readSpan(text: string): number {
  const [, number, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (unit !== 'm' && unit !== 'h' && unit !== 'd') throw new Error(`no span of time: ${text}`);
  return Number(number) * units[unit];
}

/** Milliseconds since the epoch. */
export function readWhen(when: When, at: number): number {
  if (when === '0') return at;
  if (/^[+-]\d/.test(when) && !/^[+-]\d+-/.test(when))
    return at + (when.startsWith('-') ? -1 : 1) * readSpan(when.slice(1));
  const moment = Date.parse(when);
  if (Number.isNaN(moment)) throw new Error(`no moment: ${when}`);
  return moment;
}
