import type { HttpAnswer, HttpRequest } from './http.ts';
import type { HostStats } from './report.ts';

/** The only ways in which an audit touches the world. Implementations are in `ports/` and `hosts/`. */
export interface Http {
  /** Never throws. Limits, retries, deadlines, the memory of identical `GET`s and what is kept on disk are the port's own. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  stats(): { readonly hosts: readonly HostStats[] };
}

export interface Clock {
  now(): Date;
}

/** What the run itself costs. */
export interface Meter {
  /** Milliseconds since the start, and the largest resident memory so far. */
  usage(): { readonly durationMs: number; readonly peakRssBytes: number };
  /** Gives memory back that nothing needs any more, at a moment when much of it does not. */
  release(): void;
}

/** Progress and diagnostics. Never standard output. */
export interface Log {
  /** A step of long work: how much of how much is done. `total` may grow. */
  progress(step: string, done: number, total: number): void;
  debug(message: string): void;
}

export type EntryMode = 'file' | 'symlink' | 'submodule';

export interface TreeEntry {
  readonly path: string;
  readonly mode: EntryMode;
  /** Equal ids, equal content. */
  readonly id: string;
  /** Bytes, where it is known before reading. */
  readonly size?: number;
}

/** The content of an entry (a symlink's is its target), or why it cannot be had. */
export type FileRead =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'unreadable';
      readonly reason: string;
      /** It is there, and larger than what was asked for. */
      readonly tooLarge?: true;
    };

/** What somebody looks for: by path, and by what kind of entry it is. */
export type Wanted = (path: string, mode: EntryMode) => boolean;

export interface TreeListing {
  readonly entries: readonly TreeEntry[];
  /** Why changed entries, or those asked for by name, may be missing. */
  readonly incomplete?: string;
  /** Why unchanged entries may be missing that were not asked for by name; changed ones are not. */
  readonly partial?: string;
}

/** One state of the repository. */
export interface Tree {
  /** For people and the report: a commit, a revision or a folder. */
  readonly label: string;
  /**
   * Entries that are asked for, sorted by path.
   * @param exact those of the wanted paths that are asked for by name: they are found also in a tree that is too large to
   *   be listed as a whole, and `incomplete` says where one may not have been
   */
  entries(wanted: Wanted, exact?: ReadonlySet<string>): Promise<TreeListing>;
  read(entries: readonly TreeEntry[], maxBytes: number): Promise<ReadonlyMap<string, FileRead>>;
}

export interface ChangedPath {
  readonly path: string;
  /** Where it was before, if it moved. */
  readonly previousPath?: string;
  readonly change: 'added' | 'modified' | 'removed';
}

/** Where a change is read from: GitHub, a git repository or two folders. */
export interface ChangeSource {
  /** `all`: everything is judged as if it were new, whatever was there before. */
  readonly mode: 'changed' | 'all';
  readonly base: Tree;
  /** False where nothing was before: `base` is empty, and that says nothing of the change. */
  readonly hasBase: boolean;
  readonly head: Tree;
  /** The tree that holds the configuration in force: the tip of the base side, never the head. */
  readonly policy: Tree;
  /**
   * Wanted entries that differ between base and head; everything is added where there is no base. `incomplete` says why
   * some may be missing.
   */
  changed(wanted: Wanted): Promise<{ readonly paths: readonly ChangedPath[]; readonly incomplete?: string }>;
  /** The workflow file that runs this audit, where the platform says so. */
  readonly workflowPath?: string;
  /** Namespaces that belong to the repository's owner. */
  readonly owner?: string;
  /** What a reader should know of how the change was read: retries, fallbacks. */
  notes(): readonly string[];
}
