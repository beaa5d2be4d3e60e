import type { AdoptionFact } from './rule.ts';

/** In milliseconds. The age of a package that is younger speaks for nothing: it needs more to be believed. */
export const young = 90 * 86_400_000;

/** What the lists say of the use of a name speaks for the package of today. */
export const isAdopted = ({ isUsed, isEstablished, isOfFormer }: AdoptionFact): boolean =>
  isOfFormer !== true && (isUsed || isEstablished);
