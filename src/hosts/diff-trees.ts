import { compareText } from '../model/location.ts';
import type { ChangedPath, ChangeSource, TreeEntry, Wanted } from '../model/ports.ts';
import { blobId } from './blob-id.ts';

/** What `ChangeSource.changed` answers. */
export type Changes = Awaited<ReturnType<ChangeSource['changed']>>;

const emptyBlobs = new Set([blobId(new Uint8Array()), blobId(new Uint8Array(), 'sha256')]);

/**
 * Paths whose id or mode differ. A moved file is one path with `previousPath`: same content, or a pair of `renames` (new
 * path to old path). Both paths must be wanted: a file that was not read before its move has nothing to be compared with,
 * so that a manifest is not smuggled in under another name first.
 */
export function diffTrees(
  base: readonly TreeEntry[],
  head: readonly TreeEntry[],
  wanted: Wanted,
  renames: ReadonlyMap<string, string> = new Map(),
): readonly ChangedPath[] {
  const before = new Map(base.map((entry) => [entry.path, entry]));
  const after = new Map(head.map((entry) => [entry.path, entry]));
  const asked = (entry: TreeEntry): boolean => wanted(entry.path, entry.mode);
  const added = head.filter((entry) => !before.has(entry.path) && asked(entry));
  const removed = base.filter((entry) => !after.has(entry.path) && asked(entry));
  const moves = pairMoves(removed, added, renames);
  const moved = new Set(moves.values());
  const paths: ChangedPath[] = [];
  for (const entry of head) {
    const old = before.get(entry.path);
    // A file that became a link or a submodule is looked for as what it was, too.
    const isWanted = asked(entry) || (old !== undefined && asked(old));
    if (isWanted && differs(old, entry)) paths.push({ path: entry.path, change: 'modified' });
  }
  for (const { path } of removed) if (!moved.has(path)) paths.push({ path, change: 'removed' });
  for (const { path } of added) {
    const previousPath = moves.get(path);
    paths.push(previousPath === undefined ? { path, change: 'added' } : { path, previousPath, change: 'modified' });
  }
  return paths.sort((a, b) => compareText(a.path, b.path));
}

const differs = (before: TreeEntry | undefined, after: TreeEntry): boolean =>
  before !== undefined && (before.id !== after.id || before.mode !== after.mode);

/** New path to old path. Content decides first, and among equals the same file name, then the order of paths. */
function pairMoves(
  removed: readonly TreeEntry[],
  added: readonly TreeEntry[],
  renames: ReadonlyMap<string, string>,
): Map<string, string> {
  const moves = new Map<string, string>();
  const free = new Set(removed.map((entry) => entry.path));
  const files = added.filter((entry) => entry.mode === 'file');
  const pair = (choose: (to: TreeEntry) => string | undefined): void => {
    for (const to of files) {
      const from = moves.has(to.path) ? undefined : choose(to);
      if (from !== undefined && free.delete(from)) moves.set(to.path, from);
    }
  };
  for (const keyOf of [(entry: TreeEntry) => `${entry.id}/${baseName(entry.path)}`, (entry: TreeEntry) => entry.id]) {
    const sources = groupByContent(removed, keyOf);
    pair((to) => takeFree(sources.get(keyOf(to)) ?? [], free));
  }
  pair((to) => renames.get(to.path));
  return moves;
}

/** Paths by content, the first one last: each is taken off once, so that many equal files cost no more than others. */
function groupByContent(entries: readonly TreeEntry[], keyOf: (entry: TreeEntry) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const entry of entries.toReversed()) {
    if (entry.mode !== 'file' || emptyBlobs.has(entry.id)) continue;
    const paths = groups.get(keyOf(entry));
    if (paths === undefined) groups.set(keyOf(entry), [entry.path]);
    else paths.push(entry.path);
  }
  return groups;
}

function takeFree(paths: string[], free: ReadonlySet<string>): string | undefined {
  for (let path = paths.pop(); path !== undefined; path = paths.pop()) if (free.has(path)) return path;
  return undefined;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
