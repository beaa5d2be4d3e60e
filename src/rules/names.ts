import type { Fact } from '../model/fact.ts';
import { isAdopted as speaksForItself, young } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import { heldSince, type PackageFact } from '../model/registry.ts';
import type { AdoptionFact, Draft } from '../model/rule.ts';
import { readMoment } from './ages.ts';
import { clip } from './wording.ts';

/** Withdrawn names are the matter of `removed-package`. */
const served: readonly PackageFact['status'][] = ['active', 'deprecated', 'archived'];

export const isServed = ({ status }: PackageFact): boolean => served.includes(status);

/** Since when the package of today is there, in milliseconds. */
export const sinceWhen = (pkg: PackageFact): number | undefined => readMoment(heldSince(pkg));

/** What is known of its use speaks for the package of today. */
export const isAdopted = (adoption: Fact<AdoptionFact>): boolean =>
  adoption.state === 'present' && speaksForItself(adoption.value);

/** `rank 12 by downloads`, or that no list has it. */
export function sayRank({ isKnown, rank, isUsed, isOfFormer }: AdoptionFact): string {
  if (!isKnown || isOfFormer === true) return 'in no list of used names';
  if (rank === undefined) return 'registered, without a rank by downloads';
  return `${isUsed ? '' : 'about '}rank ${rank} by downloads`;
}

/** A name as a replacement: only where it exists under it, and has for long. */
export function offer(
  target: Fact<PackageFact>,
  name: string,
  ecosystem: string,
  now: string,
): Pick<Draft, 'suggestion'> {
  if (target.state !== 'present' || target.value.name !== name || target.value.status !== 'active') return {};
  const since = sinceWhen(target.value);
  if (since === undefined || Date.parse(now) - since < young) return {};
  return { suggestion: { purl: purl(ecosystem, name), replacement: name } };
}

export const sayOther = (name: string): string => clip(name, 100);
