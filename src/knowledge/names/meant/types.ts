import type { ExpandedNames } from '../expanded.ts';

/** What the search for a meaning may look at. Names are normalised as the ecosystem does. */
export interface NameLists {
  rankOf(ecosystem: string, name: string): number | undefined;
  /**
   * Another name to offer in the place of one, empty where neither is to be offered: it leads to the other, is no package to
   * be used, or a slip of a top name.
   */
  insteadOf(ecosystem: string, name: string): string | undefined;
  /** How many names have a rank, from 1, the most used; 0 for an ecosystem without a list. */
  sizeOf(ecosystem: string): number;
  /** The ranked names, for an index of them; undefined for an ecosystem without a list. */
  expand(ecosystem: string): ExpandedNames | undefined;
  /** What was written by hand: `data/meant.txt`. */
  written(): string;
}

export type MeaningKind =
  | 'import-name'
  | 'command'
  | 'separators'
  | 'scope'
  | 'word-order'
  | 'missing-affix'
  | 'extra-affix'
  | 'namespace-prefix'
  | 'typo'
  | 'cut-short'
  | 'shared-words'
  | 'redirect'
  | 'other-ecosystem';

/** A package that may have been meant. It exists and is adopted (`minRank` in adoption.ts); its age is not known here. */
export interface Meaning {
  readonly name: string;
  /** May be another one than was asked for: such a name is no replacement, only a hint. */
  readonly ecosystem: string;
  readonly kind: MeaningKind;
  /** One sentence for people, without its full stop. */
  readonly why: string;
  /** 0..1, comparable among the meanings of all names. */
  readonly score: number;
  /** Sure enough to be put in the name's place; of one name at most one is. Any other is a hint. */
  readonly isOffered: boolean;
}

export type InventionKind = MeaningKind | 'standard-library' | 'conflation' | 'plugin';

/** Why a name that does not exist looks invented or mistaken. */
export interface Invention {
  readonly kind: InventionKind;
  /** One sentence for people, without its full stop. */
  readonly words: string;
}
