import type { TreeEntry } from '../../model/ports.ts';
import { type Listing, listEntries } from '../list-entries.ts';
import { entriesOf, foldersOf } from './raw-tree.ts';
import { type Budget, type TreeStore, unlimited } from './tree-store.ts';

/** All of a tree, folder by folder where it is too large for one answer. @param limit why it ends early, if it does */
export async function listTree(store: TreeStore, tree: string, budget: Budget, limit: string): Promise<Listing> {
  const entries: TreeEntry[] = [];
  let incomplete: string | undefined;
  const queue = new Map([['', tree]]);
  for (const [prefix, id] of queue) {
    const whole = await store.whole(id, prefix === '' ? unlimited : budget);
    const level = whole?.truncated === false ? undefined : (await store.levels([id], budget)).get(id);
    const known = level ?? whole;
    for (const entry of known === undefined ? [] : entriesOf(known, prefix)) entries.push(entry);
    if (level !== undefined) for (const [folder, below] of foldersOf(level, prefix)) queue.set(folder, below);
    if (known === undefined || known.truncated) incomplete = limit;
  }
  return listEntries(entries, incomplete);
}
