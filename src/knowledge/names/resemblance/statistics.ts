import type { NameTable } from './table.ts';

/** What is known of an ecosystem's names as a whole. Names are normalised as the ecosystem does. */
export interface NameStatistics {
  /** Decoded at the first call. */
  readonly table: () => NameTable;
  /** Words that many names have, the commonest first. */
  readonly words: () => readonly string[];
  isWord(text: string): boolean;
  /** How many names have a token (`t:react`), a scope (`s:@babel`) or a last part (`b:core`); 0 where few do. */
  countOf(key: string): number;
  /** Whether the counts include a name itself. */
  countsItself(name: string): boolean;
  /** How unexpected each letter of a name is, and its end: bits. */
  bitsOf(name: string): readonly number[];
}
