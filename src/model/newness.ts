import type { Fact } from './fact.ts';
import { heldSince, type PackageFact } from './registry.ts';
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

/**
 * What stands against writing a name in the place of another one: only what is there under it, for long, and to be used, may
 * be. Half a sentence; undefined where nothing does.
 * @param now RFC 3339
 */
export function objectionTo(name: string, found: Fact<PackageFact>, now: string): string | undefined {
  if (found.state === 'absent') return 'its registry has no package of that name';
  if (found.state === 'unknown' || found.value.name !== name) return 'no registry has confirmed that it exists';
  if (found.value.status !== 'active') return `its status is ${found.value.status}`;
  if (found.value.about?.placeholder !== undefined) return 'it is a placeholder';
  const age = Date.parse(now) - Date.parse(heldSince(found.value) ?? '');
  return age >= young ? undefined : 'it is not known to be 90 days old';
}
