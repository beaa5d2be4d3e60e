import type { DependencyFile } from './dependency.ts';
import type { Location } from './location.ts';

/** A file as a check is given it. */
export interface CheckedFile {
  readonly text: string;
  readonly parsed: DependencyFile;
}

/** Something a lockfile says that the manifest beside it, or the lockfile itself, denies. */
export interface Contradiction {
  /** `tampered`: the tool that writes the lockfile never would. `drift`: somebody forgot to write it anew. */
  readonly kind: 'tampered' | 'drift';
  /** Equal in base and head for the same contradiction: only new ones are reported. */
  readonly key: string;
  /** A sentence part: `content-hash is ... but pyproject.toml gives ...`. */
  readonly message: string;
  readonly location: Location;
  readonly related?: Location & { readonly message: string };
  /** How sure it is that this is no accident. */
  readonly confidence: 'low' | 'medium' | 'high';
}

/** What of a lockfile can be recomputed or compared without asking anybody. Pure; never throws. */
export interface LockCheck {
  /** Id of the lockfile's format. */
  readonly format: string;
  /**
   * How sure it is that somebody wrote by hand what a release requires all of a sudden. Left out where a release requires
   * what is asked of it: extras.
   */
  readonly newRequires?: Contradiction['confidence'];
  /** Paths that it needs besides the lockfile: its manifests, workspace members, settings. */
  files(lockfile: DependencyFile): readonly string[];
  /**
   * @param files those that exist and could be read, by path
   * @param before the same lockfile and its files in the base, where it has one
   */
  check(
    lockfile: CheckedFile,
    files: ReadonlyMap<string, CheckedFile>,
    before?: { readonly lockfile: CheckedFile; readonly files: ReadonlyMap<string, CheckedFile> },
  ): readonly Contradiction[];
}
