import { createLikenessFinder, type Likeness } from './candidates.ts';
import { readForeign } from './confusables.ts';
import { createFeatureReader, type KindValues } from './features.ts';
import { createGraveFinder, graveKinds, isGraveSlip } from './grave.ts';
import { createHomophoneFinder } from './homophones.ts';
import { imitatesScope } from './scopes.ts';
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
  /** No use and no age excuses it. */
  readonly isGrave: boolean;
  /** A registry put an empty package in the place of one that it removed: its downloads are nobody's use of it. */
  readonly isHeld: boolean;
}

/** What is known of a name beside its shape. */
export interface NameKnowledge {
  /** The rank of a name, or one after all others; undefined where it is not known. */
  usedRankOf(name: string): number | undefined;
  /** What a name without a package stands for. */
  placeholderClassOf(name: string): string | undefined;
}

/** The score of what needs no model: odds of 20,000 to one. */
const certain = 10;
/** The rank of what has none, to hold it against others. */
const unranked = 1e7;

/**
 * What stands in the name as it is, and is used more, is meant rather than a part of it, or what the rest of the name is
 * nearly called.
 */
function isNearerTo(other: Likeness, one: Likeness): boolean {
  if (other.kind !== 'affix' || other.rank >= one.rank) return false;
  if (one.kind === 'affix') return other.target.includes(one.target);
  return one.kind === 'affix-and-edit' && other.target === one.stem?.affix;
}

/** The logarithm of the odds of a name by those of its likenesses: several say more than one. */
export const addEvidence = (scores: readonly number[]): number =>
  Math.log(scores.reduce((odds, score) => odds + Math.exp(score), 0));

/**
 * Judges names of an ecosystem. Foreign letters that look like those of a name in use leave no doubt; behind others, what
 * they look like is judged.
 */
export function createJudge(
  ecosystem: string,
  names: NameStatistics,
  { kinds, forest, limits }: ResemblanceModel,
  { usedRankOf, placeholderClassOf }: NameKnowledge,
): (name: string) => Judged | undefined {
  const find = createLikenessFinder(names);
  const findHomophone = createHomophoneFinder(names.table);
  const sum = plantTrees(forest);
  const readFeatures = createFeatureReader(ecosystem, names, kinds);
  const { told = 0, sure = 0 } = limits[ecosystem] ?? {};
  const isSlipOfTop = createGraveFinder(names.table);
  /**
   * How likely each target is meant: the more used the likelier, and seldom what is a slip or a placeholder itself. What no
   * use excuses comes before all else that a name is like.
   */
  const weighTargets = (
    name: string,
    likenesses: readonly Likeness[],
    scores: readonly number[],
  ): readonly number[] => {
    const apt = likenesses.map((one, at) => {
      const { target, kind } = one;
      const [score = 0, rank = unranked] = [scores[at], names.table().rankOf(target)];
      if (likenesses.some((other) => isNearerTo(other, one))) return Number.NEGATIVE_INFINITY;
      return isGraveSlip(name, { target, kind, rank }) ? certain ** 2 + score : score - 0.3 * Math.log(rank);
    });
    const most = Math.max(...apt);
    const least = most - 2;
    // That is asked only where it decides.
    const isOpen = most < certain ** 2 / 2 && apt.filter((one) => one >= least).length > 1;
    const isDoubtful = (target: string): boolean => isSlipOfTop(target) || placeholderClassOf(target) !== undefined;
    return apt.map((one, at) => (isOpen && one >= least && isDoubtful(likenesses[at]?.target ?? '') ? one - 2 : one));
  };
  /** What a likeness of scopes comes to at least. */
  const leastScore = (name: string, likeness: Likeness): number => {
    const isEdit = likeness.kind === 'scope-edit';
    if (isEdit && isGraveSlip(name, likeness)) return certain;
    if (!imitatesScope(name, likeness, names)) return Number.NEGATIVE_INFINITY;
    return isEdit ? certain : (told + sure) / 2;
  };
  const isHeld = (name: string): boolean => placeholderClassOf(name) === 'security-holding';
  const judge = (name: string): Judged | undefined => {
    const likenesses = find(name);
    const scores: number[] = [];
    readFeatures(name, likenesses, (likeness, row) => scores.push(Math.max(sum(row), leastScore(name, likeness))));
    const score = addEvidence(scores);
    const isTold = score > told;
    // What is not told is shown to nobody.
    const apt = isTold ? weighTargets(name, likenesses, scores) : scores;
    const apter = likenesses[apt.indexOf(Math.max(...apt))];
    if (apter === undefined) return undefined;
    const best = likenesses.find(({ target, kind }) => target === apter.target && graveKinds.has(kind)) ?? apter;
    // A word that is no package's name keeps its rank among words.
    const rank = (isTold ? names.table().rankOf(best.target) : undefined) ?? best.rank;
    const isGrave = isGraveSlip(name, { ...best, rank });
    return { ...best, rank, score, isTold, isSure: score > sure, isGrave, isHeld: isTold && isHeld(name) };
  };
  const listen = (name: string): Judged | undefined => {
    const heard = findHomophone(name);
    const weighed = { score: told, isTold: true, isSure: false, isGrave: false, isHeld: isHeld(name) };
    return heard && { ...heard, ...weighed, kind: 'homophone' };
  };
  return (name) => {
    const readings = readForeign(name);
    for (const target of readings) {
      const rank = usedRankOf(target);
      if (rank === undefined) continue;
      const found = { target, rank, kind: 'confusable' } as const;
      const isGrave = isGraveSlip(name, found);
      return { ...found, score: certain, isTold: true, isSure: true, isGrave, isHeld: false };
    }
    const judged = judge(readings[0] ?? name);
    // The labelled names that were learned from hardly have any; of 20,000 names of npm and of PyPI it tells one and three more.
    return judged?.isTold === true ? judged : (listen(name) ?? judged);
  };
}
