import type { Include } from '../model/dependency.ts';
import type { LoadedFile } from './read.ts';

/** A file as part of what an entry point brings in. */
export interface Member {
  readonly file: LoadedFile;
  /** The file that names it and how; left out for the entry point itself. */
  readonly by?: Inclusion;
  /** Everything that names it, that first. */
  readonly everyBy: readonly Inclusion[];
  /** Its dependencies are installed; those of a file that is only named by `-c` constrain versions. */
  readonly installs: boolean;
  /** Taken in by a workspace, directly or through others. */
  readonly inWorkspace: boolean;
}

export interface Inclusion {
  readonly member: Member;
  readonly include: Include;
}
