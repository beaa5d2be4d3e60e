import type { Catalogue } from './catalogue.ts';
import { types } from './dictionary.ts';
import type { MeaningKind } from './types.ts';

/** Weaker likenesses are no help. */
const minScore = 0.5;

export interface Offer {
  readonly rank: number;
  readonly kind: MeaningKind;
  readonly why: () => string;
  readonly score: number;
}

/** The names that may have been meant, each for its best reason. */
export class Offers {
  readonly #catalogue: Catalogue;
  readonly #wantsTypes: boolean;
  readonly #best = new Map<number, Offer>();
  /** How sure the reading is that is looked at: 1 for the words as they stand. */
  trust = 1;
  /** What it guesses, for people. */
  guess: string | undefined;

  /** @param wantsTypes whether packages that hold types only may be meant */
  constructor(catalogue: Catalogue, wantsTypes: boolean) {
    this.#catalogue = catalogue;
    this.#wantsTypes = wantsTypes;
  }

  /** Whether a name could be among the meanings with that score, however much it is used. */
  isWorth(score: number): boolean {
    return score * this.trust > minScore;
  }

  /** Weighs by how much the name is used: of two as like, the usual one is meant. */
  add(rank: number, kind: MeaningKind, score: number, why: () => string): void {
    const trusted = score * this.trust;
    if (trusted <= minScore) return;
    const weighed =
      trusted *
      (0.86 + 0.14 * adoption(rank, this.#catalogue.size)) *
      (kind !== 'typo' && this.#holdsTypes(rank) ? 0.7 : 1);
    if (weighed <= (this.#best.get(rank)?.score ?? minScore)) return;
    const { guess } = this;
    this.#best.set(rank, {
      rank,
      kind,
      why: guess === undefined ? why : () => `${why()}: ${guess}`,
      score: weighed,
    });
  }

  /** The likeliest first; of two alike the more used one. */
  list(): readonly Offer[] {
    return [...this.#best.values()].sort((a, b) => b.score - a.score || a.rank - b.rank);
  }

  #holdsTypes(rank: number): boolean {
    if (this.#wantsTypes) return false;
    const { words } = this.#catalogue;
    for (let at = this.#catalogue.countWords(rank) - 1; at >= 0; at--) {
      if ((words.flagsOf(this.#catalogue.wordAt(rank, at)) & types) !== 0) return true;
    }
    return false;
  }
}

/** 1 for the most used name, 0 for the last of the list. */
export const adoption = (rank: number, size: number): number => 1 - Math.log(rank) / Math.log(size + 1);
