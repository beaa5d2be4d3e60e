import type { TreeEntry } from '../../model/ports.ts';
import { entryMode } from '../git/parse-listing.ts';
import { type Listing, listEntries } from '../list-entries.ts';
import { getTree, type RawEntry, type RawTree, type RepositoryApi } from './repository-api.ts';

/** Lists trees of one repository. Answers are remembered by id, so that equal folders are asked for once. */
export interface TreeReader {
  list(tree: string): Promise<Listing>;
  /** Both sides without the folders that are equal: enough to compare them, and less to ask for. */
  listDifferent(base: string, head: string): Promise<{ readonly base: Listing; readonly head: Listing }>;
}

/** Part of a tree. `tree` is undefined where a side does not have the folder. */
interface Folder {
  readonly prefix: string;
  readonly tree: string | undefined;
}

type FetchTree = (folder: Folder, recursive: boolean) => Promise<RawTree | undefined>;

/** @param maxRequests for folders of trees that are too large for one answer, all trees together */
export function createTreeReader(api: RepositoryApi, maxRequests: number): TreeReader {
  const answers = new Map<string, Promise<RawTree>>();
  let left = maxRequests;
  /** Undefined where no request is left for it. The whole tree at once is always asked for. */
  const fetchTree: FetchTree = async ({ prefix, tree }, recursive) => {
    if (tree === undefined) return { entries: [], truncated: false };
    const key = `${tree} ${recursive}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const counted = prefix !== '' || !recursive;
    if (counted && left === 0) return undefined;
    if (counted) left -= 1;
    const answer = getTree(api, tree, recursive);
    answers.set(key, answer);
    return answer;
  };
  const limit = `the tree is too large for GitHub's API, and ${maxRequests} more requests did not list all of its folders`;
  return {
    list: (tree) => listTree(fetchTree, tree, limit),
    listDifferent: (base, head) => listDifferent(fetchTree, base, head, limit),
  };
}

async function listTree(fetchTree: FetchTree, tree: string, limit: string): Promise<Listing> {
  const entries: TreeEntry[] = [];
  let incomplete: string | undefined;
  const queue: Folder[] = [{ prefix: '', tree }];
  for (const folder of queue) {
    const whole = await fetchTree(folder, true);
    const direct = whole?.truncated === false ? undefined : await fetchTree(folder, false);
    const known = direct ?? whole;
    for (const entry of known?.entries ?? []) addEntry(entries, entry, folder.prefix);
    if (direct !== undefined)
      for (const [prefix, id] of folders(direct, folder.prefix)) queue.push({ prefix, tree: id });
    if (known === undefined || known.truncated) incomplete = limit;
  }
  return listEntries(entries, incomplete);
}

async function listDifferent(fetchTree: FetchTree, base: string, head: string, limit: string) {
  const before: TreeEntry[] = [];
  const after: TreeEntry[] = [];
  let incomplete: string | undefined;
  const queue: (readonly [Folder, Folder])[] = [
    [
      { prefix: '', tree: base },
      { prefix: '', tree: head },
    ],
  ];
  for (const pair of queue) {
    const sides = await fetchPair(fetchTree, pair);
    if (sides === undefined) {
      incomplete = limit;
      continue;
    }
    const prefix = pair[0].prefix;
    for (const entry of sides.base.entries) addEntry(before, entry, prefix);
    for (const entry of sides.head.entries) addEntry(after, entry, prefix);
    if (!sides.whole) queue.push(...pairFolders(folders(sides.base, prefix), folders(sides.head, prefix)));
  }
  return { base: listEntries(before, incomplete), head: listEntries(after, incomplete) };
}

/** Both sides on the same footing: all levels of both, or one level of both. */
async function fetchPair(fetchTree: FetchTree, pair: readonly [Folder, Folder]) {
  for (const recursive of [true, false]) {
    const [base, head] = await Promise.all([fetchTree(pair[0], recursive), fetchTree(pair[1], recursive)]);
    if (base?.truncated === false && head?.truncated === false) return { base, head, whole: recursive };
  }
  return undefined;
}

function pairFolders(
  base: ReadonlyMap<string, string>,
  head: ReadonlyMap<string, string>,
): readonly (readonly [Folder, Folder])[] {
  const prefixes = [...new Set([...base.keys(), ...head.keys()])].filter(
    (prefix) => base.get(prefix) !== head.get(prefix),
  );
  return prefixes.map((prefix) => [
    { prefix, tree: base.get(prefix) },
    { prefix, tree: head.get(prefix) },
  ]);
}

const folders = (tree: RawTree, prefix: string): ReadonlyMap<string, string> =>
  new Map(tree.entries.filter((entry) => entry.type === 'tree').map((entry) => [`${prefix}${entry.path}/`, entry.sha]));

function addEntry(entries: TreeEntry[], entry: RawEntry, prefix: string): void {
  if (entry.type === 'tree') return;
  const common = { path: `${prefix}${entry.path}`, mode: entryMode(entry.mode), id: entry.sha };
  entries.push(entry.size === undefined ? common : { ...common, size: entry.size });
}
