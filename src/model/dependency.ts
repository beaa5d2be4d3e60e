import type { ToolSetting } from './agent-tool.ts';
import type { Location, Region } from './location.ts';
import type { Purl } from './purl.ts';

export type Scope = 'runtime' | 'dev' | 'optional' | 'peer' | 'build' | 'tool';

/** Where the bytes of a dependency come from, as the file says. */
export type Source =
  /** A package registry. `url` only where the file itself names the registry for this entry. */
  | { readonly kind: 'registry'; readonly url?: string }
  /** A version control system; `ref` as written (commit, tag or branch). */
  | { readonly kind: 'git'; readonly url: string; readonly ref?: string }
  /** One archive, by address. */
  | { readonly kind: 'url'; readonly url: string }
  /** A file or folder of the machine or the repository. */
  | { readonly kind: 'path'; readonly path: string }
  /** A member of the same workspace. */
  | { readonly kind: 'workspace' }
  /** Shipped inside the package that depends on it. */
  | { readonly kind: 'bundled' }
  | { readonly kind: 'unknown' };

/** One package that one place of a file asks for. */
export interface Dependency {
  /** Canonical, with the version where the file fixes exactly one. */
  readonly purl: Purl;
  /** Purl type, for example `npm`. */
  readonly ecosystem: string;
  /** The name of what would be installed (an alias' target), normalised as the ecosystem does. */
  readonly name: string;
  /** As written: an alias' own key, capitals and separators kept. */
  readonly rawName: string;
  /** Only where the file fixes exactly one. */
  readonly version?: string;
  /** The version requirement as written. */
  readonly requirement?: string;
  /** Optional parts of the package that are asked for with it (extras of Python), normalised; never empty. */
  readonly extras?: readonly string[];
  readonly source: Source;
  /** The address a lockfile recorded. */
  readonly resolved?: string;
  /** Hashes as recorded, in the file's own spelling (`sha512-...`, `sha256:...`). */
  readonly integrity?: readonly string[];
  readonly direct: boolean;
  readonly scope: Scope;
  /** The shared list of the workspace (catalog) whose entry of the same `rawName` says what is asked for. */
  readonly catalog?: string;
  /** The shared list that it is an entry of: it is asked for by its `rawName`. */
  readonly inCatalog?: string;
  /** The client runs an installed program of this name, and fetches the package only where there is none (npx). */
  readonly installedFirst?: true;
  /** An agent runs it as a tool of its own: the name that its configuration gives the tool, or nothing where it gives none. */
  readonly agentTool?: string;
  /** The entry: its text contains the name or the key it belongs to. */
  readonly location: Location;
  /** Exactly the name inside the entry, without quotes, where it is written there. */
  readonly nameRegion?: Region;
  /** Exactly the requirement inside the entry, without quotes. */
  readonly requirementRegion?: Region;
}

export type RegistryRole =
  /** Replaces the ecosystem's public default. */
  | 'primary'
  /** Asked beside the default. */
  | 'extra'
  /** Asked only for the names that point to it. */
  | 'explicit';

/** A registry that a file configures. */
export interface RegistryUse {
  readonly ecosystem: string;
  readonly url: string;
  readonly role: RegistryRole;
  /** Globs of the names it applies to; left out: all. */
  readonly names?: readonly string[];
  /** Ids of the clients that read it (`pip`); left out: every client of the ecosystem. */
  readonly clients?: readonly string[];
  /** Asked where the others have nothing that fits. */
  readonly isSupplemental?: true;
  /** A page, or a folder, with links to archives of any name. */
  readonly isLinks?: true;
  /** Globs of the names that it is never asked for. */
  readonly excludes?: readonly string[];
  /** Nothing gives the address a value: whoever runs or builds the file may, and else the default holds. */
  readonly isUnset?: true;
  /** Statuses that count as if it did not have the name. */
  readonly ignoredStatuses?: readonly number[];
  /** The command that it is written in, or whose files it is read out of, and holds for alone; left out: it holds for the whole file. */
  readonly within?: Location;
  /** Its file is one that another file, and no command, names as its constraints; the composed set tells, no parser does. */
  readonly byConstraints?: true;
  readonly location: Location;
}

/** A client that a file is written for, and how it is told to choose among indexes. */
export interface ClientUse {
  readonly ecosystem: string;
  /** `pip`, `uv`, ... */
  readonly client: string;
  /** As the client spells it: `unsafe-best-match`. */
  readonly strategy?: string;
  /** Pre-releases are as good as releases. */
  readonly prereleases?: true;
  /** Kinds of archives that it may take, or prefers, as it spells them: `only-binary :all:`. Of several words on a package the last one holds. */
  readonly formats?: readonly string[];
  /** Indexes are not asked: only pages and folders with links are (pip's `--no-index`). */
  readonly noIndex?: true;
  /** Globs of the names that it asks for as any other, whatever points them to one index (uv's `--no-sources`). */
  readonly untied?: readonly string[];
  /** The command that tells the client, and holds for alone; left out: it holds for the whole file. */
  readonly within?: Location;
  /** The words that say so: the setting where there is one, else what tells the client. */
  readonly location: Location;
}

export type IncludeKind =
  /** Its dependencies are installed too. */
  | 'requirements'
  /** Its entries only constrain versions. */
  | 'constraints'
  /** A member of the workspace: an entry point that shares configuration and lockfile. */
  | 'workspace'
  /** Configuration or a lockfile that belongs to this file by its place. */
  | 'companion'
  /** A project that a command installs: an entry point of its own, for which what holds for the command counts too. */
  | 'project';

/** Another file that this one brings in. */
export interface Include {
  readonly kind: IncludeKind;
  /**
   * Relative to the root of the tree, normalised; a glob for workspaces. Of a project the manifest, or the lockfile where the
   * command takes only what that one has. Undefined where it leaves the tree or is an address.
   */
  readonly path?: string;
  /**
   * Files beside `path` that stand for the same thing, such as the other files a Python project may be written in. All that
   * exist are brought in; nothing is missing as long as one of them, or `path`, exists.
   */
  readonly alternatives?: readonly string[];
  /** Format it is read as where its name does not tell; left out: that of the file that includes it. */
  readonly format?: string;
  /** The client goes on where there is nothing at that path: patterns, npm's workspaces. */
  readonly optional?: true;
  /** Of constraints: they stand in the place of what is asked for (uv's overrides), or hold for what builds need alone. */
  readonly effect?: 'replacing' | 'building';
  /** Ids of the clients that read it; left out: all. */
  readonly clients?: readonly string[];
  /** Of a project: globs of the names of the files in its folder that are where the command runs; left out: all of them may be. */
  readonly files?: readonly string[];
  /** As written. */
  readonly text: string;
  /** The command that it is written in: what the included files say of indexes and versions holds for that alone. Left out: for the whole file. */
  readonly within?: Location;
  readonly location: Location;
}

/** What the version of a package has to be wherever it is asked for: by itself it installs nothing. */
export interface Constraint {
  readonly ecosystem: string;
  /** Normalised. */
  readonly name: string;
  readonly requirement: string;
  /** Only where it allows exactly one. */
  readonly version?: string;
  /** Archives that are allowed, in the file's own spelling. */
  readonly integrity?: readonly string[];
  /** It stands in the place of what is asked for. */
  readonly effect?: 'replacing';
  /** Ids of the clients that go by it; left out: all. */
  readonly clients?: readonly string[];
  readonly location: Location;
}

/** Text that was not understood. It is data: that line may be the attack. */
export interface Unparsed {
  readonly location: Location;
  readonly text: string;
  readonly reason: string;
  /** Where it could only name packages of this one. */
  readonly ecosystem?: string;
}

/** A package that a file declares as the project's own. */
export interface OwnPackage {
  /** A requirement of the same name in the same file means the package itself (Python: a project's own extras). */
  readonly meansItself?: true;
  readonly ecosystem: string;
  readonly name: string;
  readonly version?: string;
  readonly location: Location;
}

export type FileRole =
  | 'manifest'
  | 'lockfile'
  /** Settings of a client: registries, safeguards. */
  | 'configuration'
  /** Commands that install something when they run: container files, workflow steps, scripts. */
  | 'script'
  /** Text for people or agents that tells them to install something. */
  | 'prose'
  /** A program: what it imports is looked for, and installed by nothing. */
  | 'code';

/** A place that readers of the same file take differently, or that people do not see as clients do. */
export interface Ambiguity {
  readonly location: Location;
  readonly reason: string;
}

/** What a setting protects from. */
export type Guard =
  /** Code of packages that runs while they are installed. */
  | 'install-scripts'
  /** Code of the repository, or from an address, that runs inside the client. */
  | 'client-code'
  /** Releases that are too young. */
  | 'release-age'
  /** Bytes or resolutions that differ from what was recorded or agreed. */
  | 'verification'
  /** Connections that others can read or change. */
  | 'transport';

/** A setting of a client that decides what may run, or be taken, during an installation. */
export interface Safeguard {
  /** As the client spells it; one entry of a list carries its value: `trustedDependencies esbuild`. */
  readonly setting: string;
  /** As written. */
  readonly value: string;
  readonly guard: Guard;
  /** How much it protects, more is safer: an age in minutes, else 0 (not) or 1 (fully). */
  readonly strength: number;
  /** The strength that the client has where nothing is set. */
  readonly byDefault: number;
  readonly location: Location;
}

/** What a parser made of one file. */
export interface DependencyFile {
  readonly path: string;
  /** Id of the format, for example `package-lock`. */
  readonly format: string;
  readonly role: FileRole;
  readonly dependencies: readonly Dependency[];
  readonly registries: readonly RegistryUse[];
  readonly includes: readonly Include[];
  readonly own: readonly OwnPackage[];
  readonly unparsed: readonly Unparsed[];
  readonly ambiguities?: readonly Ambiguity[];
  readonly safeguards?: readonly Safeguard[];
  /** What it says of tools of agents besides the packages that are run for them. */
  readonly tools?: readonly ToolSetting[];
  /** Clients that the file is for; left out or empty: it does not tell. */
  readonly clients?: readonly ClientUse[];
  /** Manifests that fix its versions as a lockfile does, each as far as it pins every name that this one asks for (pip-compile). */
  readonly lockedBy?: readonly string[];
  /** What the command that compiled it was told of indexes: that held for the manifest it was compiled from, and not for the file. */
  readonly compiling?: { readonly registries: readonly RegistryUse[]; readonly clients: readonly ClientUse[] };
  /** Settings that count in the folders below too, as far as those have no such file of their own. */
  readonly holdsBelow?: true;
  /** What the file itself says of the versions of whatever it brings in. */
  readonly constraints?: readonly Constraint[];
  /**
   * Of a lockfile: for each dependency, by its place in `dependencies`, the places of those it requires. Worked out when
   * asked, for most audits need few of them. Roots are the dependencies that are `direct`.
   */
  requires?(): readonly (readonly number[])[];
  /**
   * Programs that the packages of the file bring when they are installed, with the names of those packages. A manifest tells
   * those of the project itself too, with its own name. Worked out when asked.
   */
  programs?(): ReadonlyMap<string, readonly string[]>;
}

/** The same dependency before and after; a removed one is located in the base. */
export type DependencyChange =
  | { readonly kind: 'added'; readonly after: Dependency }
  | { readonly kind: 'changed'; readonly before: Dependency; readonly after: Dependency }
  | { readonly kind: 'removed'; readonly before: Dependency };
