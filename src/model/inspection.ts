import type { Notification } from './report.ts';
import type { Subject } from './subject.ts';

/** A changed file that is looked through as a text, whatever it declares. */
export interface ChangedText {
  readonly path: string;
  /** Where the text stands, if the path is that of a symbolic link or leads over one. */
  readonly linksTo?: string;
  readonly text: string;
  /** As the base has it; left out where the file is new, or could not be read there: then all of it is new. */
  readonly before?: string;
  /** What the base calls it, where that is another name: there it may have meant nothing. */
  readonly previousPath?: string;
}

/** A text as it was read, under a name that findings call it by. */
export interface ReadText {
  readonly path: string;
  readonly text: string;
  readonly isChanged: boolean;
}

/** What looks through changed texts and tells what rules judge. It never fails because of what a text holds. */
export interface Inspection {
  /** Also the name of the folder. */
  readonly id: string;
  /** Whether a changed file is read for it. */
  wants(path: string): boolean;
  /**
   * What tools take a file for that has such a name; equal answers, equal meaning. Links of such names are followed. Left out:
   * none are, as a file means the same under any name.
   */
  meaningOf?(path: string): string | undefined;
  /** What unchanged files changed ones are to be looked at with; left out, or undefined: none. */
  follow?(files: readonly ChangedText[]): Promise<Imports | undefined>;
  inspect(files: readonly ChangedText[]): Promise<Inspected>;
}

/** Which files others import. */
export interface Imports {
  /** Files whose imports may matter. */
  readonly from: readonly ChangedText[];
  /** @param among by the paths of all files that there are */
  pathsOf(files: readonly ChangedText[], among: ReadonlyMap<string, unknown>): readonly string[];
}

export interface Inspected {
  readonly subjects: readonly Subject[];
  /** What was not looked through, and why. */
  readonly notifications: readonly Notification[];
}
