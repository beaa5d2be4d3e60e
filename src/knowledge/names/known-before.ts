import type { RankedNames } from './ranked.ts';
import { youngSince } from './registered.ts';
import type { Sketch } from './sketch.ts';

/** When a name was registered at the latest, and how much that is worth. */
export interface KnownBefore {
  readonly moment: Date;
  /** How often it is said of a name that was not registered then: 0 to 1. */
  readonly errorRate: number;
}

/** Lists are compiled over days, and tell the month that they are of. */
const monthAfter = (date: Date): Date => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));

/**
 * @param further the names without a rank
 * @param isOld whether the number that one of them has says that it is older than the list
 */
export const readKnownBefore =
  (ranked: RankedNames, further: Sketch, isOld: (value: number) => boolean) =>
  (name: string): KnownBefore | undefined => {
    const value = further.find(name);
    const isRanked = ranked.rankOf(name) !== undefined;
    const before = value === undefined ? undefined : isOld(value) ? youngSince(further.date) : monthAfter(further.date);
    // A ranked name is there; of when, the other list may say more.
    if (isRanked && (before === undefined || before >= monthAfter(ranked.date)))
      return { moment: monthAfter(ranked.date), errorRate: 0 };
    // What was put in is always found with its own number.
    return before && { moment: before, errorRate: isRanked ? 0 : further.errorRate };
  };
