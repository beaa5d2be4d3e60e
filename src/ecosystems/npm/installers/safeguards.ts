import type { Safeguard } from '../../../model/dependency.ts';
import { safeguardsOfSetting } from '../npmrc/settings.ts';

type Guard = Omit<Safeguard, 'location'>;

export const isOff = (value: string): boolean => /^(?:0|false|no|off|null|)$/i.test(value);

/** Ages that Yarn and Bun ask for, in minutes. */
const ages: ReadonlySet<string> = new Set(['minimumreleaseage', 'npm-minimal-age-gate']);

/** What a setting of npm, pnpm, Yarn or Bun protects from; empty where it is none of that kind. */
export function safeguardsOf(setting: string, value: string): readonly Guard[] {
  switch (setting) {
    case 'trust':
      return [{ setting, value, guard: 'install-scripts', strength: isOff(value) ? 1 : 0, byDefault: 1 }];
    case 'allow-build':
      return [{ setting, value, guard: 'install-scripts', strength: 0, byDefault: 1 }];
  }
  if (!ages.has(setting)) return safeguardsOfSetting(setting, value);
  return /^\d{1,9}$/.test(value)
    ? [{ setting, value, guard: 'release-age', strength: Number(value), byDefault: 0 }]
    : [];
}
