/** Imports of one file that are read: no person writes so many. */
export const maxImports = 20_000;

/** One name that code imports: something else than a part of the file itself. */
export interface ImportUse {
  /** As the language has it: a dotted module, or a specifier. */
  readonly module: string;
  /** What is taken out of it by name, which may be modules too: `from google.cloud import storage`. */
  readonly members?: readonly string[];
  /** Offsets of the name in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The code goes on without it: it is tried, and a failure is caught. */
  readonly isOptional?: true;
  /** Only types are taken: nothing of it runs. */
  readonly isTypeOnly?: true;
}

/** What an import may mean besides a part of the repository. */
export interface ImportTarget {
  /** What is compared and called in messages: the first part of a module, the package of a specifier. */
  readonly name: string;
  /** It names a package of the registry itself, and needs no declaration (`npm:chalk@5`). */
  readonly declaresItself?: true;
}

/** What a file of settings says of imports that are none of packages. */
export interface Locals {
  /** Names that it sends elsewhere: an import of that name, or of a path into it. */
  readonly names?: readonly string[];
  /** Folders of the repository whose files and folders are imported by their names alone. */
  readonly roots?: readonly string[];
  /** Ends of imports that a program makes modules of: `.svg`. */
  readonly endings?: readonly string[];
}

/** How code of an ecosystem's languages takes packages in. */
export interface Imports {
  /** Whether a file is code of its languages, by its path. */
  isCode(path: string): boolean;
  /** Every import of a file, in their order. Linear; any text is read. */
  scan(path: string, text: string): readonly ImportUse[];
  /** Undefined where no package can be meant: a path, an address, what a bundler or a platform makes up. */
  targetOf(use: ImportUse): ImportTarget | undefined;
  /** Names by which a file may declare what brings it, the most exact first; normalised. The last is that of the target alone. */
  packagesOf(use: ImportUse): readonly string[];
  /** First parts of imports that a file or folder of the repository may be meant by. */
  localNames(path: string): readonly string[];
  /** Whether a file may say by which names parts of the repository are imported. */
  isSetting(path: string): boolean;
  /** What such a file says. Any text is read. */
  localsIn(path: string, text: string): Locals;
  /** Packages that hold nothing but the types of one, whose declaration counts for it. */
  typesOf?(name: string): string;
  /** Ecosystems besides its own whose packages bring modules of the same names. */
  readonly alsoFrom?: readonly string[];
  /** Packages may be imported by other names than their own. */
  readonly namesDiffer?: true;
  /** Some of its clients let code import only what its own manifest declares. */
  readonly isolates?: true;
}
