import type { Versions } from '../model/ecosystem.ts';
import { clip } from './wording.ts';

/** What a reviewed advisory says of one release that has the vulnerability. */
export interface Advisory {
  readonly id: string;
  /** Versions that no longer have it. */
  readonly fixed: readonly string[];
}

/**
 * Vulnerabilities of a release that `version`, which takes its place, closes: only those whose advisory names exactly that
 * version, for every later one has the fix too.
 */
export const closedBy = (
  advisories: readonly Advisory[],
  version: string,
  { compare }: Pick<Versions, 'compare'>,
): readonly string[] => idsOf(advisories.filter(({ fixed }) => fixed.some((one) => compare(one, version) === 0)));

/** Vulnerabilities that one release has and the other one has not. */
export const onlyIn = (advisories: readonly Advisory[], others: readonly Advisory[]): readonly string[] =>
  idsOf(advisories.filter(({ id }) => !others.some((other) => other.id === id)));

const idsOf = (advisories: readonly Advisory[]): readonly string[] =>
  [...new Set(advisories.map(({ id }) => id))].sort();

/** Ids of advisories, the first few of them. */
export function sayIds(ids: readonly string[]): string {
  const more = ids.length - 3;
  const shown = ids
    .slice(0, 3)
    .map((id) => clip(id, 40))
    .join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
