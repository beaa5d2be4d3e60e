import type { ReleaseFact } from '../model/registry.ts';

/**
 * Whether the first number of a version may be a date: `2026`, `2603`, `202603`, `20260310`.
 * @param lastYear later dates are none
 */
export function isCalendarLike(major: number, lastYear: number): boolean {
  const text = String(major);
  const isMonth = (at: number): boolean => Number(text.slice(at, at + 2)) >= 1 && Number(text.slice(at, at + 2)) <= 12;
  const isYear = /^2[01]\d\d/.test(text) && Number(text.slice(0, 4)) <= lastYear;
  const isShort = 2000 + Number(text.slice(0, 2)) <= lastYear;
  if (text.length === 4) return isYear || (isShort && isMonth(2));
  if (text.length === 6) return isYear && isMonth(4);
  const date = Number(text.slice(6));
  return text.length === 8 && isYear && isMonth(4) && date >= 1 && date <= 31;
}

/** The last year whose date a release may have for its number: what is counted by dates is hardly ahead of them. */
export const lastYearOf = ({ publishedAt }: Pick<ReleaseFact, 'publishedAt'>, now: string): number =>
  new Date(publishedAt ?? now).getUTCFullYear() + 1;

/** How high a version is. */
export interface Height {
  /** Of PEP 440 and conda: any version of a higher one is above all of the lower ones. */
  readonly epoch: number;
  readonly major: number;
}

/** The first number of a version and the epoch before it; undefined where there is none. */
export function heightOf(version: string): Height | undefined {
  const [, epoch = '0', major] = /^v?(?:(\d+)!)?(\d+)/i.exec(version) ?? [];
  return major === undefined ? undefined : { epoch: Number(epoch), major: Number(major) };
}

export const isHigher = (a: Height, b: Height): boolean =>
  a.epoch === b.epoch ? a.major > b.major : a.epoch > b.epoch;

/** First numbers from here on are hardly ever reached release by release. */
export const high = 90;

/** Above what hardly any real package gets to but by dates. */
export const isFarUp = ({ epoch, major }: Height): boolean => epoch > 0 || major >= high;
