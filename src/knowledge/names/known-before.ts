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
    if (ranked.rankOf(name) !== undefined) return { moment: monthAfter(ranked.date), errorRate: 0 };
    if (value === undefined) return undefined;
    const moment = isOld(value) ? youngSince(further.date) : monthAfter(further.date);
    return { moment, errorRate: further.errorRate };
  };
