import type { ChangeSource, FileRead, Tree, TreeEntry } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import { indexBy } from '../text/index-by.ts';
import { foldersAbove, joinPath, parentOf } from '../text/paths.ts';
import { type Known, resolvePaths } from './resolve.ts';

/** A file that counts by the name of a link to it. */
export interface LinkedFile {
  /** The name that it is found by: of the link, or below a link to a folder. */
  readonly path: string;
  readonly entry: TreeEntry;
  /** What that name led to before. */
  readonly before?: TreeEntry | undefined;
}

export interface LinkedFiles {
  /** Those that the change newly lets count, or that changed. */
  readonly files: readonly LinkedFile[];
  /** Links of the change that lead to nothing that can be read. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
  readonly notifications: readonly Notification[];
}

export interface LinkNames {
  /** As of an inspection. */
  meaningOf(path: string): string | undefined;
  isLeftOut(path: string): boolean;
  /** Whether a file is read by its own name, where it changed. */
  isRead(path: string): boolean;
}

/** Nobody makes as many links by hand. */
const mostLinks = 1_000;
/** Files that are found below links to folders, and names that are looked at for that. */
const mostBelow = 5_000;
const mostNames = 200_000;
/** Links to folders in folders that links lead to. */
const deepest = 6;

/** Files of the head that agents, editors and the like find by the name of a link. */
export async function findLinked(source: ChangeSource, names: LinkNames): Promise<LinkedFiles> {
  const head = await openLinks(source.head);
  const telling = [...head.entries.values()].filter(
    ({ path, mode }) => mode === 'symlink' && !names.isLeftOut(path) && mayMean(path, names),
  );
  if (telling.length === 0) return { files: [], unread: [], notifications: [] };
  const base = source.mode === 'all' ? undefined : await openLinks(source.base);
  const isNew = ({ path, id }: TreeEntry) => base?.entries.get(path)?.id !== id;
  const links = telling.toSorted((a, b) => Number(isNew(b)) - Number(isNew(a))).slice(0, mostLinks);
  const contents = new Map<string, FileRead>();
  const { found, broken, left } = await follow(head, links, { names, contents, isNew });
  const before = base === undefined ? undefined : await findBefore(base, [...found.keys()], contents);
  const files = [...found].map(([path, entry]): LinkedFile => ({ path, entry, before: before?.get(path) }));
  return {
    files: chooseNames(files, names),
    unread: broken.flatMap(({ path, reason, isNew: isOwn }) => (isOwn ? [{ path, reason }] : [])),
    notifications: [
      ...noteLeft(telling.length - links.length, 'symbolic links were not followed'),
      ...noteLeft(left, 'files behind links to folders were not looked through'),
      ...[...head.gaps, ...(base?.gaps ?? [])].map((gap) => note(`files behind links may have been missed: ${gap}`)),
    ],
  };
}

const note = (message: string): Notification => ({ level: 'warning', message });

const noteLeft = (count: number, message: string): readonly Notification[] =>
  count === 0 ? [] : [note(`${count} ${message}`)];

/** Folders that tools look into by name begin with a dot, or are those of hooks: what is below a link in them may count. */
const mayMean = (path: string, { meaningOf }: LinkNames): boolean =>
  meaningOf(path) !== undefined || path.split('/').some((part) => part.startsWith('.') || part === 'hooks');

async function openLinks(tree: Tree): Promise<Known> {
  const { entries, incomplete } = await tree.entries((_, mode) => mode !== 'file');
  return {
    tree,
    entries: new Map(entries.map((entry) => [entry.path, entry])),
    gaps: new Set(incomplete === undefined ? [] : [incomplete]),
  };
}

interface Following {
  readonly names: LinkNames;
  readonly contents: Map<string, FileRead>;
  isNew(entry: TreeEntry): boolean;
}

interface Name {
  readonly path: string;
  /** The change has a link on the way. */
  readonly isNew: boolean;
}

interface Open extends Name {
  /** Where its way ends: no file is there. */
  readonly end: string;
  readonly reason: string;
}

/** The files behind links, by the names that lead to them; below folders are links to other folders. */
async function follow(side: Known, links: readonly TreeEntry[], following: Following) {
  const { names, contents, isNew } = following;
  const found = new Map<string, TreeEntry>();
  const broken: Open[] = [];
  const budget = { names: mostNames, below: mostBelow };
  let left = 0;
  let asked: readonly Name[] = links.map((link) => ({ path: link.path, isNew: isNew(link) }));
  for (let depth = 0; depth < deepest && asked.length > 0; depth++) {
    const paths = asked.map(({ path }) => path);
    const ways = await resolvePaths(side, paths, contents);
    const open = asked.flatMap((name): Open[] => {
      const { entry, over = [], reason = 'it leads to no file of the tree' } = ways.get(name.path) ?? {};
      if (entry === undefined) return [{ ...name, end: over.at(-1) ?? name.path, reason }];
      if (names.meaningOf(name.path) !== undefined) found.set(name.path, entry);
      return [];
    });
    const looked = await lookBelow(side.tree, open, following, budget);
    for (const one of looked.broken) broken.push(one);
    left += looked.left;
    asked = looked.below;
  }
  return { found, broken, left: left + asked.length };
}

/** Names that count below links to folders, and those of links there. */
async function lookBelow(
  tree: Tree,
  open: readonly Open[],
  { names, isNew }: Following,
  budget: { names: number; below: number },
) {
  const inside = await listInside(tree, new Set(open.map(({ end }) => end).filter((end) => end !== '')));
  const broken: Open[] = [];
  const below: Name[] = [];
  let left = 0;
  for (const one of open) {
    const { path, end } = one;
    const entries = inside.get(end) ?? [];
    if (end === '' || path.startsWith(`${end}/`)) broken.push({ ...one, reason: 'it leads to a folder that holds it' });
    else if (entries.length === 0) broken.push(one);
    else if (entries.length > budget.names) left += entries.length;
    else {
      budget.names -= entries.length;
      const counting = entries.flatMap((entry): Name[] => {
        const name = joinPath(path, entry.path.slice(end.length + 1));
        const isLink = entry.mode === 'symlink';
        if (names.isLeftOut(name) || !(isLink || names.meaningOf(name) !== undefined)) return [];
        return [{ path: name, isNew: one.isNew || (isLink && isNew(entry)) }];
      });
      const taken = counting.slice(0, budget.below);
      budget.below -= taken.length;
      for (const name of taken) below.push(name);
      left += counting.length - taken.length;
    }
  }
  return { below, broken, left };
}

async function listInside(
  tree: Tree,
  folders: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly TreeEntry[]>> {
  if (folders.size === 0) return new Map();
  const holding = (path: string) => foldersAbove(parentOf(path)).filter((folder) => folders.has(folder));
  const { entries } = await tree.entries((path, mode) => mode !== 'submodule' && holding(path).length > 0);
  return indexBy(entries, ({ path }) => holding(path));
}

/** What the same names led to before, by links or without. */
async function findBefore(base: Known, paths: readonly string[], contents: Map<string, FileRead>) {
  const asked = new Set(paths);
  const { entries, incomplete } = await base.tree.entries((path, mode) => mode === 'file' && asked.has(path), asked);
  for (const entry of entries) base.entries.set(entry.path, entry);
  if (incomplete !== undefined) base.gaps.add(incomplete);
  const ways = await resolvePaths(base, paths, contents);
  return new Map([...ways].map(([path, { entry }]) => [path, entry]));
}

/** Of the names that lead to one file and mean the same, the one of which most was known; none where nothing is new. */
function chooseNames(files: readonly LinkedFile[], names: LinkNames): readonly LinkedFile[] {
  const isKnown = ({ entry, before }: LinkedFile) => before?.id === entry.id;
  const isReadAnyway = ({ path, entry }: LinkedFile) =>
    names.meaningOf(path) === names.meaningOf(entry.path) && names.isRead(entry.path);
  const same = indexBy(files, ({ path, entry }) => [JSON.stringify([names.meaningOf(path), entry.path])]);
  return [...same.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined || all.some(isKnown) || isReadAnyway(first)) return [];
    return [all.find(({ before }) => before !== undefined) ?? first];
  });
}
