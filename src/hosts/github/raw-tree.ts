import type { TreeEntry } from '../../model/ports.ts';
import { entryMode } from '../git/parse-listing.ts';
import type { RawEntry, RawTree } from './repository-api.ts';

/** Part of a tree. `tree` is undefined where a side does not have the folder. */
export interface Folder {
  /** Empty for the root, else with a slash at the end. */
  readonly prefix: string;
  readonly tree: string | undefined;
}

/** Folders of one answer by prefix, with the ids of their trees. */
export const foldersOf = (tree: RawTree, prefix: string): ReadonlyMap<string, string> =>
  new Map(tree.entries.filter((entry) => entry.type === 'tree').map((entry) => [`${prefix}${entry.path}/`, entry.sha]));

/** Everything of one answer but its folders. */
export const entriesOf = (tree: RawTree, prefix: string): readonly TreeEntry[] =>
  tree.entries.filter((entry) => entry.type !== 'tree').map((entry) => describeEntry(entry, prefix));

function describeEntry(entry: RawEntry, prefix: string): TreeEntry {
  const common = { path: `${prefix}${entry.path}`, mode: entryMode(entry.mode), id: entry.sha };
  return entry.size === undefined ? common : { ...common, size: entry.size };
}
