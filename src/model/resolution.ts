import type { ClientUse, RegistryUse } from './dependency.ts';
import type { Location } from './location.ts';
import type { RegistryCandidate } from './registry.ts';

/** An index, or a page of links, as the configuration of a client names it. */
export interface ClientIndex {
  readonly url: string;
  /**
   * - `default`: what the client asks in any case; in the place of the public one
   * - `extra`: asked beside it
   * - `supplemental`: asked where the others have nothing that fits
   * - `explicit`: asked only for names that point to it
   */
  readonly weight: 'default' | 'extra' | 'supplemental' | 'explicit';
  /** A page, or folder, with links to archives of any name. */
  readonly isLinks?: true;
  /** Globs of the names that it is asked for; left out: all. */
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
  /** Statuses that count as if the index had nothing. */
  readonly ignoredStatuses?: readonly number[];
}

/** What a client is told, out of its files, variables and command line. Lists are in the order in which it reads them. */
export interface ClientSetup {
  readonly indexes: readonly ClientIndex[];
  /** As the client spells it: `unsafe-best-match`, `respect-source-order`. */
  readonly strategy?: string;
  /** Pre-releases are as good as releases. */
  readonly prereleases?: true;
  /** Kinds of archives that it may take, or prefers, as it spells them: `only-binary :all:`. */
  readonly formats?: readonly string[];
}

/** What is asked for. */
export interface Wanted {
  /** Normalised. */
  readonly name: string;
  readonly requirement?: string;
  /** The archive must have one of these, spelled `sha256:<hex>`. */
  readonly hashes?: readonly string[];
  /** The one index that the requirement itself names. */
  readonly index?: string;
}

/** A release as one index offers it. */
export interface OfferedRelease {
  readonly version: string;
  readonly yanked?: string;
  /** The client passes over it: no archive fits the interpreter. */
  readonly isUnusable?: true;
  readonly hashes?: readonly string[];
  /** Kinds of its archives, as `ReleaseFact` has them. */
  readonly archives?: readonly string[];
}

/** What an index says of the name. */
export type IndexAnswer =
  | {
      readonly state: 'present';
      readonly releases: readonly OfferedRelease[];
      /** What the index offers by default, where it says so. */
      readonly latest?: string;
      /** Names that stand for a version, where it tells them (npm: dist-tags). */
      readonly tags?: Readonly<Record<string, string>>;
    }
  | { readonly state: 'absent' }
  /** It refuses to answer, or fails: what a client does then differs. */
  | { readonly state: 'refused'; readonly status: number }
  | { readonly state: 'unknown'; readonly reason: string };

/** Which index serves the name today. */
export type Outcome =
  | { readonly kind: 'served'; readonly url: string; readonly version: string }
  /** The client installs nothing. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** It hangs on what an index says that gave no answer. */
  | { readonly kind: 'open'; readonly reason: string };

/**
 * The way in which one client chooses among indexes. Pure: the same for the same answers. It resolves indexes and no
 * dependencies: the requirement is the only one that counts.
 */
export interface Client {
  /** `pip`, `uv`, ... */
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** Assumed where no file tells which client of the ecosystem it is for. */
  readonly isUsual?: true;
  /** Its lockfile names the index of every entry that comes from another one than the public one. */
  readonly namesOthers?: true;
  /**
   * What the client makes of the files that it reads.
   * @param uses registries of those files, nearest file first, each in its order, an included one where it is read; those of
   * other clients are left out before
   * @param told what those files say to this client besides
   */
  setUp(uses: readonly RegistryUse[], told: readonly ClientUse[]): ClientSetup;
  /** Indexes that may serve the name, in the client's order of preference where that counts. */
  candidates(setup: ClientSetup, wanted: Wanted): readonly ClientIndex[];
  choose(setup: ClientSetup, wanted: Wanted, answer: (url: string) => IndexAnswer): Outcome;
  /**
   * How the file is written so that this index alone serves what is meant to come from it: a sentence that holds the words
   * to write, without the full stop.
   */
  advise(url: string): string;
}

/** What one plausible client would have to decide about a name, before anybody is asked. */
export interface Choice {
  readonly client: Client;
  readonly setup: ClientSetup;
  readonly wanted: Wanted;
  /** In the client's order. */
  readonly candidates: readonly ChoiceCandidate[];
  /** Told where the last candidate is one that the client does not ask, although a setting ties the name to it. */
  readonly disregards?: Disregarded;
}

/** A setting that another client reads, or that a command tells its own client to leave out. */
export interface Disregarded {
  readonly use: RegistryUse;
  /** Where the command stands. */
  readonly command: Location;
  /** Id and title of the client that goes by it. */
  readonly reader: Pick<Client, 'id' | 'title'>;
}

export interface ChoiceCandidate {
  readonly index: ClientIndex;
  readonly registry: RegistryCandidate;
}

/** How it would decide today, by what its indexes said. */
export interface Decision {
  readonly choice: Choice;
  /** By the address of the index, as the settings have it. */
  readonly answers: ReadonlyMap<string, IndexAnswer>;
  readonly outcome: Outcome;
  /**
   * Public indexes that would serve the name as soon as somebody publishes this version there. What gave no answer is taken
   * to have what is asked for: then the name is meant to come from there.
   */
  readonly openings: readonly Opening[];
  /** Other indexes whose archives are those of a public one that may serve the name too. */
  readonly mirrors: readonly string[];
}

export interface Opening {
  readonly url: string;
  readonly version: string;
}

/** The index that serves the name, with what is known of it. */
export const winnerOf = ({ choice, outcome }: Decision): ChoiceCandidate | undefined =>
  outcome.kind === 'served' ? choice.candidates.find(({ index }) => index.url === outcome.url) : undefined;
