import type { TreeEntry } from '../../model/ports.ts';
import { type Listing, listEntries } from '../list-entries.ts';
import { entriesOf, foldersOf } from './raw-tree.ts';
import type { RawTree } from './repository-api.ts';
import type { Budget, TreeStore } from './tree-store.ts';

/** What the answers so far tell of a tree. */
export interface KnownTree {
  readonly listing: Listing;
  /** By prefix. */
  readonly folders: ReadonlyMap<string, KnownFolder>;
}

interface KnownFolder {
  readonly tree: string;
  /** Everything below it is known. */
  readonly complete: boolean;
}

/** Puts all answers together that belong to a tree, without asking for more. */
export function listKnown(store: TreeStore, tree: string): KnownTree {
  const folders = new Map<string, KnownFolder>([['', { tree, complete: false }]]);
  const entries = new Map<string, TreeEntry>();
  const add = (answer: RawTree, prefix: string, complete: boolean): void => {
    for (const [folder, below] of foldersOf(answer, prefix)) {
      if (complete || !folders.has(folder)) folders.set(folder, { tree: below, complete });
    }
    // The same entry may stand in several answers; another one of the same path is for the listing to say.
    for (const entry of entriesOf(answer, prefix)) entries.set(`${entry.mode} ${entry.id} ${entry.path}`, entry);
  };
  for (const [prefix, folder] of folders) {
    if (folder.complete) continue;
    const { whole, level } = store.known(folder.tree);
    const complete = whole?.truncated === false;
    if (complete) folders.set(prefix, { ...folder, complete });
    if (whole !== undefined) add(whole, prefix, complete);
    if (level !== undefined && !complete) add(level, prefix, false);
  }
  return { listing: listEntries(entries.values()), folders };
}

/** A path that is looked for, and the folder that the search has come to. */
interface Search {
  readonly path: string;
  readonly prefix: string;
  readonly tree: string;
}

/**
 * Lists the folders of these paths, as far as they exist, all folders of a level together. They are known afterwards.
 * @returns how many of the paths may exist in folders that could not be listed
 */
export async function findPaths(
  store: TreeStore,
  { listing, folders }: KnownTree,
  paths: Iterable<string>,
  budget: Budget,
): Promise<number> {
  const listed = new Set(listing.entries.map(({ path }) => path));
  let missed = 0;
  let open = [...paths].filter((path) => !listed.has(path)).flatMap((path) => startSearch(path, folders));
  while (open.length > 0) {
    const next: Search[] = [];
    const trees = [...new Set(open.map(({ tree }) => tree))];
    const levels = await store.levels(trees, budget);
    const below = new Map([...levels].map(([tree, level]) => [tree, foldersOf(level, '')]));
    for (const search of open) {
      const level = levels.get(search.tree);
      if (level === undefined || level.truncated) missed += 1;
      else next.push(...descend(search, below.get(search.tree)));
    }
    open = next;
  }
  return missed;
}

/** The search starts at the deepest folder that is known; there is none where everything in it is known. */
function startSearch(path: string, folders: KnownTree['folders']): readonly Search[] {
  let prefix = '';
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (!folders.has(path.slice(0, slash + 1))) break;
    prefix = path.slice(0, slash + 1);
  }
  const folder = folders.get(prefix);
  return folder === undefined || folder.complete ? [] : [{ path, prefix, tree: folder.tree }];
}

/** A path that leads through no further folder is in the listing now, or does not exist. */
function descend({ path, prefix }: Search, below: ReadonlyMap<string, string> | undefined): readonly Search[] {
  const slash = path.indexOf('/', prefix.length);
  if (slash < 0) return [];
  const name = path.slice(prefix.length, slash + 1);
  const tree = below?.get(name);
  return tree === undefined ? [] : [{ path, prefix: `${prefix}${name}`, tree }];
}
