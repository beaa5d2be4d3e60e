import type { Likeness } from './candidates.ts';
import { partsOf } from './spelling.ts';
import type { NameStatistics } from './statistics.ts';

/** So many packages of a scope are known that others may gain by being taken for it; and so few of one that may imitate it. */
const [manyPackages, fewPackages] = [8, 3];
/** Shorter scopes, with the `@`, are near each other by chance. */
const leastLength = 6;
const kinds = /^scope-(?:edit|two-edits|word)$/;

/**
 * Whether a name has the last part of a used one, under a scope that is hardly used and nearly that of many packages. Of the
 * 112,000 scoped names that are listed, 20 are so by one letter, 28 by two and 84 by a word.
 */
export function imitatesScope(
  name: string,
  { kind, target }: Likeness,
  { countOf }: Pick<NameStatistics, 'countOf'>,
): boolean {
  if (!kinds.test(kind)) return false;
  const [{ scope }, other] = [partsOf(name), partsOf(target)];
  const isLong = other.scope.length >= leastLength;
  return isLong && countOf(`s:${other.scope}`) >= manyPackages && countOf(`s:${scope}`) <= fewPackages;
}
