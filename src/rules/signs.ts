import { young } from '../model/newness.ts';
import type { ReleaseFact } from '../model/registry.ts';
import type { Draft, Signal } from '../model/rule.ts';
import { readMoment } from './ages.ts';

/**
 * How much a sign of a release says. What is 90 days old many have looked at, and without a time nobody knows how long they
 * could: then it is hardly one.
 * @param words what was seen, as `Signal` has it
 */
export function gradeSign(
  { publishedAt }: ReleaseFact,
  now: string,
  words: string,
): Pick<Draft, 'severity' | 'signal'> {
  const published = readMoment(publishedAt);
  const isRecent = published !== undefined && Date.parse(now) - published < young;
  return isRecent ? { signal: { words } } : { severity: 'low' };
}

/** What honest projects do, too: no sign alone. */
export const asOrdinary = (signal: Signal | undefined): Pick<Draft, 'signal'> =>
  signal === undefined ? {} : { signal: { ...signal, countsAs: 'ordinary' } };
