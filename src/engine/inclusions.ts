import type { Include } from '../model/dependency.ts';
import type { Format } from '../model/ecosystem.ts';
import { compareText } from '../model/location.ts';
import type { Tree, TreeEntry } from '../model/ports.ts';
import { indexPaths, isVendored, targetsOf } from './paths.ts';
import { type LoadedFile, openSide, type Reader, type Side, type Wish } from './read.ts';

/**
 * What the files of one tree take in under any name. Only this tells that a changed `deps/list` is a dependency file:
 * its own name does not, and who includes it need not have changed.
 */
export interface Inclusions {
  /** Included files, each with the files that name it. */
  readonly parents: ReadonlyMap<string, ReadonlySet<string>>;
  /** What paths lead over (links, submodules, the file behind them), each with the paths that lead there. */
  readonly ways: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every include that was met, with the file that holds it. */
  readonly includes: readonly { readonly path: string; readonly include: Include }[];
  /** Why some may be missing. */
  readonly incomplete?: string;
}

/** Files that may include others and are looked through; nearer to the root first. */
const maxIncluders = 10_000;
/** Longest chain of files that is followed. */
const maxRounds = 64;

/**
 * @param entries all links and submodules of the tree, and the files whose names tell
 * @param isIncluder which formats' files are looked through
 */
export async function findInclusions(
  reader: Reader,
  tree: Tree,
  entries: readonly TreeEntry[],
  formats: readonly Format[],
  isIncluder: (format: Format) => boolean,
): Promise<Inclusions> {
  const telling = entries.filter(
    ({ path }) => !isVendored(path) && formats.some((one) => one.matches(path) === 'name'),
  );
  const includers = telling
    .filter(({ path }) => formats.some((one) => isIncluder(one) && one.matches(path) === 'name'))
    .sort((a, b) => depthOf(a.path) - depthOf(b.path) || compareText(a.path, b.path));
  const side = openSide(tree, entries);
  const { parents, includes, isCut } = await followIncludes(reader, side, includers.slice(0, maxIncluders), formats);
  const named = new Set([...parents.keys(), ...telling.filter(({ mode }) => mode !== 'file').map(({ path }) => path)]);
  const ways = new Map<string, Set<string>>();
  for (const [path, { over }] of await reader.resolve(side, [...named])) {
    for (const one of over) if (one !== path) addTo(ways, one, path);
  }
  const found = { parents, ways, includes };
  if (includers.length > maxIncluders) {
    const count = `${maxIncluders} of ${includers.length}`;
    return { ...found, incomplete: `only ${count} files that may include others were looked through` };
  }
  return isCut ? { ...found, incomplete: `includes go deeper than ${maxRounds} levels` } : found;
}

const depthOf = (path: string): number => path.split('/').length;

async function followIncludes(reader: Reader, side: Side, includers: readonly TreeEntry[], formats: readonly Format[]) {
  const parents = new Map<string, Set<string>>();
  const includes: { path: string; include: Include }[] = [];
  const index = indexPaths([...side.entries.keys()]);
  let fresh = await reader.load(
    side,
    includers.map(({ path }) => ({ path })),
  );
  for (let round = 0; round < maxRounds && fresh.length > 0; round++) {
    const wishes = fresh.flatMap((file) => {
      includes.push(...file.parsed.includes.map((include) => ({ path: file.path, include })));
      const named = file.parsed.includes.flatMap((include) => pathsOf(include, file, formats));
      for (const { path } of named) addTo(parents, path, file.path);
      // Members of workspaces, and projects, tell themselves by their names; that somebody takes them in is worth knowing
      // all the same.
      for (const include of file.parsed.includes.filter(({ kind }) => kind === 'workspace' || kind === 'project')) {
        for (const path of targetsOf(include, index)) addTo(parents, path, file.path);
      }
      return named;
    });
    await addEntries(reader, side, wishes);
    fresh = await reader.load(side, wishes);
  }
  return { parents, includes, isCut: fresh.length > 0 };
}

/** Files that another one names outright. */
function pathsOf(
  { kind, path, alternatives = [], format: named }: Include,
  file: LoadedFile,
  formats: readonly Format[],
): readonly Wish[] {
  if (path === undefined || kind === 'workspace' || kind === 'project') return [];
  const format = formats.find(({ id }) => id === (named ?? file.parsed.format));
  return [path, ...alternatives].map((one) => (format === undefined ? { path: one } : { path: one, format }));
}

/** Looks up paths of any name, over links too; says whether some were not known yet. */
export async function addEntries(
  reader: Reader,
  side: Side,
  wanted: readonly { readonly path: string }[],
): Promise<boolean> {
  const isKnown = (path: string) => side.entries.has(path) || side.skipped.has(path);
  const missing = new Set(wanted.map(({ path }) => path).filter((path) => !isKnown(path)));
  if (missing.size === 0) return false;
  const { entries, incomplete } = await side.tree.entries((path) => missing.has(path), missing);
  for (const entry of entries) side.entries.set(entry.path, entry);
  if (incomplete !== undefined) side.gaps.add(incomplete);
  const beyond = [...missing].filter((path) => !side.entries.has(path));
  for (const [path, { entry, reason }] of await reader.resolve(side, beyond)) {
    if (entry !== undefined) side.entries.set(path, entry);
    else if (reason !== undefined) side.skipped.set(path, { path, reason });
  }
  return [...missing].some((path) => side.entries.has(path));
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
