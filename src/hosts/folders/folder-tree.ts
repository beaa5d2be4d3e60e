import { compareText } from '../../model/location.ts';
import type { FileRead, Tree, TreeEntry, Wanted } from '../../model/ports.ts';
import { identifyFile, readFromDisk, unreadable } from '../disk.ts';
import { joinReasons, type Listing, listEntries } from '../list-entries.ts';
import { absolutePath, defaultWalkLimits, type Walk, type WalkLimits, walkFolder } from './walk.ts';

export interface FolderTree extends Tree {
  /** Folders that were left out, in words; complete once `entries` was asked. */
  notes(): readonly string[];
}

/** Larger files are told apart by their size and place only, so they count as changed. */
const maxHashedBytes = 256 * 1024 * 1024;

/**
 * A folder as a tree. Ids are git's blob ids, computed only for the paths that are asked for.
 * @param root an absolute path without links
 * @param label as the user gave it
 */
export function createFolderTree(root: string, label: string, limits: WalkLimits = defaultWalkLimits): FolderTree {
  let walk: Walk | undefined;
  const known = new Map<string, TreeEntry | undefined>();

  const walkOnce = (): Walk => {
    walk ??= walkFolder(root, limits);
    return walk;
  };

  const entries = async (wanted: Wanted): Promise<Listing> => {
    const { files, incomplete } = walkOnce();
    const asked = files.filter((file) => wanted(file.path, file.mode));
    for (const { path, raw } of asked) {
      if (!known.has(path)) known.set(path, identify(absolutePath(root, raw), path, root));
    }
    const found = asked.flatMap(({ path }) => known.get(path) ?? []);
    return listEntries(found, joinReasons(...incomplete));
  };

  const read = async (asked: readonly TreeEntry[], maxBytes: number): Promise<ReadonlyMap<string, FileRead>> => {
    const { files } = walkOnce();
    const raws = new Map(files.map((file) => [file.path, file.raw]));
    const reads = new Map<string, FileRead>();
    for (const { path } of asked) {
      const raw = raws.get(path);
      const missing = unreadable('it is not there');
      reads.set(path, raw === undefined ? missing : readFromDisk(absolutePath(root, raw), maxBytes));
    }
    return reads;
  };

  return { label, entries, read, notes: () => noteSkipped(label, walk?.skipped ?? []) };
}

/** What lies at a path as an entry. Content that cannot be had equals nothing, so its id names its place. */
export function identify(absolute: string | Buffer, path: string, side: string): TreeEntry | undefined {
  const found = identifyFile(absolute, maxHashedBytes);
  if (found === undefined) return undefined;
  const id = found.id ?? `unread:${side}:${path}`;
  return found.size === undefined ? { path, mode: found.mode, id } : { path, mode: found.mode, id, size: found.size };
}

function noteSkipped(label: string, skipped: readonly string[]): readonly string[] {
  const visible = skipped.filter((path) => path !== '.git').sort(compareText);
  if (visible.length === 0) return [];
  const more = visible.length > 3 ? ` and ${visible.length - 3} more` : '';
  return [`Not read in ${label}: ${visible.slice(0, 3).join(', ')}${more}.`];
}
