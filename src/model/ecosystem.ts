import type { Installer } from './command.ts';
import type { DependencyFile, FileRole, RegistryRole, RegistryUse } from './dependency.ts';
import type { Present } from './fact.ts';
import type { FactLookup } from './http.ts';
import type { Imports } from './imports.ts';
import type { LockCheck } from './lock-check.ts';
import type {
  AboutFact,
  BuildFact,
  CommitFact,
  Offer,
  PackageFact,
  ReleaseFact,
  RequiresFact,
  StartupFact,
} from './registry.ts';
import type { Client } from './resolution.ts';

/** A file as a parser sees it: text without a byte-order mark. Lines end at `\n` or `\r\n`. */
export interface SourceFile {
  /** Relative to the root of the tree, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Said where it is not UTF-8, for example `utf-16le`. */
  readonly encoding?: string;
}

/** One kind of dependency file. */
export interface Format {
  readonly id: string;
  /** For people: the usual name of the file. */
  readonly title: string;
  readonly role: FileRole;
  /** Whether a path is this format: by its name alone, or only if `recognises` agrees. Linear in the path. */
  matches(path: string): 'name' | 'content' | false;
  /** Looks at a text for files whose name does not tell. Linear, and cheap. */
  recognises?(text: string): boolean;
  /** Where the real tool reads more than UTF-8: the text and its encoding, or undefined where it could not read it either. */
  decode?(bytes: Uint8Array): { readonly text: string; readonly encoding?: string } | undefined;
  /** Pure. Throws nothing but `MalformedFileError` (a file that the real tool would refuse as a whole). */
  parse(file: SourceFile): DependencyFile;
  /** It is read besides another format of the same path: the scripts of a manifest. */
  readonly besides?: true;
  /** It says what the project's own package is called. */
  readonly namesProject?: true;
  /** Besides what else it is, it holds settings for all files beside it, as those with the role of a configuration do. */
  readonly configures?: true;
  /** It may take in files of any name: it is looked through whenever anything changes. */
  readonly includesAnyName?: true;
  /**
   * Unchanged files that may matter to a changed file of this format because of their place: a lockfile beside a manifest,
   * configuration in the folders above, files that may include it. Picked out of the sorted paths of the tree.
   */
  neighbours(path: string, tree: PathIndex): readonly string[];
}

/** The paths of one tree, for formats that look for neighbours. */
export interface PathIndex {
  has(path: string): boolean;
  /** Paths directly in a folder; '' is the root. */
  inFolder(folder: string): readonly string[];
  readonly all: readonly string[];
}

/** How requirement and version texts of an ecosystem compare. */
export interface Versions {
  /** Negative, zero or positive; texts that are no version sort first, by text. */
  compare(a: string, b: string): number;
  isPrerelease(version: string): boolean;
  /** Whether the requirement is one the ecosystem understands. */
  isRequirement(requirement: string): boolean;
  /** Whether any later release satisfies the requirement: it names none, a tag, or no upper bound. Not of texts it does not understand. */
  isOpenEnded(requirement: string | undefined): boolean;
  satisfies(version: string, requirement: string): boolean;
  /** How commands ask for exactly that version of a package, where all of its clients take the same. */
  pinned?(name: string, version: string): string;
  /** What the ecosystem's usual client would install today, or undefined. */
  choose(requirement: string | undefined, offer: Offer): string | undefined;
}

export interface Names {
  normalise(name: string): string;
  /** Why the registry could never hold this name, or undefined where it could. */
  reject(name: string): string | undefined;
  /** The namespace a single owner holds (`@scope`), where the ecosystem has such. */
  scopeOf(name: string): string | undefined;
}

/** Everything the engine knows of an ecosystem. Shared code reads these properties and never asks for the type's name. */
export interface Ecosystem {
  /** Purl type. */
  readonly type: string;
  /** For people. */
  readonly title: string;
  /** What its registry is called in messages, for example `npm registry`. */
  readonly registryTitle: string;
  readonly formats: readonly Format[];
  /** What its clients understand on a command line. */
  readonly installers: readonly Installer[];
  /** How its clients choose among indexes; left out: not known. */
  readonly clients?: readonly Client[];
  /** What its lockfiles can be held against without a network. */
  readonly lockChecks: readonly LockCheck[];
  readonly names: Names;
  readonly versions: Versions;
  readonly registries: {
    /** Address of the public default. */
    readonly default: string;
    /**
     * Registries besides the default that all users of the ecosystem know: to name one is no surprise, and they may be asked.
     * One with a slash at its end stands for all below it.
     */
    readonly wellKnown?: readonly string[];
    /** Addresses that are the public default too (`https://pypi.org/simple` and `.../simple/`): compared after this. */
    canonical(url: string): string;
    /** Registries that may serve a name, by what the files in use say. Left out where the clients choose among them. */
    serving?(name: string, uses: readonly RegistryUse[]): readonly { url: string; use?: RegistryUse }[];
    /** Variables of the client's own environment that name registries; `list` ones hold several, separated by spaces. */
    readonly environment: readonly {
      readonly variable: string;
      readonly role: RegistryRole;
      readonly list: boolean;
      /** Ids of the clients that read it; left out: all. */
      readonly clients?: readonly string[];
    }[];
    /** Whether a name without credentials may be hidden: then 404 is "absent or private". */
    mayHide(name: string): boolean;
    /** What the address of an archive says of the package in it, and of the registry; undefined where it says nothing. */
    readArchive(url: string): ArchiveAddress | undefined;
    /** Hosts that serve the archives of a registry, the registry's own first. */
    archiveHosts(registry: string): readonly string[];
    /** Where archives of the default are read from, if not there. Left out: they are not, or lie there. */
    readonly archives?: string;
    /**
     * Whether an address that a lockfile records, without naming a registry, stands for the same path of the default registry
     * that is set, whatever that is and whichever registry the name is sent to. Left out: it stands for itself.
     */
    standsForDefault?(archive: string): boolean;
    /**
     * Whether the address of a package's archive tells for certain that another registry of the same host keeps it. Left
     * out: such addresses do not tell.
     */
    isKeptByAnother?(registry: string, archive: string, name: string): boolean;
  };
  /** A package that its registry does not answer for is unverified, and so is the run. Else that is only noted. */
  readonly hasRegistryOfRecord: boolean;
  /** Left out: nobody is asked, its packages are reported as not looked up. */
  readonly lookups?: Lookups;
  /** How code takes its packages in; left out: code is not looked at. */
  readonly imports?: Imports;
  /** Where its registry holds repositories of git, which packages of any ecosystem may be taken from. */
  readonly repositories?: Repositories;
}

/** Repositories of git that a registry answers for. */
export interface Repositories {
  /** The repository that an address names, and the commit where an address of an archive names one. */
  readAddress(url: string): RepositoryAddress | undefined;
  /** The host that people and git know the repositories of a registry by. */
  hostOf(registry: string): string | undefined;
  commit(name: string, commit: string, registry: string): FactLookup<CommitFact>;
}

export interface RepositoryAddress {
  readonly host: string;
  /** As the ecosystem normalises names. */
  readonly name: string;
  readonly commit?: string;
}

/** Looked at when the document would be asked for: it may come while other documents are waited for. */
export type KnownPackage = () => Present<PackageFact> | undefined;

/** The questions that registries answer, as data: nobody is asked here. */
export interface Lookups {
  package(name: string, registry: string): FactLookup<PackageFact>;
  /** @param found what the registry said of the package before, so that its document is not asked for again; undefined: nothing yet */
  release(name: string, version: string, registry: string, found?: KnownPackage): FactLookup<ReleaseFact>;
  /** The document of one release, where the registry has a small one. */
  manifest?(name: string, version: string, registry: string): FactLookup<ReleaseFact>;
  /** Who is behind a package. Left out: what the registry tells stands in its answer about the package. */
  about?(name: string, registry: string): FactLookup<AboutFact>;
  /** What the archives of a release hold that runs by itself. Left out: commands are told with the release, or there are none. */
  startup?(name: string, version: string, registry: string, now: Date): FactLookup<StartupFact>;
  /**
   * What a release requires, also where extras of it are asked for. Left out: that is told with the release. Absent: it has no
   * metadata that could be asked for.
   */
  requires?(
    name: string,
    version: string,
    registry: string,
    now: Date,
    extras?: readonly string[],
  ): FactLookup<RequiresFact>;
  /** Who made a release that is attested. Left out: that is told with the release. */
  build?(name: string, version: string, registry: string): FactLookup<BuildFact>;
  /** What a page with links to archives of any name has of one. Absent: it has archives, and none of that name. */
  links?(name: string, page: string): FactLookup<PackageFact>;
}

/** What stands in the address of an archive. */
export interface ArchiveAddress {
  readonly host: string;
  /** Normalised; left out where the address does not name one. */
  readonly name?: string;
  readonly version?: string;
}

/** The file is not what its name says: the real tool would refuse all of it. */
export class MalformedFileError extends Error {
  override readonly name = 'MalformedFileError';
  readonly line: number | undefined;
  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}
