import { findMeanings } from './meant/index.ts';
import type { Meaning, NameLists } from './meant/types.ts';
import { compareWhole, type LikenessKind } from './resemblance/candidates.ts';
import { graveKinds, isGraveSlip } from './resemblance/grave.ts';
import type { Judged } from './resemblance/index.ts';
import { squash } from './resemblance/spelling.ts';

/** A resemblance with the name that is meant. */
export interface Aimed extends Judged {
  /** The name that it has the likeness with, where that one leads to the target or is nearly it. */
  readonly via?: string;
}

/**
 * A told resemblance with the used name that is really meant by it: a word put right need make no name of a package, and
 * nobody means one that is itself a slip of a top name, or leads to another.
 * @returns with an infinite rank where the target is in no list
 */
export function aim(ecosystem: string, name: string, found: Judged, lists: NameLists): Aimed {
  const { target, kind, edit = kind, score, isTold, isSure, isHeld } = found;
  const [instead, rank] = [lists.insteadOf(ecosystem, target), lists.rankOf(ecosystem, target)];
  const isWord = kind === 'word' || kind === 'word-within';
  const isSlipped = isWord && graveKinds.has(edit);
  // What was done to the word was done to the name.
  if (instead === undefined && (rank !== undefined || !isWord)) {
    const asItIs = { target, rank: rank ?? found.rank, kind: isSlipped ? edit : kind };
    return { ...found, ...asItIs, isGrave: isGraveSlip(name, asItIs) };
  }
  const take = (other: string, how: LikenessKind): Judged => {
    const taken = { target: other, rank: lists.rankOf(ecosystem, other) ?? Number.POSITIVE_INFINITY, kind: how };
    return { ...taken, score, isTold, isSure, isHeld, isGrave: isGraveSlip(name, taken) };
  };
  const used = (one: string): readonly Meaning[] =>
    findMeanings(ecosystem, one, lists).filter((meaning) => meaning.ecosystem === ecosystem);
  const beyond = used(target);
  const next = beyond[0];
  const lead = (other: string): Aimed => ({ ...found, ...take(other, kind), via: target });
  const leadsTo = instead || (next?.kind === 'import-name' && next.isOffered ? next.name : '');
  if (leadsTo !== '') return lead(leadsTo);
  const compare = (one: string, other: string): LikenessKind | undefined => compareWhole(one, squash(one), other);
  const like = [...used(name), ...beyond].flatMap(({ name: other }) => {
    const how = compare(name, other);
    return how === undefined || (kind === 'word' && (isSlipped || how === 'two-edits')) ? [] : [take(other, how)];
  });
  const best = like.find((one) => one.kind !== 'two-edits') ?? like[0];
  if (best !== undefined) return best;
  return next !== undefined && compare(target, next.name) !== undefined
    ? lead(next.name)
    : { ...found, rank: rank ?? Number.POSITIVE_INFINITY };
}
