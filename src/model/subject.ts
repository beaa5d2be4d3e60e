import type { Dependency, FileRole } from './dependency.ts';
import type { Location } from './location.ts';
import type { Exception } from './policy.ts';
import type { RegistryCandidate } from './registry.ts';

/** An added or changed dependency with all that is known of it before anybody is asked. */
export interface DependencySubject {
  readonly kind: 'dependency';
  readonly dependency: Dependency;
  /** The same dependency in the base, where there was one. */
  readonly previous?: Dependency;
  readonly fileRole: FileRole;
  /** Where a finding stands: the entry, or the line that newly brings in the file with the entry. */
  readonly at: Location;
  /** The entry itself where `at` is another line. */
  readonly entry?: Location;
  /** Registries that may serve the name, in the client's order. Empty where no registry is asked (git, paths, workspaces). */
  readonly registries: readonly RegistryCandidate[];
  /** The pattern by which the configuration calls the name private. */
  readonly privateBy?: string;
  /** The project's own, a workspace member or first-party. */
  readonly own: boolean;
  /** The namespace is the repository's own (its owner's name, or that of a package the project declares). */
  readonly ownScope: boolean;
  /** A registry that is asked without credentials may hide the name: its 404 is "absent or private". */
  readonly mayHide: boolean;
  /** No file of the base that was read names it. */
  readonly newToRepository: boolean;
  /** The version that the lockfile of the same project fixes for it, where it does. */
  readonly lockedVersion?: string;
}

/** What the change does to the audit itself. */
export interface GateSubject {
  readonly kind: 'gate';
  /** The file: the workflow that runs the audit, or its configuration. */
  readonly path: string;
  readonly role: 'workflow' | 'configuration';
  readonly change: 'added' | 'modified' | 'removed';
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

export type Subject = DependencySubject | GateSubject | ExceptionSubject;
