import { JsonCursor } from '../../../text/json-cursor.ts';
import { JsonScanError } from '../../../text/json-scanner.ts';
import { parentOf } from '../../../text/paths.ts';
import type { LockRecord } from './entry.ts';
import { keyBelow } from './keys.ts';

/** A place that packages are installed in. */
export interface Installed {
  /** Path of the folder, as a key of `packages`. */
  readonly path: string;
  readonly record: LockRecord;
  /** Place in the file's dependencies; -1 for the project's own folders. */
  readonly dependency: number;
}

/** Folders above a package that are searched; real trees are far less deep. */
const maxFolders = 64;

/** Longer paths are searched at the top alone, so that no path costs more than reading it. */
const maxPath = 4_096;

/**
 * For each dependency the places of those it requires, found as Node finds them: in the `node_modules` of its own folder,
 * then of the folders above it (nodejs.org, "Loading from node_modules folders").
 */
export function findRequired(
  text: string,
  installed: readonly Installed[],
  links: ReadonlyMap<string, string>,
  count: number,
): readonly (readonly number[])[] {
  const places = new Map(installed.map((one) => [one.path, one]));
  const required: (readonly number[])[] = Array.from({ length: count }, () => []);
  for (const one of installed) {
    if (one.dependency === -1) continue;
    const target = links.get(one.path);
    const from = (target === undefined ? undefined : places.get(target)) ?? one;
    const found = namesRequired(text, from.record.start).map((name) => findPlace(places, from.path, name));
    required[one.dependency] = [...new Set(found.filter((place) => place !== -1))];
  }
  return required;
}

function findPlace(places: ReadonlyMap<string, Installed>, path: string, name: string): number {
  let at = path.length > maxPath ? '' : path;
  for (let folders = 0; at !== '' && folders < maxFolders; folders += 1) {
    const found = at.endsWith('/node_modules') ? undefined : places.get(keyBelow(at, name));
    if (found !== undefined) return found.dependency;
    at = parentOf(at);
  }
  return places.get(keyBelow('', name))?.dependency ?? -1;
}

const sections = new Set(['dependencies', 'optionalDependencies', 'peerDependencies']);

/** Names in the sections of the entry that begins at `start`; in lockfile version 1 they stand in `requires`. */
function namesRequired(text: string, start: number): readonly string[] {
  const cursor = new JsonCursor(text, start);
  const listed: string[] = [];
  const legacy: string[] = [];
  let isLegacy = false;
  try {
    cursor.enterObject();
    for (let first = true; cursor.member(first); first = false) {
      const { key } = cursor;
      const isRequires = key === 'requires';
      isLegacy ||= isRequires;
      if ((isRequires || sections.has(key)) && cursor.peek() === 'object')
        readNames(cursor, isRequires ? legacy : listed);
      else cursor.skip();
    }
  } catch (error) {
    // Nested deeper than the cursor goes: no lockfile of npm is.
    if (!(error instanceof JsonScanError)) throw error;
  }
  // In version 1 `dependencies` holds what is installed below an entry, not what it asks for.
  return isLegacy ? legacy : listed;
}

function readNames(cursor: JsonCursor, into: string[]): void {
  cursor.enterObject();
  for (let first = true; cursor.member(first); first = false) {
    into.push(cursor.key);
    cursor.skip();
  }
}
