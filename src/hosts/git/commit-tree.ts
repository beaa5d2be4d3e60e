import type { FileRead, Tree, TreeEntry } from '../../model/ports.ts';
import { unreadable } from '../disk.ts';
import { type Listing, listEntries } from '../list-entries.ts';
import { readBlobs } from './cat-file.ts';
import { parseTree } from './parse-listing.ts';
import { type Git, runOrThrow } from './run-git.ts';

/** The tree of a commit, from the object store only. @param commit a full id */
export function createCommitTree(git: Git, commit: string): Tree {
  let listing: Promise<Listing> | undefined;
  const list = async (): Promise<Listing> => {
    const args = ['ls-tree', '-r', '-z', '--full-tree', commit];
    return listEntries(parseTree(await runOrThrow(git, `The tree of ${commit} cannot be listed`, ...args)));
  };
  return {
    label: commit,
    async entries(wanted) {
      listing ??= list();
      const { entries, ...rest } = await listing;
      return { entries: entries.filter((entry) => wanted(entry.path, entry.mode)), ...rest };
    },
    read: (entries, maxBytes) => readObjects(git, entries, maxBytes),
  };
}

/** Content of entries out of the object store, by path. */
export async function readObjects(
  git: Git,
  entries: readonly TreeEntry[],
  maxBytes: number,
): Promise<ReadonlyMap<string, FileRead>> {
  const stored = entries.filter((entry) => entry.mode !== 'submodule');
  const blobs = await readBlobs(
    git,
    stored.map((entry) => entry.id),
    maxBytes,
  );
  return new Map(
    entries.map((entry) => [entry.path, blobs.get(entry.id) ?? unreadable('the content of a submodule is elsewhere')]),
  );
}
