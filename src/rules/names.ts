import type { Fact } from '../model/fact.ts';
import { isAdopted as speaksForItself } from '../model/newness.ts';
import { heldSince, type PackageFact } from '../model/registry.ts';
import type { AdoptionFact, Draft } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
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
  if (isOfFormer === true) return 'in lists of used names as an earlier package alone';
  if (!isKnown) return 'in no list of used names';
  if (rank === undefined) return 'registered, without a rank by downloads';
  return `${isUsed ? '' : 'about '}rank ${rank} by downloads`;
}

/** What is about a name is told once, whatever versions of it are asked for. */
export const ofName = ({ dependency: { name } }: DependencySubject): Pick<Draft, 'cause'> => ({
  cause: { key: name, name, anyVersion: true },
});

export const sayOther = (name: string): string => clip(name, 100);
