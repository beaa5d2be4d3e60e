import type { Format } from '../model/ecosystem.ts';
import { compareText } from '../model/location.ts';
import type { Tree, TreeEntry } from '../model/ports.ts';
import { isVendored } from './paths.ts';
import { type LoadedFile, openSide, type Reader, type Side, type Wish } from './read.ts';

/**
 * What the files of one tree take in under any name. Only this tells that a changed `deps/list` is a dependency file:
 * its own name does not, and who includes it need not have changed.
 */
export interface Inclusions {
  /** Included files, each with the files that name it. */
  readonly parents: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files that symbolic links of telling names lead to, each with those links. */
  readonly links: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why some may be missing. */
  readonly incomplete?: string;
}

/** Files that may include others and are looked through; nearer to the root first. */
const maxIncluders = 2000;
/** Longest chain of files, or of links, that is followed. */
const maxRounds = 16;

/** @param entries all links of the tree, and the files whose names tell */
export async function findInclusions(
  reader: Reader,
  tree: Tree,
  entries: readonly TreeEntry[],
  formats: readonly Format[],
): Promise<Inclusions> {
  const telling = entries.filter(
    ({ path }) => !isVendored(path) && formats.some((one) => one.matches(path) === 'name'),
  );
  const includers = telling
    .filter(({ path }) => formats.some((one) => one.includesAnyName === true && one.matches(path) === 'name'))
    .sort((a, b) => depthOf(a.path) - depthOf(b.path) || compareText(a.path, b.path));
  const side = openSide(tree, entries);
  const parents = await followIncludes(reader, side, includers.slice(0, maxIncluders), formats);
  const links = await followLinks(reader, side, telling);
  const incomplete = `only ${maxIncluders} of ${includers.length} files that may include others were looked through`;
  return includers.length > maxIncluders ? { parents, links, incomplete } : { parents, links };
}

const depthOf = (path: string): number => path.split('/').length;

async function followIncludes(
  reader: Reader,
  side: Side,
  includers: readonly TreeEntry[],
  formats: readonly Format[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const parents = new Map<string, Set<string>>();
  let fresh = await reader.load(side, includers);
  for (let round = 0; round < maxRounds && fresh.length > 0; round++) {
    const wishes = fresh.flatMap((file) => namedFiles(file, formats));
    for (const { wish, parent } of wishes) addTo(parents, wish.path, parent);
    const targets = wishes.map(({ wish }) => wish);
    await addEntries(side, targets);
    fresh = await reader.load(side, targets);
  }
  return parents;
}

/** Files that another one names outright; workspaces name folders, and the manifests in them tell themselves. */
function namedFiles(file: LoadedFile, formats: readonly Format[]): readonly { wish: Wish; parent: string }[] {
  return file.parsed.includes.flatMap(({ kind, path, format: named }) => {
    if (path === undefined || (kind !== 'requirements' && kind !== 'constraints')) return [];
    const format = formats.find(({ id }) => id === (named ?? file.parsed.format));
    return [{ wish: format === undefined ? { path } : { path, format }, parent: file.path }];
  });
}

/** Looks up paths of any name; says whether some were not known yet. */
export async function addEntries(side: Side, wanted: readonly { readonly path: string }[]): Promise<boolean> {
  const missing = new Set(wanted.map(({ path }) => path).filter((path) => !side.entries.has(path)));
  if (missing.size === 0) return false;
  const { entries } = await side.tree.entries((path) => missing.has(path));
  for (const entry of entries) side.entries.set(entry.path, entry);
  return entries.length > 0;
}

async function followLinks(
  reader: Reader,
  side: Side,
  telling: readonly TreeEntry[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const links = new Map<string, Set<string>>();
  let open = telling.filter(({ mode }) => mode === 'symlink').map((entry) => ({ link: entry.path, entry }));
  for (let hop = 0; hop < maxRounds && open.length > 0; hop++) {
    const targets = await reader.targets(
      side,
      open.map(({ entry }) => entry),
    );
    open = open.flatMap(({ link, entry }) => {
      const target = targets.get(entry.path);
      if (target === undefined) return [];
      addTo(links, target, link);
      const next = side.entries.get(target);
      return next?.mode === 'symlink' ? [{ link, entry: next }] : [];
    });
  }
  return links;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

/** Every file that takes in one of these, through whatever others. */
export function ancestorsOf(paths: readonly string[], { parents }: Inclusions): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const parent of parents.get(path) ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      open.push(parent);
    }
  }
  return found;
}
