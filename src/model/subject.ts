import type { ToolSetting } from './agent-tool.ts';
import type { Ambiguity, Dependency, FileRole, RegistryUse, Safeguard, Source } from './dependency.ts';
import type { ArchiveAddress } from './ecosystem.ts';
import type { Installed } from './install-log.ts';
import type { Instruction } from './instruction.ts';
import type { Location } from './location.ts';
import type { Contradiction } from './lock-check.ts';
import type { Denial, Exception } from './policy.ts';
import type { Purl } from './purl.ts';
import type { RegistryCandidate } from './registry.ts';
import type { Choice } from './resolution.ts';

/** An added or changed dependency with all that is known of it before anybody is asked. */
export interface DependencySubject {
  readonly kind: 'dependency';
  readonly dependency: Dependency;
  /** The same dependency in the base, where there was one. */
  readonly previous?: Dependency;
  /** Of a manifest's line: the one version that the lockfile of the same project fixed for it in the base. */
  readonly lockedBefore?: string;
  readonly fileRole: FileRole;
  /** Where a finding stands: the entry, or the line that newly brings in the file with the entry. */
  readonly at: Location;
  /** The entry itself where `at` is another line. */
  readonly entry?: Location;
  /** Registries that may serve the name, in the client's order. Empty where no registry is asked (git, paths, workspaces). */
  readonly registries: readonly RegistryCandidate[];
  /** It installs nothing by itself: it says what the version has to be where something else asks for the package. */
  readonly constrains?: true;
  /** What plausible clients ask for, where constraints narrow or replace what is written: for each client. */
  readonly constrained?: readonly Pick<Dependency, 'version' | 'requirement'>[];
  /** What clients would have to decide: empty where each has but one index to ask. */
  readonly choices: readonly Choice[];
  /**
   * What clients would decide where what the change says did not count, told only where that is another registry. `settings`:
   * of a lockfile's entry that newly names its registry, by the settings in use. `base`: of a name that a public registry
   * may serve, by the base's settings, where these had private ones asked that are not asked any more.
   */
  readonly otherwise?: { readonly by: 'settings' | 'base'; readonly choices: readonly Choice[] };
  /** Settings of another project of the repository that send the namespace to an index, which those in use do not. */
  readonly claimedBy?: RegistryUse;
  /** Why the settings in use lack `claimedBy`, where they are those of its file: the change took it away, or a client (its title) reads no such file. */
  readonly claimLost?: { readonly isGone: true } | { readonly unreadBy: string };
  /** Every command that installs it goes by `claimedBy`: only who runs a client without those commands does not. */
  readonly besideCommands?: true;
  /** A setting of the project sends it elsewhere, and a command installs it where the file of that setting is not. */
  readonly leftBehind?: { readonly use: RegistryUse; readonly command: Location };
  /** The pattern by which the configuration calls the name private. */
  readonly privateBy?: string;
  /** What the configuration denies of the name: all of it, or these versions. */
  readonly deniedBy?: readonly Denial[];
  /** The project's own, a workspace member or first-party. */
  readonly own: boolean;
  /** A member of the same workspace stands in its place: no registry serves it. */
  readonly fromWorkspace?: true;
  /** The namespace is the repository's own (its owner's name, or that of a package the project declares). */
  readonly ownScope: boolean;
  /** A registry that is asked without credentials may hide the name: its 404 is "absent or private". */
  readonly mayHide: boolean;
  /** Nothing that was read of the base takes it from a registry: what texts and samples say does not count, nor what only overrides. */
  readonly newToRepository: boolean;
  /** All that its file asks for, itself too. */
  readonly beside?: readonly Dependency[];
  /** Of a lockfile's direct dependency: where the manifest of the same project takes it from. */
  readonly declaredSource?: Source['kind'];
  /** The version that the lockfile of the same project fixes for it, where it does. */
  readonly lockedVersion?: string;
  /** That version, where no lockfile of the project fixes another one for it. */
  readonly lockedOnly?: string;
  /** Ids of the clients that take that version, as the lockfile is theirs. */
  readonly lockedFor?: readonly string[];
  /** Of a transitive package: the shortest chain that brings it in, from a direct dependency to what requires it. */
  readonly introducedBy?: readonly Purl[];
  /** The manifest's line that the chain begins with. */
  readonly introducedAt?: Location;
  /** Of a lockfile's entry that names its registry: that one, where neither the files in use nor the configuration send its name there. */
  readonly strayRegistry?: RegistryCandidate;
  /** Of a lockfile's entry: the private host that it came from before; now the public registry serves it. */
  readonly leftPrivate?: string;
  /** What its recorded address says, and whether the registries that may serve it keep archives on that host. */
  readonly archive?: ArchiveAddress & { readonly expectedHost: boolean };
}

/** The version that the base had; undefined where no file of the base fixed one. */
export const replacedVersion = ({
  previous,
  lockedBefore,
}: Pick<DependencySubject, 'previous' | 'lockedBefore'>): string | undefined => previous?.version ?? lockedBefore;

/** What changed code newly imports, and nothing of the repository is, brings or declares for it. */
export interface ImportSubject {
  readonly kind: 'import';
  /** As the code names it: a dotted module, a specifier. */
  readonly module: string;
  /** The part of it that stands for a package. */
  readonly name: string;
  /** The package that would have to be declared, described as if it were: what registries are asked for. */
  readonly wanted: DependencySubject;
  /** Many packages share the name, and which one brings the module is a guess. */
  readonly isGuess?: true;
  /** Declared packages of which nobody knows by which names they are imported: one of them may bring it. */
  readonly mayComeFrom: readonly string[];
  /** The code goes on without it. */
  readonly isOptional?: true;
  /** Only types are taken of it. */
  readonly isTypeOnly?: true;
  /** It names a package of the registry, and a runtime fetches that without any declaration. */
  readonly declaresItself?: true;
  /** The repository has it for something else: another project declares it, or a lockfile has what something else requires. */
  readonly borrowed?: { readonly at: Location; readonly isLocked: boolean };
  /** Some clients let code import only what its own manifest declares. */
  readonly isolates?: true;
  /** Packages may be imported by other names than their own. */
  readonly namesDiffer?: true;
  readonly at: Location;
}

/** A registry that the change adds to a file, or points elsewhere. */
export interface RegistrySubject {
  readonly kind: 'registry';
  readonly use: RegistryUse;
  /** What stood in its place before. */
  readonly previous?: RegistryUse;
  /**
   * It stood beside others, or a command took from there what it installs, and nothing stands in its place: `use` is what
   * stood there. `use.within`: one command lacks it, and others still have it.
   */
  readonly isGone?: true;
  /** The public default, one that all users of the ecosystem know, or trusted by the base side's configuration. */
  readonly trusted: boolean;
  /** The address is that of the ecosystem's public default: what the client asks where nothing is set. */
  readonly isDefault?: true;
  readonly at: Location;
  /** So many further ones that the change adds to the same file are told with this one. */
  readonly further?: number;
  /** The line stands in a text: it sets nothing by itself. */
  readonly fileRole?: 'prose';
}

/** Many packages of one lockfile that come from another host than before, where they may come from and no danger is known. */
export interface MigrationSubject {
  readonly kind: 'migration';
  readonly ecosystem: string;
  /** Hosts. */
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
  /** The first of the entries. */
  readonly at: Location;
}

/** A configuration under which the version alone decides between indexes: no order, pin or hash protects what one of them serves. */
export interface MixtureSubject {
  readonly kind: 'mixture';
  /** Id of the client. */
  readonly client: string;
  /** For people. */
  readonly title: string;
  /** How the file is written so that the guarded index alone serves what is meant to come from it. */
  readonly advice: string;
  /** Addresses in the client's order. */
  readonly indexes: readonly string[];
  /** The one that others can outbid. */
  readonly guarded: string;
  /** The setting that makes the client do so, where it is not its default. */
  readonly strategy?: string;
  /** That setting, else the line that sets one index beside the other. */
  readonly at: Location;
  readonly fileRole?: 'prose';
}

/** A setting of a client that the change adds, alters or takes away. */
export interface SafeguardSubject {
  readonly kind: 'safeguard';
  readonly before?: Safeguard;
  readonly after?: Safeguard;
  readonly at: Location;
  readonly fileRole?: 'prose';
}

/** What the change newly says of a tool of an agent, besides the packages that are run for it. */
export interface ToolSettingSubject {
  readonly kind: 'tool-setting';
  /** Of an approval only what is added. */
  readonly setting: ToolSetting;
  /** The address that the tool of the same name had before; of plugins with the commit, branch or tag behind it. */
  readonly previous?: string;
  /** The large vendor that runs the tools of that host for its own products. */
  readonly owner?: string;
  /** Configurations of the base have other tools on the same host. */
  readonly isKnownHost?: true;
  readonly fileRole?: 'prose';
  readonly at: Location;
}

/** A place that the change brings in and that readers of the file take differently. */
export interface AmbiguitySubject {
  readonly kind: 'ambiguity';
  readonly ambiguity: Ambiguity;
  readonly at: Location;
}

/** Text that the change brings in and that is not understood, or a file that could not be read. */
export interface GapSubject {
  readonly kind: 'gap';
  readonly reason: string;
  /** As written; cut and without secrets. Left out where it is a whole file. */
  readonly text?: string;
  readonly fileRole: FileRole;
  readonly at: Location;
}

/** A contradiction between a lockfile and its manifests that the base did not have. */
export interface ContradictionSubject {
  readonly kind: 'contradiction';
  readonly contradiction: Contradiction;
  readonly at: Location;
}

/** An archive in the repository itself that something is installed from: no registry vouches for its bytes. */
export interface ArtifactSubject {
  readonly kind: 'artifact';
  readonly path: string;
  readonly change: 'added' | 'modified';
  readonly at: Location;
}

/** A package that a log says was installed from elsewhere than the configuration lets it come from. */
export interface InstallationSubject {
  readonly kind: 'installation';
  readonly installed: Installed;
  /** Indexes that may serve it; empty where it is private and nothing names its index. */
  readonly promised: readonly string[];
  /** What says so: a file and its line, a variable, the configuration. */
  readonly because: string;
  /** It came from the public index, and none of those that may serve it is public. */
  readonly isPublic: boolean;
  readonly at: Location;
}

/** What the change does to the audit itself. */
export interface GateSubject {
  readonly kind: 'gate';
  /** The file: the workflow that runs the audit, or its configuration. */
  readonly path: string;
  readonly role: 'workflow' | 'configuration';
  readonly change: 'added' | 'modified' | 'removed';
  /** An added configuration that sets nothing: the defaults go on holding. */
  readonly isEmpty?: true;
  /** The first line that differs; the start of the file where it was removed. */
  readonly at: Location;
}

/** An exception of the configuration that says something about itself. */
export interface ExceptionSubject {
  readonly kind: 'exception';
  readonly exception: Exception;
  /** `expired`: its last day is over. `unused`: it matched nothing, although everything was audited. */
  readonly state: 'expired' | 'unused';
  /** Its line in the configuration. */
  readonly at: Location;
}

/** A place where changed code newly runs what a language model writes. */
export interface ExecutionSubject {
  readonly kind: 'execution';
  /** What runs it, as written: `subprocess.run`. */
  readonly name: string;
  /** What the text becomes. */
  readonly runs: 'code' | 'command' | 'query' | 'object' | 'module' | 'template';
  /** For people: whose model it is. */
  readonly client: string;
  /** From where the model answers to where its answer is run. */
  readonly steps: readonly (Location & { readonly message: string })[];
  /** What makes harm less likely, for people: `a container`, `a question to a person`. */
  readonly lowered: readonly string[];
  /** It was there before: new is only what it can read, or that nothing ends it. */
  readonly isKnown?: true;
  /** It runs where it reaches nothing of the program. */
  readonly isApart: boolean;
  /** What the process holds that what is run could read: each place with its words. */
  readonly credentials: readonly (Location & { readonly message: string })[];
  readonly hasTimeout: boolean;
  /** It runs in a process of its own. */
  readonly isProcess: boolean;
  readonly at: Location;
}

/** A place where changed code newly loads a file in a way that runs what it holds. */
export interface ModelLoadSubject {
  readonly kind: 'model-load';
  /** What loads it: `torch.load`. */
  readonly name: string;
  /** A sentence without its full stop: why loading runs something. */
  readonly why: string;
  readonly remedy: string;
  /** Where the file comes from; `fixed`: a commit says which one it is. */
  readonly origin: 'download' | 'fixed' | 'unknown';
  readonly at: Location;
}

/** A place where changed code newly reaches a part of a package that runs what a language model writes. */
export interface EntryUseSubject {
  readonly kind: 'entry-use';
  readonly ecosystem: string;
  readonly package: string;
  /** As code names it: `langchain_experimental.tools.PythonREPLTool`. */
  readonly entry: string;
  /** A sentence without its full stop: what runs. */
  readonly runs: string;
  /** It is called, and not only imported. */
  readonly isCalled: boolean;
  readonly at: Location;
}

/** What a changed text newly hides, tells an agent, or starts by itself. */
export interface InstructionSubject {
  readonly kind: 'instruction';
  readonly instruction: Instruction;
  readonly at: Location;
  /** The symbolic link, or the path over one, by whose name the file counts. */
  readonly link?: string;
  /** Other places of the same in the file. */
  readonly others?: readonly Location[];
  /** So many more of its kind are in the file, and are told with this one. */
  readonly further?: number;
}

export type Subject =
  | DependencySubject
  | ImportSubject
  | RegistrySubject
  | MixtureSubject
  | MigrationSubject
  | SafeguardSubject
  | ToolSettingSubject
  | AmbiguitySubject
  | GapSubject
  | ContradictionSubject
  | ArtifactSubject
  | InstallationSubject
  | GateSubject
  | ExceptionSubject
  | ExecutionSubject
  | ModelLoadSubject
  | EntryUseSubject
  | InstructionSubject;
