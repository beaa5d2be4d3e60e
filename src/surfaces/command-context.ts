import type { Installer, Reading, Word } from '../model/command.ts';
import type { Unparsed } from '../model/dependency.ts';
import type { Format, SourceFile } from '../model/ecosystem.ts';
import type { Location } from '../model/location.ts';
import type { PlaceMap } from '../model/surface.ts';
import type { ShellScope } from '../text/shell-words.ts';
import type { Mentions } from './mentions.ts';

/** Variables that surround a script. */
export interface ScriptVariables {
  /** What the shell puts in for them. */
  readonly known: ReadonlyMap<string, string>;
  /** What programs are handed. */
  readonly environment: ReadonlyMap<string, string>;
}

/** What the readers of commands need to know of the file and of the installers. Offsets are those of the file. */
export interface CommandContext {
  readonly file: SourceFile;
  readonly installers: ReadonlyMap<string, Installer>;
  readonly formats: readonly Format[];
  readonly mentions: Mentions;
  locate(start: number, end: number): Location;
  gap(start: number, end: number, reason: string): Unparsed;
  /** A script inside the file. `depth` counts the scripts that hold it. */
  script(text: string, at: PlaceMap, depth: number, variables: ScriptVariables): Reading;
  setting(name: string, value: Word): Reading;
  /** Offset after the script: what is exported holds up to there. Left out where nothing follows. */
  readonly until?: number;
  embedded(format: Format, text: string, at: PlaceMap): Reading;
}

/** A script while its commands are read one after the other. */
export interface ScriptContext extends CommandContext {
  readonly text: string;
  readonly at: PlaceMap;
  readonly depth: number;
  readonly known: ReadonlyMap<string, string>;
  /** What programs are handed; the script itself adds to it. */
  readonly environment: Map<string, string>;
  /** Files that were fetched so far, and from which address. */
  readonly saved: Map<string, Word | undefined>;
  /** Where each process of the shell stands after its `cd`. */
  readonly folders: Map<ShellScope, string | undefined>;
}
