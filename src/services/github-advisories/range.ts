import type { Bound, VersionRange } from '../../model/advisory.ts';

/** Real ones have two bounds at most, and are shorter by far. */
const maxBounds = 10;
const longestRange = 500;

/**
 * Reads a range as GitHub's advisories write it (docs.github.com/graphql, `SecurityVulnerability.vulnerableVersionRange`):
 * `= 0.2.0`, `<= 1.0.8`, `>= 4.3.0, < 4.3.5`. Undefined where it is of no such form: then nobody knows what it means.
 */
export function readRange(text: string): VersionRange | undefined {
  if (text.length > longestRange) return undefined;
  const parts = text.split(',');
  if (parts.length > maxBounds) return undefined;
  const bounds = parts.map(readBound);
  return bounds.every((bound) => bound !== undefined) ? bounds : undefined;
}

const operators = ['<=', '>=', '<', '>', '='] as const;

function readBound(part: string): Bound | undefined {
  const text = part.trim();
  const operator = operators.find((one) => text.startsWith(one));
  const version = text.slice(operator?.length ?? 0).trim();
  return operator === undefined || !/^[0-9A-Za-z][0-9A-Za-z.+!_-]{0,99}$/.test(version)
    ? undefined
    : { operator, version };
}
