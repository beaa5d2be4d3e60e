import { createLikenessFinder, type Likeness } from './candidates.ts';
import { readForeign } from './confusables.ts';
import { featureNames, featuresOf, type KindValues } from './features.ts';
import { createHomophoneFinder } from './homophones.ts';
import type { NameStatistics } from './statistics.ts';
import { type Forest, plantTrees } from './trees.ts';

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

/** A resemblance, and whether it is told: some are so common that they say nothing. */
export interface Judged extends Resemblance {
  readonly isTold: boolean;
  readonly isSure: boolean;
  /** A registry put an empty package in the place of one that it removed: its downloads are nobody's use of it. */
  readonly isHeld: boolean;
}

/** What is known of a name beside its shape. */
export interface NameKnowledge {
  /** The rank of a name, or one after all others; undefined where it is not known. */
  usedRankOf(name: string): number | undefined;
  isHeld(name: string): boolean;
}

/** The score of what needs no model: odds of 20,000 to one. */
const certain = 10;

/**
 * Judges names of an ecosystem. Foreign letters that look like those of a name in use leave no doubt; behind others, what
 * they look like is judged.
 */
export function createJudge(
  ecosystem: string,
  names: NameStatistics,
  { kinds, forest, limits }: ResemblanceModel,
  { usedRankOf, isHeld }: NameKnowledge,
): (name: string) => Judged | undefined {
  const find = createLikenessFinder(names);
  const findHomophone = createHomophoneFinder(names.table);
  const sum = plantTrees(forest);
  const row = new Float64Array(featureNames.length + 1);
  row[featureNames.length] = ecosystemValue(ecosystem);
  const { told = 0, sure = 0 } = limits[ecosystem] ?? {};
  const judge = (name: string): Judged | undefined => {
    let best: Likeness | undefined;
    let score = Number.NEGATIVE_INFINITY;
    for (const { likeness, values } of featuresOf(name, find(name), names, kinds)) {
      row.set(values);
      const found = sum(row);
      if (found > score) [best, score] = [likeness, found];
    }
    const isTold = score > told;
    return best && { ...best, score, isTold, isSure: score > sure, isHeld: isTold && isHeld(name) };
  };
  const listen = (name: string): Judged | undefined => {
    const heard = findHomophone(name);
    return heard && { ...heard, kind: 'homophone', score: told, isTold: true, isSure: false, isHeld: isHeld(name) };
  };
  return (name) => {
    const readings = readForeign(name);
    for (const target of readings) {
      const rank = usedRankOf(target);
      if (rank !== undefined)
        return { target, rank, kind: 'confusable', score: certain, isTold: true, isSure: true, isHeld: false };
    }
    const judged = judge(readings[0] ?? name);
    // The labelled names that were learned from hardly have any; of 20,000 names of npm and of PyPI it tells one and three more.
    return judged?.isTold === true ? judged : (listen(name) ?? judged);
  };
}

/** Names are made differently in each. */
export const ecosystemValue = (ecosystem: string): number => (ecosystem === 'npm' ? 0 : 1);
