import type { FileRead, Tree, TreeEntry } from '../model/ports.ts';
import { normalisePath, parentOf } from '../text/paths.ts';

/** Where a path of a tree really leads. */
export interface Resolved {
  /** The file; left out where there is none. */
  readonly entry?: TreeEntry;
  /** Links and submodules on the way, and the path behind them. */
  readonly over: readonly string[];
  /** Why no file of this tree is there. */
  readonly reason?: string;
}

/** Links that are followed for one path; Linux follows 40 (path_resolution(7)). */
const maxLinks = 40;
/** Longest target of a link that is followed, in bytes. */
const maxLinkBytes = 4096;

interface Walk {
  readonly asked: string;
  at: string;
  readonly over: string[];
  reason?: string;
}

/** The entries of one tree, as far as they are known: all links and submodules, and the files that were asked for. */
export interface Known {
  readonly tree: Tree;
  readonly entries: Map<string, TreeEntry>;
  /** Why entries that were asked for by name may be missing. */
  readonly gaps: Set<string>;
}

/** Follows symbolic links, in folders too, inside one tree. */
export async function resolvePaths(
  side: Known,
  paths: readonly string[],
  contents: Map<string, FileRead>,
): Promise<ReadonlyMap<string, Resolved>> {
  const walks = paths.map((path): Walk => ({ asked: path, at: path, over: [] }));
  let open = walks;
  for (let hop = 0; hop <= maxLinks && open.length > 0; hop++) {
    const met = open.flatMap((walk) => {
      const entry = findJoint(side.entries, walk.at);
      return entry === undefined ? [] : [{ walk, entry }];
    });
    await readLinks(
      side.tree,
      met.map(({ entry }) => entry).filter(({ mode }) => mode === 'symlink'),
      contents,
    );
    for (const { walk, entry } of met) follow(walk, entry, contents.get(entry.id), hop);
    open = met.map(({ walk }) => walk).filter(({ reason }) => reason === undefined);
  }
  await lookUp(side, walks);
  return new Map(walks.map((walk) => [walk.asked, describe(side, walk)]));
}

/** The first part of a path that is no folder and no file. */
function findJoint(entries: ReadonlyMap<string, TreeEntry>, path: string): TreeEntry | undefined {
  for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
    const entry = entries.get(end === -1 ? path : path.slice(0, end));
    if (entry !== undefined && entry.mode !== 'file') return entry;
    if (end === -1) return undefined;
  }
}

function follow(walk: Walk, entry: TreeEntry, read: FileRead | undefined, hop: number): void {
  walk.over.push(entry.path);
  if (entry.mode === 'submodule') {
    walk.reason = 'a submodule: its content is not audited';
    return;
  }
  const target = read?.kind === 'bytes' ? new TextDecoder().decode(read.bytes) : undefined;
  const rest = walk.at.slice(entry.path.length);
  const next =
    target === undefined || target.startsWith('/')
      ? undefined
      : normalisePath(`${parentOf(entry.path)}/${target}${rest}`);
  if (next === undefined) walk.reason = 'a symbolic link out of the tree';
  else if (hop === maxLinks) walk.reason = 'symbolic links that lead to each other';
  else walk.at = next;
}

async function readLinks(tree: Tree, links: readonly TreeEntry[], contents: Map<string, FileRead>): Promise<void> {
  const missing = new Map(links.filter(({ id }) => !contents.has(id)).map((entry) => [entry.id, entry]));
  if (missing.size === 0) return;
  const reads = await tree.read([...missing.values()], maxLinkBytes);
  for (const entry of missing.values()) {
    contents.set(entry.id, reads.get(entry.path) ?? { kind: 'unreadable', reason: 'the source did not give it' });
  }
}

/** What links lead to may be called anything. */
async function lookUp(side: Known, walks: readonly Walk[]): Promise<void> {
  const behind = walks.filter(
    ({ at, over, reason }) => over.length > 0 && reason === undefined && !side.entries.has(at),
  );
  const missing = new Set(behind.map(({ at }) => at));
  if (missing.size === 0) return;
  const { entries, incomplete } = await side.tree.entries((path) => missing.has(path), missing);
  for (const entry of entries) side.entries.set(entry.path, entry);
  if (incomplete !== undefined) side.gaps.add(incomplete);
}

function describe({ entries }: Known, { at, over, reason }: Walk): Resolved {
  if (reason !== undefined) return { over, reason };
  const entry = entries.get(at);
  if (over.length === 0) return entry === undefined ? { over } : { over, entry };
  const way = [...over, at];
  if (entry?.mode === 'file') return { over: way, entry };
  return { over: way, reason: 'a symbolic link that leads to no file of the tree' };
}
