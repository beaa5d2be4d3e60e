import { createLikenessFinder, type Likeness } from './candidates.ts';
import { featuresOf, type KindValues } from './features.ts';
import type { NameStatistics } from './statistics.ts';
import { type Forest, sumTrees } from './trees.ts';

/** What was learned from labelled names; `scripts/fit-names.ts` makes it. */
export interface ResemblanceModel {
  readonly kinds: KindValues;
  readonly forest: Forest;
  /** By ecosystem: from which sum on a name is told, and from which on it is told with confidence. */
  readonly limits: Readonly<Record<string, { readonly told: number; readonly sure: number }>>;
}

/** The used name that another one resembles most suspiciously. */
export interface Resemblance extends Likeness {
  /** Logarithm of the odds, for a new and unused name, that it was made to be taken for the target. */
  readonly score: number;
}

export type ResemblanceFinder = (name: string) => Resemblance | undefined;

/** @param ecosystem what the last feature says */
export function createResemblanceFinder(
  ecosystem: string,
  names: NameStatistics,
  { kinds, forest }: Pick<ResemblanceModel, 'kinds' | 'forest'>,
): ResemblanceFinder {
  const find = createLikenessFinder(names);
  return (name) => {
    let best: Resemblance | undefined;
    for (const { likeness, values } of featuresOf(name, find(name), names, kinds)) {
      const score = sumTrees(forest, [...values, ecosystemValue(ecosystem)]);
      if (best === undefined || score > best.score) best = { ...likeness, score };
    }
    return best;
  };
}

/** Names are made differently in each. */
export const ecosystemValue = (ecosystem: string): number => (ecosystem === 'npm' ? 0 : 1);
