import { count } from './wording.ts';

const units: ReadonlyMap<string, number> = new Map([
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

export const hour = 3_600_000;
export const day = 86_400_000;

/** Longest duration that an option may ask for: ten years. */
const longest = 3650 * day;

/** Milliseconds of a text such as `90m`, `24h`, `7d` or `2w`; undefined where it is none, or is not between a minute and ten years. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,6})([mhdw])$/.exec(text);
  const unit = units.get(match?.[2] ?? '');
  if (match === null || unit === undefined) return undefined;
  const duration = Number(match[1]) * unit;
  return duration <= longest ? duration : undefined;
}

/** For people, rounded down to one unit: `40 minutes`, `3 hours`, `12 days`. */
export function sayDuration(milliseconds: number): string {
  if (milliseconds < 2 * hour) return count(Math.floor(milliseconds / 60_000), 'minute');
  if (milliseconds < 2 * day) return count(Math.floor(milliseconds / hour), 'hour');
  return count(Math.floor(milliseconds / day), 'day');
}
