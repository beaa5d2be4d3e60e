import type { Location } from '../../../model/location.ts';
import type { Contradiction } from '../../../model/lock-check.ts';

/**
 * Overrides that a lockfile records and no manifest has: its client copies them from there, and they lead every package that
 * asks for the name elsewhere.
 * @param recorded names with their places
 */
export function findStrayOverrides(
  lockPath: string,
  recorded: readonly (readonly [name: string, location: Location])[],
  declared: ReadonlySet<string>,
): readonly Contradiction[] {
  return recorded
    .filter(([name]) => !declared.has(name))
    .map(([name, location]) => ({
      kind: 'drift',
      key: JSON.stringify(['override', lockPath, name]),
      message: `${lockPath} overrides ${name}, but no manifest of the project does`,
      location,
      confidence: 'medium',
    }));
}
