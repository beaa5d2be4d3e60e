import { satisfies, valid, validRange } from 'semver';
import { splitNamed } from '../specs.ts';

/** Longest range that is compared. */
const maxLength = 1_024;

/** What a range asks for: of an alias, its target's name and range. */
export interface Wanted {
  readonly name: string;
  readonly range: string;
}

/** Undefined where a range names no versions of a registry (tags, folders, addresses, catalogs). */
export function readWanted(name: string, written: string): Wanted | undefined {
  const text = written.trim();
  const rest = text.startsWith('npm:') ? text.slice('npm:'.length) : text;
  const pair = splitNamed(rest);
  const wanted =
    rest === text || pair.rest === undefined ? { name, range: rest } : { name: pair.name, range: pair.rest };
  return wanted.range.length <= maxLength && validRange(wanted.range, { loose: true }) !== null ? wanted : undefined;
}

/** Whether a version lies outside a range, pre-releases counted as what they come before; false where it is none. */
export const liesOutside = (version: string, range: string): boolean =>
  version.length <= maxLength &&
  valid(version, { loose: true }) !== null &&
  !satisfies(version, range, { loose: true, includePrerelease: true });
