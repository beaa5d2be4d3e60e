import type { Location } from '../../../model/location.ts';
import type { Contradiction } from '../../../model/lock-check.ts';
import { type Manifest, type Section, sections } from './package-json.ts';

/** The copy that a lockfile keeps of what a manifest asks for. */
export interface Copy {
  /** Name to range. */
  copy(section: Section): ReadonlyMap<string, string>;
  /** Whether a range of the manifest and one of the copy mean the same. */
  isSame(written: string, copied: string, name: string): boolean;
  /** Where the lockfile speaks of a name. */
  locate(name: string): Location;
}

/** What a manifest and the copy of it in a lockfile say differently. Sections that nobody installs from are left out. */
export function compareSections(manifest: Manifest, lock: Copy): readonly Contradiction[] {
  return sections.flatMap((section) => {
    const written = manifest.sections.get(section) ?? new Map<string, string>();
    const copied = lock.copy(section);
    const names = [...new Set([...written.keys(), ...copied.keys()])];
    return names.flatMap((name) => {
      const [range, copy] = [written.get(name), copied.get(name)];
      const isSame = range !== undefined && copy !== undefined && lock.isSame(range, copy, name);
      return isSame ? [] : [drift(manifest, lock, section, name, range, copy)];
    });
  });
}

function drift(
  manifest: Manifest,
  lock: Copy,
  section: Section,
  name: string,
  range: string | undefined,
  copy: string | undefined,
): Contradiction {
  const at = manifest.locate(name);
  const asks = range === undefined ? `does not list ${name}` : `asks for ${name} ${range}`;
  const keeps = copy === undefined ? 'the lockfile does not know of it' : `the lockfile has ${copy}`;
  return {
    kind: 'drift',
    key: JSON.stringify(['drift', manifest.path, section, name, range ?? null, copy ?? null]),
    message: `${manifest.path} ${asks} (${section}), but ${keeps}`,
    location: lock.locate(name),
    ...(at === undefined ? {} : { related: { ...at, message: 'what the manifest asks for' } }),
    confidence: 'medium',
  };
}
