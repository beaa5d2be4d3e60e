import type { DependencyFile } from './dependency.ts';
import type { Location } from './location.ts';

/** One word of a command line, quotes and escapes resolved. */
export interface Word {
  /** What of it is known; an expansion that is not known stands in it as it was written. */
  readonly text: string;
  /** No expansion, substitution or glob: the program is given exactly this text. */
  readonly known: boolean;
  /** Offsets in the text of the file that holds the command, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Offset in the file where `text` stands letter for letter; undefined where quotes or escapes lie inside it. */
  readonly plain?: number;
}

/** What commands, settings and embedded files bring in: everything of a file that lies in its content. */
export type Reading = Pick<DependencyFile, 'dependencies' | 'registries' | 'includes' | 'unparsed'> &
  Required<Pick<DependencyFile, 'safeguards'>> &
  Pick<DependencyFile, 'clients' | 'tools'>;

/** One command, wrappers such as `sudo` and `env` taken off. */
export interface Command {
  /** Name of the program without its folder; `python -m pip` is `pip`. */
  readonly program: string;
  /** What follows the program. */
  readonly words: readonly Word[];
  /** From the first word of the command to its last one. */
  readonly start: number;
  readonly end: number;
  /** The file that holds the command. */
  readonly path: string;
  /** The folder that it runs in, relative to the root of the tree; undefined where that is not known. */
  readonly folder: string | undefined;
  /** Variables of its environment whose values are known. */
  readonly variables?: ReadonlyMap<string, string>;
  /** The place of offsets of the file. */
  locate(start: number, end: number): Location;
}

/** Understands the command lines of some programs. Pure; never throws. */
export interface Installer {
  /** `pip`, `pip3`; versions after the name (`pip3.12`) are taken off before. */
  readonly programs: readonly string[];
  /** What a command installs or configures; empty where it does neither. */
  read(command: Command): Reading;
  /** What a variable of the environment sets (`PIP_INDEX_URL`); undefined where it means nothing to these programs. */
  setting?(name: string, value: Word, command: Pick<Command, 'path' | 'locate'>): Reading | undefined;
}
