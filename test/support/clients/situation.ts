import type { ClientSetup } from '../../../src/model/resolution.ts';

/** What one index holds under the name that is asked for. */
export interface Offer {
  /** How it answers for the name; left out: 200. */
  readonly status?: 401 | 403 | 404 | 500;
  readonly releases?: readonly OfferedRelease[];
  /** Names that stand for a version (npm: dist-tags); left out: `latest` is the last release. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface OfferedRelease {
  readonly version: string;
  readonly yanked?: true;
  /** The bytes are those that the index of this name has. */
  readonly sameAs?: string;
  /** Kinds of its archives; left out: one wheel for whatever runs Python 3. */
  readonly archives?: readonly string[];
  /** A wheel for a Python that nobody has: pip passes over it. */
  readonly requiresPython?: string;
}

/**
 * A project and the indexes that its configuration names. In texts, `{{a}}` stands for the address of index `a`, and
 * `{{hash:a:1.0}}` for the SHA-256 of what it offers as 1.0.
 */
export interface Situation {
  readonly id: string;
  readonly client: ClientName;
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the client runs; left out: at the root. */
  readonly folder?: string;
  /** Further words of the command. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly name: string;
  readonly requirement: string;
  /** What the files tell the client; addresses are the letters of the indexes. */
  readonly told: ClientSetup;
  /** The index that the requirement itself names. */
  readonly index?: string;
  /** `a:1.0`: what index `a` offers as 1.0. */
  readonly hashes?: readonly string[];
  readonly indexes: Readonly<Record<string, Offer>>;
  /** Which platform it runs on decides: the resolver leaves it open. */
  readonly isOpen?: true;
}

export type ClientName =
  | 'pip'
  | 'uv'
  | 'uv-pip'
  | 'poetry'
  | 'pdm'
  | 'uv-install'
  | 'pipenv'
  | 'pipenv-install'
  | 'npm'
  | 'pnpm'
  | 'yarn-classic'
  | 'yarn-berry'
  | 'bun';

/** Clients that are tried in several ways, by the name of the way. */
const ways: Readonly<Partial<Record<ClientName, string>>> = {
  'uv-pip': 'uv',
  'uv-install': 'uv',
  'pipenv-install': 'pipenv',
};

/** The id of the client that is tried. */
export const clientIdOf = ({ client }: Situation): string => ways[client] ?? client;

/** What a client chose: the index by its letter and the version; null where it installs nothing. */
export type Winner = { readonly index: string; readonly version: string } | null;
