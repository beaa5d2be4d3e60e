import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EntryMode, FileRead, Tree, TreeEntry, Wanted } from '../../model/ports.ts';
import { decodePath, isSafePath } from '../decode-path.ts';
import { readFromDisk, unreadable } from '../disk.ts';
import { eachLimited } from '../each-limited.ts';
import { identify } from '../folders/folder-tree.ts';
import { absolutePath } from '../folders/walk.ts';
import { type Listing, listEntries } from '../list-entries.ts';
import { readObjects } from './commit-tree.ts';
import { type IndexEntry, parseIndex, splitRecords } from './parse-listing.ts';
import { type Git, runOrThrow } from './run-git.ts';

const parallelFiles = 8;

export interface WorkingTree extends Tree {
  notes(): readonly string[];
}

/** Where an entry's content is: on disk, or (submodules, and sparse entries that are not on disk) as the index says. */
interface Place {
  readonly path: string;
  readonly raw: Buffer;
  /** As the index has it; on disk it may have become another one. */
  readonly mode: EntryMode;
  readonly indexed?: IndexEntry;
}

/**
 * Files that git tracks or would offer to add, with their content on disk.
 * @param root the top folder, absolute and without links
 */
export function createWorkingTree(git: Git, root: string): WorkingTree {
  const notes = new Set<string>();
  let places: Promise<ReadonlyMap<string, Place>> | undefined;
  const list = () => {
    places ??= listPlaces(git, root, notes);
    return places;
  };
  const known = new Map<string, TreeEntry | undefined>();
  const folders = new Map<string, boolean>();

  const locate = async ({ path, raw, indexed }: Place): Promise<TreeEntry | undefined> => {
    if (indexed !== undefined) return { path, mode: indexed.mode, id: indexed.id };
    if (!(await isRealFolder(root, dirname(path), folders))) return undefined;
    return identify(absolutePath(root, raw), path, root);
  };

  const entries = async (wanted: Wanted): Promise<Listing> => {
    const all = [...(await list()).values()];
    const asked = all.filter((place) => wanted(place.path, place.mode));
    await eachLimited(asked, parallelFiles, async (place) => {
      if (!known.has(place.path)) known.set(place.path, await locate(place));
    });
    return listEntries(asked.flatMap(({ path }) => known.get(path) ?? []));
  };

  const read = async (asked: readonly TreeEntry[], maxBytes: number): Promise<ReadonlyMap<string, FileRead>> => {
    const all = await list();
    const stored = asked.filter((entry) => all.get(entry.path)?.indexed !== undefined);
    const reads = new Map(await readObjects(git, stored, maxBytes));
    await eachLimited(asked, parallelFiles, async ({ path }) => {
      const place = all.get(path);
      if (place?.indexed !== undefined) return;
      const there = place !== undefined && (await isRealFolder(root, dirname(path), folders));
      reads.set(path, there ? readFromDisk(absolutePath(root, place.raw), maxBytes) : unreadable('it is not there'));
    });
    return reads;
  };

  return { label: 'working tree', entries, read, notes: () => [...notes] };
}

async function listPlaces(git: Git, root: string, notes: Set<string>): Promise<ReadonlyMap<string, Place>> {
  const what = 'The working tree cannot be listed';
  const tracked = await runOrThrow(git, what, 'ls-files', '-z', '--cached', '--stage', '-t', '--full-name');
  const others = await runOrThrow(git, what, 'ls-files', '-z', '--others', '--exclude-standard', '--full-name');
  const places = new Map<string, Place>();
  const folders = new Map<string, boolean>();
  for (const entry of parseIndex(tracked)) {
    if (!isSafePath(entry.path)) {
      notes.add(`Not read: the index names ${JSON.stringify(entry.path)}, which is outside of the working tree.`);
      continue;
    }
    const raw = Buffer.from(entry.raw);
    // A file that is there although its place is sparse would be installed from, whatever the index calls it.
    const stored = entry.mode === 'submodule' || (entry.sparse && !(await isOnDisk(root, entry.path, raw, folders)));
    const place = { path: entry.path, raw, mode: entry.mode };
    places.set(entry.path, stored ? { ...place, indexed: entry } : place);
  }
  for (const record of splitRecords(others)) {
    const path = decodePath(record);
    if (path.endsWith('/')) notes.add(`Not read: ${path} is another repository.`);
    else if (path.split('/').includes('node_modules')) notes.add('Not read: untracked node_modules folders.');
    else if (!places.has(path)) places.set(path, await placeUntracked(root, path, Buffer.from(record)));
  }
  return places;
}

async function placeUntracked(root: string, path: string, raw: Buffer): Promise<Place> {
  const found = await lstat(absolutePath(root, raw)).catch(() => undefined);
  return { path, raw, mode: found?.isSymbolicLink() === true ? 'symlink' : 'file' };
}

async function isOnDisk(root: string, path: string, raw: Buffer, folders: Map<string, boolean>): Promise<boolean> {
  if (!(await isRealFolder(root, dirname(path), folders))) return false;
  return lstat(absolutePath(root, raw)).then(
    () => true,
    () => false,
  );
}

/** A tracked file below a folder that became a link is deleted to git, and reading it would leave the tree. */
async function isRealFolder(root: string, folder: string, memory: Map<string, boolean>): Promise<boolean> {
  if (folder === '.') return true;
  let prefix = '';
  for (const part of folder.split('/')) {
    prefix = prefix === '' ? part : `${prefix}/${part}`;
    const known = memory.get(prefix);
    const real = known ?? (await lstat(join(root, prefix)).catch(() => undefined))?.isDirectory() === true;
    if (known === undefined) memory.set(prefix, real);
    if (!real) return false;
  }
  return true;
}
