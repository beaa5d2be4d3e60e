import type { Reading, Word } from './command.ts';
import type { FileRole } from './dependency.ts';
import type { SourceFile } from './ecosystem.ts';

/** Where a piece of text stands in the file that holds it: offset in the piece to offset in the file. */
export type PlaceMap = (offset: number) => number;

/** Reads what a surface finds in a file. One is made for each file; everything it returns is located in that file. */
export interface CommandReader {
  /**
   * Shell text: every command of it, whatever the control flow.
   * @param at where it stands in the file; `known` values are variables that the surroundings set
   * @param environment what programs make of them, where that is not the same: paths as seen from the folder
   */
  script(
    text: string,
    at: PlaceMap,
    known?: ReadonlyMap<string, string>,
    environment?: ReadonlyMap<string, string>,
  ): Reading;
  /** One command that is already split into words (a JSON array, an MCP server). */
  argv(words: readonly Word[], environment?: ReadonlyMap<string, string>): Reading;
  /** A variable of the environment that clients read. */
  setting(name: string, value: Word): Reading;
  /** A file of the repository that is put where clients run: counts where its name is that of a client's settings. */
  settingsFile(path: Word): Reading;
  /** Text in the format of a dependency file (`requirements`). Its dependencies are those of this file. */
  embedded(format: string, text: string, at: PlaceMap): Reading;
}

/** A kind of file that names packages of several ecosystems. */
export interface Surface {
  readonly id: string;
  /** For people: the usual name of the file. */
  readonly title: string;
  readonly role: FileRole;
  /** Linear in the path. A surface may match a path that a format of an ecosystem matches too: both are read. */
  matches(path: string): 'name' | 'content' | false;
  recognises?(text: string): boolean;
  /** It may take in files of any name: it is looked through whenever anything changes. */
  readonly includesAnyName?: true;
  /** Pure. Throws nothing but `MalformedFileError`. */
  read(file: SourceFile, commands: CommandReader): Reading;
}
