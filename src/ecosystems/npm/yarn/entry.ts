/** One of the patterns that a key of a lockfile is made of: `name@range`. */
export interface Pattern {
  readonly text: string;
  /** Offset in the file's text where it stands letter for letter; undefined where it does not. */
  readonly at: number | undefined;
}

export type EdgeKind = 'dependencies' | 'optionalDependencies' | 'peerDependencies';

/** What an entry asks for. */
export interface Edge {
  readonly name: string;
  readonly range: string;
  readonly kind: EdgeKind;
}

/** One entry of a yarn.lock, whichever Yarn wrote it. An empty text is none. Offsets are those of the file's text. */
export interface YarnEntry {
  readonly patterns: readonly Pattern[];
  /** The key with its quotes, without the colon. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly version: string | undefined;
  /** Of Yarn 2 and later: `name@reference`, what is installed. */
  readonly resolution: string | undefined;
  /** Of Yarn 1: the address. */
  readonly resolved: string | undefined;
  /** `integrity` of Yarn 1, `checksum` of later ones. */
  readonly integrity: string | undefined;
  /** Of Yarn 1: a name that the first pattern does not tell. */
  readonly name: string | undefined;
  /** Of Yarn 2 and later: the systems it is installed on. */
  readonly conditions: string | undefined;
  /** Worked out when asked. */
  readonly edges: () => readonly Edge[];
}

/** Yarn 1 writes a format of its own, later ones YAML. */
export type Dialect = 'classic' | 'berry';

export interface YarnContent {
  readonly dialect: Dialect;
  readonly entries: readonly YarnEntry[];
}

/** An entry of the lockfile that counts, and the places of the dependencies it stands for. */
export interface Placed {
  readonly entry: YarnEntry;
  readonly dependencies: readonly number[];
}

/** Something in a yarn.lock that the scanner leaves to the exact readers. */
export class Unusual extends Error {
  override readonly name = 'Unusual';
}

/** The key under which later Yarns keep what is about the file itself. */
export const metadataKey = '__metadata';
