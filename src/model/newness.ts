import type { PackageFact } from './registry.ts';
import type { AdoptionFact } from './rule.ts';

const day = 86_400_000;

/** In milliseconds. The age of a package that is younger speaks for nothing: it needs more to be believed. */
export const young = 90 * day;

/** What the lists say of the use of a name speaks for the package of today. */
export const isAdopted = ({ isUsed, isEstablished, isOfFormer }: AdoptionFact): boolean =>
  isOfFormer !== true && (isUsed || isEstablished);

/**
 * For two months there are uploads, of ten days at least: so a project looks that prunes its old releases, and seldom a name
 * that somebody took over.
 * @param age since the oldest upload that is left, in milliseconds
 */
export const isSteady = ({ versions }: PackageFact, age: number): boolean =>
  age >= 60 * day && new Set(versions.map(({ publishedAt }) => publishedAt?.slice(0, 10))).size >= 10;
