import type { Unknown } from './fact.ts';
import type { Location } from './location.ts';

/** What a registry knows of a package: the shapes are the same for every ecosystem. Times are RFC 3339 in UTC. */
export interface PackageFact {
  readonly name: string;
  readonly status: PackageStatus;
  /** What the registry says about the status, where it says anything. */
  readonly statusReason?: string;
  /** What the registry offers by default. */
  readonly latest?: string;
  /** Names that stand for a version, where the registry has such (npm: dist-tags). */
  readonly tags?: Readonly<Record<string, string>>;
  /** All versions that can be installed today, in the registry's order. */
  readonly versions: readonly ReleaseFact[];
  /** Versions that were there once and are gone. */
  readonly removedVersions: readonly string[];
  /** Oldest known upload; undefined where the registry gives no times. */
  readonly firstPublishedAt?: string;
  /** When the name was taken, and when all of it was withdrawn, where the registry says so: perhaps by another owner. */
  readonly createdAt?: string;
  readonly unpublishedAt?: string;
  /** Left out where the document does not tell of it. */
  readonly about?: AboutFact;
  /** Where the name is only a redirect: what it leads to. */
  readonly movedTo?: Move;
  /** Of a release that is known by its own document alone: what else there is was not asked for. */
  readonly isPartial?: true;
  /** The registry sends those who ask on to the public one: all of this is that one's word, the registry gave none itself. */
  readonly forwarded?: Forward;
  /** Why nobody could say when its releases were published, where an answer may come later. */
  readonly untimed?: Unknown;
}

/**
 * Since when the package of today is there: the oldest upload that can still be installed, where each has a time. What was
 * withdrawn may be of somebody else.
 */
export function heldSince({ versions, firstPublishedAt, isPartial }: PackageFact): string | undefined {
  if (isPartial === true) return undefined;
  let oldest: string | undefined;
  for (const { publishedAt } of versions) {
    if (publishedAt === undefined) return firstPublishedAt;
    // Times of facts are all written the same way: they sort as texts.
    if (oldest === undefined || publishedAt < oldest) oldest = publishedAt;
  }
  return oldest ?? firstPublishedAt;
}

/** Who is behind a package. All but the publishers is what they wrote themselves: anyone can write the same. */
export interface AboutFact {
  /** Normalised: `https://github.com/acme/tools`. Left out where the package names none. */
  readonly repository?: string;
  /** Accounts that may publish, as the registry knows them; undefined where it does not tell. */
  readonly publishers?: readonly string[];
  /** Cut. */
  readonly summary?: string;
  /** What the package stands for where it is none to be used, by that summary: `reserved`, `confusion-guard` and the like. */
  readonly placeholder?: string;
}

export interface Forward {
  /** The address that answered. */
  readonly to: string;
  /** Asked without credentials: some registries forward what strangers may not see, too. */
  readonly mayHide?: true;
}

export interface Move {
  /** The name of today. */
  readonly name: string;
  /** Nobody holds the namespace of the old name any more: whoever registers it can end the redirect. Undefined: not known. */
  readonly isFree?: boolean;
}

export type PackageStatus =
  | 'active'
  /** Every version was withdrawn; the name may be taken again. */
  | 'unpublished'
  /** The registry replaced malware with an empty placeholder. */
  | 'security-placeholder'
  /** The registry serves no files while it looks into the project. */
  | 'quarantined'
  | 'archived'
  | 'deprecated';

export interface ReleaseFact {
  readonly version: string;
  /** A release is as young as its newest file. Undefined where the registry gives no time. */
  readonly publishedAt?: string;
  /** The registry's notice, empty text where it gives none. */
  readonly deprecated?: string;
  /** The reason, empty text where none is given. */
  readonly yanked?: string;
  /** Hashes of its files, spelled `<algorithm>-<base64>` or `<algorithm>:<hex>` as the registry does. */
  readonly integrity?: readonly string[];
  /** Kinds of its files, where a client chooses by them: `sdist`, or the tags of a wheel with its build number (`1-py3-none-any`). */
  readonly archives?: readonly string[];
  /** Hosts that its files are linked from, besides those that serve the archives of the registry itself. */
  readonly archiveHosts?: readonly string[];
  /** A moment in its document that is about that of publication, which no specification promises: proof of youth, never of age. */
  readonly hintedAt?: string;
  /** Left out where the document that was read does not tell. */
  readonly origin?: ReleaseOrigin;
  /** Left out where no manifest was read. */
  readonly content?: ReleaseContent;
  /** Why its own document was not read, where its registry may well have it. */
  readonly untold?: Unknown;
  /** Who was behind the package when it was published; left out where the document does not tell of it. */
  readonly about?: AboutFact;
}

/** Who published a release, and what attests how it was built. */
export interface ReleaseOrigin {
  /** The account that uploaded it; left out where a trusted build did, or the registry tells no accounts. */
  readonly publisher?: string;
  /** The build that the registry trusts and that uploaded it: equal for all releases of one and the same trust. */
  readonly trustedBuild?: string;
  /** The account that let a staged release out. */
  readonly approver?: string;
  /** Accounts that might publish when it was, as the release's own document says. */
  readonly maintainers?: readonly string[];
  /** A statement about its build is published beside it (SLSA provenance, PEP 740), for each file. */
  readonly isAttested: boolean;
}

/** What a release brings, as its manifest says. */
export interface ReleaseContent {
  /** Commands that clients run when they install it, by their event; `binding.gyp` where they build without being told to. */
  readonly scripts: Readonly<Record<string, string>>;
  /** What it takes along: requirements by name, those of other names and optional ones too. */
  readonly requires: Readonly<Record<string, string>>;
}

/** How well the origin of a release is attested: a later release that has less of it was published another way. */
export function trustOf({ approver, trustedBuild, isAttested }: ReleaseOrigin): number {
  if (approver !== undefined) return 3;
  return (trustedBuild === undefined ? 0 : 1) + (isAttested ? 1 : 0);
}

/** What a release takes along, as the metadata of its archives says. */
export interface RequiresFact {
  /** As `ReleaseContent` has it. */
  readonly requires: ReleaseContent['requires'];
  /** Why some of it was not read, where it was not. */
  readonly unread?: Unknown;
}

/** When a release was published, as somebody else than its registry says. */
export interface PublishedFact {
  readonly publishedAt: string;
}

/** Files of a release's archives that the interpreter runs whenever it starts, whatever is imported then. */
export interface StartupFact {
  /** As the archives name them, sorted. */
  readonly files: readonly string[];
  /** Archives that were looked into. */
  readonly archives: number;
  /** So many more were not: each release has a limit. */
  readonly skipped: number;
  /** Why one of them could not be read, where any could not. */
  readonly unread?: Unknown;
}

/** The build that made a release, by the statement about it. */
export interface BuildFact {
  /** As `ReleaseOrigin` has it. */
  readonly trustedBuild: string;
}

/** A commit that is part of a repository. */
export interface CommitFact {
  /** The branch or tag whose history has it, for example `branch main`. */
  readonly ref: string;
}

/** Advisories that say a package contains malware. */
export interface MalwareFact {
  /** One id of each advisory, for example `MAL-2025-1`, sorted; empty where none matches. */
  readonly ids: readonly string[];
  /** By what ids further collections have them, besides the one that is the source of the fact. */
  readonly also?: readonly { readonly source: string; readonly ids: readonly string[] }[];
  /** Each of them speaks of every version that there is: such ranges are often drawn too wide. */
  readonly isWide?: true;
}

/** A registry that may serve a name, as the configuration of client and audit say. */
export interface RegistryCandidate {
  readonly url: string;
  /** The ecosystem's public default, or a mirror that is configured to serve everything it does. */
  readonly public: boolean;
  /** False: the address comes from the change alone, so it is never contacted. */
  readonly trusted: boolean;
  /** Where the address comes from, in words. */
  readonly origin: string;
  /** Not the default, but one that all users of the ecosystem know. */
  readonly isWellKnown?: true;
  /** A page with links to archives of any name. */
  readonly isLinks?: true;
  /** The line that names it, where a file does. */
  readonly at?: Location;
  /** Registries that may not be contacted, and in whose place it is asked: what it has not, they may have. */
  readonly standsFor?: readonly RegistryCandidate[];
  /** It is asked for no other reason: the client asks them and not this one. */
  readonly isSubstitute?: true;
}

/** What a client chooses from. */
export type Offer = Pick<PackageFact, 'versions' | 'latest' | 'tags'>;
