import type { Unparsed } from './dependency.ts';
import type { SourceFile } from './ecosystem.ts';
import type { Location } from './location.ts';

/** One package that a log, or a report, of a client says it installed. */
export interface Installed {
  /** Purl type. */
  readonly ecosystem: string;
  /** Normalised as the ecosystem does. */
  readonly name: string;
  readonly version?: string;
  /** Address of the archive, or of the repository, as logged: without credentials, query and fragment. */
  readonly url?: string;
  /** Address of the index, where the log names it. */
  readonly index?: string;
  /** Host, with its port, that the package came from where the log names no more than that. */
  readonly host?: string;
  /**
   * - `registry`: asked for by name
   * - `url`, `vcs`, `path`: asked for by an address, a repository, or a file or folder
   * - `cache`: out of the client's own cache
   * - `unknown`: the log does not tell
   */
  readonly from: 'registry' | 'url' | 'vcs' | 'path' | 'cache' | 'unknown';
  /** RFC 3339, where the log has times; those without a zone are taken for UTC. */
  readonly at?: string;
  /** The line that says it. */
  readonly location: Location;
}

/** What one format makes of one file. A log of a whole job may be read by several. */
export interface InstallLog {
  readonly path: string;
  /** Id of the format, for example `pip-log`. */
  readonly format: string;
  readonly installed: readonly Installed[];
  /** Lines that speak of an installation and do not say of which package, or are not understood. */
  readonly unparsed: readonly Unparsed[];
}

/** One kind of log or report. */
export interface LogFormat {
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** Linear. */
  recognises(text: string): boolean;
  /** Pure and linear. Throws nothing but `MalformedFileError`. */
  parse(file: SourceFile): InstallLog;
}
