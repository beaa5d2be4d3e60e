import type { Safeguard } from '../../model/dependency.ts';

/** A safeguard before it has a place. */
export type Setting = Omit<Safeguard, 'location'>;

/** A host whose certificates are not verified. */
export const trustHost = (setting: string, host: string): Setting => ({
  setting: `${setting} ${host}`,
  value: host,
  guard: 'transport',
  strength: 0,
  byDefault: 1,
});

/** Every archive must be named by a hash. */
export const requireHashes = (setting: string, required: boolean): Setting => ({
  setting,
  value: String(required),
  guard: 'verification',
  strength: Number(required),
  byDefault: 0,
});

/** Hashes that stand in the file are compared with the archives. */
export const verifyHashes = (setting: string, value: string, verified: boolean): Setting => ({
  setting,
  value,
  guard: 'verification',
  strength: Number(verified),
  byDefault: 1,
});

/** Source archives are not built, so that none of their code runs; for one package, or for `:all:`. */
export const refuseBuilds = (setting: string, value: string, refused = true): Setting => ({
  setting,
  value,
  guard: 'install-scripts',
  strength: Number(refused),
  byDefault: 0,
});

/** Values of `--only-binary`: names, `:all:`, or `:none:`, which takes everything back that stands before it. */
export const onlyBinary = (setting: string, value: string): readonly Setting[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => (one === ':none:' ? refuseBuilds(setting, one, false) : refuseBuilds(`${setting} ${one}`, one)));

/**
 * Releases younger than a limit are not taken.
 *
 * @param byDefault minutes that apply where this setting is not there
 * @returns undefined where the value is no limit that the clients understand
 */
export function limitAge(setting: string, value: string, byDefault = 0): Setting | undefined {
  const strength = readAge(value.trim());
  return strength === undefined ? undefined : { setting, value, guard: 'release-age', strength, byDefault };
}

const minutesIn: Readonly<Record<string, number>> = Object.freeze({
  s: 1 / 60,
  m: 1,
  h: 60,
  d: 24 * 60,
  w: 7 * 24 * 60,
});

/**
 * How long a fixed date counts for, in minutes: everything after it is refused, and how long that is depends on the day
 * of the installation. One value for all dates, so that moving a date forward, which projects do regularly, weakens nothing.
 */
const fixedDate = 365 * 24 * 60;

/** Dates from then on let everything in. */
const farFuture = 2100;

/** A date, or a duration as ISO 8601 or people write it (docs.astral.sh/uv/reference/settings, `exclude-newer`). Linear. */
function readAge(text: string): number | undefined {
  const year = /^(\d{4})-\d{2}-\d{2}(?:$|[T ])/.exec(text)?.[1];
  if (year !== undefined) return Number(year) >= farFuture ? 0 : fixedDate;
  if (text.length > 100) return undefined;
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (iso !== null) {
    const parts = iso.slice(1).map((part, index) => Number(part ?? 0) * (minutesIn['wdhms'.charAt(index)] ?? 0));
    return iso.slice(1).some((part) => part !== undefined) ? parts.reduce((a, b) => a + b, 0) : undefined;
  }
  return readFriendlyAge(text.toLowerCase());
}

const units = /^(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/;

/** `3 days`, `1 week 12h`, `24 hours ago`. */
function readFriendlyAge(text: string): number | undefined {
  let total: number | undefined;
  for (const [, count, unit = ''] of text.replace(/ ago$/, '').matchAll(/(\d+)[ ]?([a-z]+),?[ ]?|./gs)) {
    if (count === undefined || !units.test(unit)) return undefined;
    total = (total ?? 0) + Number(count) * (minutesIn[unit.charAt(0)] ?? 0);
  }
  return total;
}

/** The safeguards that one option of pip sets, on a command line or in a requirements file (pip 26, `cmdoptions.py`). */
export function pipSafeguards(option: string, value: string): readonly Setting[] {
  switch (option) {
    case '--trusted-host':
      return value === '' ? [] : [trustHost(option, value)];
    case '--require-hashes':
      return [requireHashes(option, true)];
    case '--no-require-hashes':
      return [requireHashes(option, false)];
    case '--only-binary':
      return onlyBinary(option, value);
    case '--uploaded-prior-to': {
      const limit = limitAge(option, value);
      return limit === undefined ? [] : [limit];
    }
    default:
      return [];
  }
}
