import type { Adoption } from '../knowledge/names/adoption.ts';
import { findLookalike } from '../knowledge/names/lookalike.ts';
import { offeredRank } from '../knowledge/names/meant/adoption.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { LookalikeFact } from '../model/rule.ts';
import type { BundledNames } from './kind.ts';
import { findRespelled } from './respelled.ts';

/** The used name that another one may be taken for. */
export interface Likeness extends Omit<LookalikeFact, 'purl' | 'ifUsed'> {
  /** It is the same name but for capitals or forms of characters: nothing else is meant. */
  readonly isRespelled: boolean;
}

/**
 * What a name may be taken for, by its shape: a likeness to ranked names, a slip where names have no ranks, and before both
 * another spelling of the same name, which is then all there is to say.
 * @param adoption left out: judged as if the name were new and unused
 */
export function findLikeness(
  names: BundledNames,
  ecosystem: Ecosystem,
  name: string,
  adoption?: Adoption,
): Likeness | undefined {
  if (isPlain(name) && ecosystem.names.reject(name) !== undefined) return undefined;
  const like = findLetters(names, ecosystem.type, name, adoption) ?? findSlip(names, ecosystem.type, name);
  const other = findRespelled(names, ecosystem, name);
  const isUsed = adoption?.isKnown === true;
  if (other === undefined || (isUsed && like === undefined)) return like;
  const confidence = (isUsed ? like?.confidence : undefined) ?? 'high';
  const isOffered = mayBeOffered(names, ecosystem.type, other.name);
  return { ...other, confidence, ...(like?.isGrave === true ? { isGrave: true } : {}), isOffered, isRespelled: true };
}

/** What no registry could hold is like nothing, but for capitals and foreign letters: with them it still looks like a name. */
const isPlain = (name: string): boolean => !/[A-Z\u0080-\uffff]/.test(name);

function findLetters(names: BundledNames, type: string, name: string, adoption?: Adoption): Likeness | undefined {
  const found = findLookalike(names, type, name, adoption);
  if (found === undefined) return undefined;
  const { target, targetRank, isGrave, kind, words, confidence } = found;
  return {
    name: target,
    ...(targetRank === undefined ? {} : { rank: targetRank }),
    kind,
    words,
    confidence,
    ...(isGrave ? { isGrave } : {}),
    isOffered: mayBeOffered(names, type, target),
    isRespelled: false,
  };
}

function findSlip(names: BundledNames, type: string, name: string): Likeness | undefined {
  const found = names.findSlip(type, name);
  if (found === undefined) return undefined;
  // Without a list of ranks only those are compared with that everybody uses.
  const { name: target, slip } = found;
  return { name: target, kind: 'slip', words: slip, confidence: 'medium', isOffered: true, isRespelled: false };
}

const mayBeOffered = ({ lists }: BundledNames, type: string, name: string): boolean =>
  offeredRank(lists, type, name) !== undefined && lists.insteadOf(type, name) === undefined;
