import type { Fact } from '../model/fact.ts';
import { purl } from '../model/purl.ts';
import { heldSince, type PackageFact } from '../model/registry.ts';
import type { AdoptionFact, Draft } from '../model/rule.ts';
import { readMoment } from './ages.ts';
import { day } from './durations.ts';
import { clip } from './wording.ts';

/** A name that is younger is believed of nothing by its age. */
export const young = 90 * day;

/** Withdrawn names are the matter of `removed-package`. */
const served: readonly PackageFact['status'][] = ['active', 'deprecated', 'archived'];

export const isServed = ({ status }: PackageFact): boolean => served.includes(status);

/** Since when the package of today is there, in milliseconds. */
export const sinceWhen = (pkg: PackageFact): number | undefined => readMoment(heldSince(pkg));

/** What is known of its use speaks for the package of today. */
export const isAdopted = (adoption: Fact<AdoptionFact>): boolean =>
  adoption.state === 'present' &&
  adoption.value.isOfFormer !== true &&
  (adoption.value.isUsed || adoption.value.isEstablished);

/** `rank 12 by downloads`, or that no list has it. */
export function sayRank({ isKnown, rank, isUsed, isOfFormer }: AdoptionFact): string {
  if (!isKnown || isOfFormer === true) return 'in no list of used names';
  if (rank === undefined) return 'registered, without a rank by downloads';
  return `${isUsed ? '' : 'about '}rank ${rank} by downloads`;
}

/** One slip of the keyboard, or a letter that looks alike; no digit, which tells versions apart. */
export const isSlip = (kind: string): boolean =>
  /^(?:slip|swap|doubled|undoubled|dropped|added|replaced|neighbour|vowel|lookalike|other-separator|separator|word$|word-within)/.test(
    kind,
  ) && !isSibling(kind);

/** Another digit: mostly the next version of the same thing. */
export const isSibling = (kind: string): boolean => kind.endsWith('-digit') || kind.endsWith('-digits');

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
