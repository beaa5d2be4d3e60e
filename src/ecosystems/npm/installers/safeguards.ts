import type { Safeguard } from '../../../model/dependency.ts';

type Guard = Omit<Safeguard, 'location'>;

export const isOff = (value: string): boolean => /^(?:0|false|no|off|null|)$/i.test(value);

const minutesIn: ReadonlyMap<string, number> = new Map([
  // npm counts days, pnpm and Yarn minutes, Bun seconds.
  ['min-release-age', 24 * 60],
  ['minimum-release-age', 1],
  ['minimumreleaseage', 1],
  ['npm-minimal-age-gate', 1],
]);

/** What a setting of npm, pnpm, Yarn or Bun protects from; undefined where it is none of that kind. */
export function safeguardOf(setting: string, value: string): Guard | undefined {
  const guard = (kind: Guard['guard'], isSafe: boolean, byDefault: 0 | 1): Guard => ({
    setting,
    value,
    guard: kind,
    strength: isSafe ? 1 : 0,
    byDefault,
  });
  switch (setting) {
    case 'ignore-scripts':
      return guard('install-scripts', !isOff(value), 0);
    case 'dangerously-allow-all-builds':
    case 'trust':
      return guard('install-scripts', isOff(value), 1);
    case 'allow-build':
      return guard('install-scripts', false, 1);
    case 'strict-ssl':
      return guard('transport', !isOff(value), 1);
    case 'package-lock':
    case 'lockfile':
      return isOff(value) ? guard('verification', false, 1) : undefined;
  }
  const unit = minutesIn.get(setting);
  const age = Number(value);
  if (unit === undefined || !/^\d{1,9}$/.test(value)) return undefined;
  return { setting, value, guard: 'release-age', strength: age * unit, byDefault: 0 };
}
