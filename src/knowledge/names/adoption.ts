import type { RankedNames } from './ranked.ts';
import { isEstablishedSince, youngSince } from './registered.ts';
import type { Sketch } from './sketch.ts';

/** What the bundled lists say of the use of a name. */
export interface Adoption {
  /** In the bundled set of registered or adopted names. False is no evidence of absence. */
  readonly isKnown: boolean;
  /** 1 is the most downloaded; the middle of its band for names of npm after the ranked ones. Left out where no rank is known. */
  readonly rank?: number;
  /** Whether the rank is the name's own, not that of a band. */
  readonly isExact?: boolean;
  /**
   * Registered at least 90 days ago: known in a list older than that, or its latest release was. Of 1,000 names that are
   * not registered, a sketch takes two (PyPI) or four (npm) for another.
   */
  readonly isEstablished: boolean;
}

export type AdoptionReader = (name: string, now: Date) => Adoption;

/**
 * @param listed the names after the ranked ones, each with its band: bands are equally wide
 */
export const readNpmAdoption =
  (ranked: RankedNames, listed: Sketch): AdoptionReader =>
  (name, now) => {
    const rank = ranked.rankOf(name);
    const band = rank === undefined ? listed.find(name) : undefined;
    if (rank === undefined && band === undefined) return { isKnown: false, isEstablished: false };
    const isEstablished = isEstablishedSince(ranked.date, now);
    if (rank !== undefined) return { isKnown: true, rank, isExact: rank <= ranked.exact, isEstablished };
    const width = listed.size / npmBands;
    const middle = ranked.size + Math.round(((band ?? 0) + 0.5) * width);
    return { isKnown: true, rank: middle, isExact: false, isEstablished };
  };

/** Bands of the names of npm that have no rank of their own. */
export const npmBandBits = 2;
const npmBands = 2 ** npmBandBits;

/** @param registered all names, each with 1 where nothing proves that it is older than `youngSince` */
export const readPypiAdoption =
  (ranked: RankedNames, registered: Sketch): AdoptionReader =>
  (name, now) => {
    const rank = ranked.rankOf(name);
    const isYoung = registered.find(name);
    const place = rank === undefined ? {} : { rank, isExact: rank <= ranked.exact };
    if (isYoung === undefined) {
      // The ranked names have a list of their own, which may be the older one.
      return {
        isKnown: rank !== undefined,
        ...place,
        isEstablished: rank !== undefined && isEstablishedSince(ranked.date, now),
      };
    }
    const since = isYoung === 1 ? registered.date : youngSince(registered.date);
    return { isKnown: true, ...place, isEstablished: isEstablishedSince(since, now) };
  };
