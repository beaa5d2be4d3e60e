import type { Include } from '../model/dependency.ts';
import type { Ecosystem, Format, PathIndex } from '../model/ecosystem.ts';
import { compareText } from '../model/location.ts';
import type { ChangedPath, ChangeSource } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import { matchesGlob } from '../text/glob.ts';
import { parentOf } from '../text/paths.ts';
import {
  createReader,
  type LoadedFile,
  openSide,
  type Reader,
  type Side,
  type SkippedFile,
  type Wish,
} from './read.ts';

/** What was read of both sides: the changed files, and the unchanged ones that a changed file works together with. */
export interface Discovery {
  readonly changed: readonly ChangedPath[];
  readonly base: Side;
  readonly head: Side;
  readonly notifications: readonly Notification[];
  /** Files that the configuration leaves out, each with the pattern. */
  readonly ignored: readonly SkippedFile[];
  /** Why some changes may have been missed; such a run is incomplete. */
  readonly incomplete: readonly string[];
}

/** Most files that are read on each side. A repository with more dependency files than that is audited in parts. */
const maxFiles = 10_000;
/** Longest chain of includes. pip itself has no limit; a cycle ends by itself. */
const maxRounds = 64;

/** @param alsoWanted paths beyond dependency files whose change matters: workflows and the configuration */
export async function discoverChanges(
  source: ChangeSource,
  ecosystems: readonly Ecosystem[],
  alsoWanted: (path: string) => boolean,
): Promise<Discovery> {
  const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);
  const couldBe = (path: string) => formats.some((format) => format.matches(path) !== false);
  const { paths: all, incomplete } = await source.changed((path) => couldBe(path) || alsoWanted(path));
  const paths = all.filter(({ path }) => !isVendored(path));
  const notifications: Notification[] = source.notes().map((message) => ({ level: 'note', message }));
  if (paths.length < all.length) notifications.push(noteVendored(all.length - paths.length));
  const gaps = incomplete === undefined ? [] : [incomplete];
  const dependencyPaths = paths.filter(({ path, previousPath }) => couldBe(path) || couldBe(previousPath ?? path));
  if (dependencyPaths.length === 0) {
    return {
      changed: paths,
      base: openSide(source.base, []),
      head: openSide(source.head, []),
      notifications,
      ignored: [],
      incomplete: gaps,
    };
  }
  const named = new Set(dependencyPaths.flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
  const wanted = (path: string) => named.has(path) || isInteresting(path, formats);
  const [base, head] = [await source.base.entries(wanted), await source.head.entries(wanted)];
  for (const gap of [base.incomplete, head.incomplete]) if (gap !== undefined) gaps.push(gap);
  const sides = { base: openSide(source.base, base.entries), head: openSide(source.head, head.entries) };
  await readConnected(createReader(ecosystems), sides, dependencyPaths, formats, gaps);
  return { changed: paths, ...sides, notifications, ignored: [], incomplete: [...new Set(gaps)] };
}

/** Context is told by its name; files that only their content tells are read where they changed or are included. */
const isInteresting = (path: string, formats: readonly Format[]): boolean =>
  !isVendored(path) && formats.some((format) => format.matches(path) === 'name' || format.matches(path) === 'content');

/** Installed packages that were committed: their manifests are not the project's own. */
export const isVendored = (path: string): boolean =>
  path.startsWith('node_modules/') || path.includes('/node_modules/');

const noteVendored = (count: number): Notification => ({
  level: 'warning',
  message: `${count} changed dependency files under node_modules are installed packages: they were not audited`,
});

interface Sides {
  readonly base: Side;
  readonly head: Side;
}

/** Reads what changed, its neighbours, and whatever those include, on both sides, until nothing new turns up. */
async function readConnected(
  reader: Reader,
  sides: Sides,
  changed: readonly ChangedPath[],
  formats: readonly Format[],
  gaps: string[],
): Promise<void> {
  const both = [sides.base, sides.head];
  let indexes = both.map((side) => indexPaths([...side.entries.keys()]));
  const formatOf = (file: LoadedFile) => formats.find(({ id }) => id === file.parsed.format);
  let fresh = await readChanged(reader, sides, changed, formats);
  let wishes = fresh.flatMap((file) =>
    indexes.flatMap((index) => (formatOf(file)?.neighbours(file.path, index) ?? []).map((path): Wish => ({ path }))),
  );
  for (let round = 0; round < maxRounds; round++) {
    if (await findNamed(both, fresh)) indexes = both.map((side) => indexPaths([...side.entries.keys()]));
    const included = fresh.flatMap((file) => indexes.flatMap((index) => wishesOf(file, formats, index)));
    const next = mergeWishes([...wishes, ...included]);
    if (next.every(({ path }) => both.every((side) => side.seen.has(path)))) return;
    if (sides.head.seen.size + next.length > maxFiles) break;
    fresh = (await Promise.all(both.map((side) => reader.load(side, next)))).flat();
    wishes = [];
  }
  gaps.push(
    `more than ${maxFiles} dependency files belong together, or their includes go deeper than ${maxRounds} levels`,
  );
}

async function readChanged(
  reader: Reader,
  { base, head }: Sides,
  changed: readonly ChangedPath[],
  formats: readonly Format[],
) {
  const pairs = changed.map(({ path, previousPath, change }) => ({
    before: change === 'added' ? undefined : (previousPath ?? path),
    after: change === 'removed' ? undefined : path,
  }));
  const wish = (path: string | undefined): readonly Wish[] => (path === undefined ? [] : [{ path }]);
  const loaded = await Promise.all([
    reader.load(
      base,
      pairs.flatMap(({ before }) => wish(before)),
    ),
    reader.load(
      head,
      pairs.flatMap(({ after }) => wish(after)),
    ),
  ]);
  // What one side tells by its content stays that format on the other: a strange line must not make a file disappear.
  const again = (side: Side, path: string | undefined, twin: LoadedFile | undefined): readonly Wish[] => {
    const format = formats.find(({ id }) => id === twin?.parsed.format);
    if (path === undefined || format === undefined || side.files.has(path) || side.skipped.has(path)) return [];
    side.seen.delete(path);
    return [{ path, format }];
  };
  const reread = await Promise.all([
    reader.load(
      base,
      pairs.flatMap(({ before, after }) => again(base, before, head.files.get(after ?? ''))),
    ),
    reader.load(
      head,
      pairs.flatMap(({ before, after }) => again(head, after, base.files.get(before ?? ''))),
    ),
  ]);
  return [...loaded, ...reread].flat();
}

/** Files that an include names may be called anything: their entries are looked up. Says whether there are new ones. */
async function findNamed(sides: readonly Side[], files: readonly LoadedFile[]): Promise<boolean> {
  const paths = files.flatMap(({ parsed }) =>
    parsed.includes.flatMap(({ kind, path }) => (kind === 'workspace' || path === undefined ? [] : [path])),
  );
  let found = false;
  for (const { tree, entries } of sides) {
    const missing = new Set(paths.filter((path) => !entries.has(path)));
    if (missing.size === 0) continue;
    for (const entry of (await tree.entries((path) => missing.has(path))).entries) {
      entries.set(entry.path, entry);
      found = true;
    }
  }
  return found;
}

/** What a file includes; a file that `-r` or `-c` names is read as requirements whatever it is called. */
function wishesOf(file: LoadedFile, formats: readonly Format[], index: PathIndex): readonly Wish[] {
  return file.parsed.includes.flatMap((include) => {
    const keepsFormat = include.kind === 'requirements' || include.kind === 'constraints';
    const format = formats.find(({ id }) => id === (include.format ?? file.parsed.format));
    return targetsOf(include, index).map((path) => (keepsFormat && format !== undefined ? { path, format } : { path }));
  });
}

/** Each path once; a wish that names the format wins. */
function mergeWishes(wishes: readonly Wish[]): readonly Wish[] {
  const merged = new Map<string, Wish>();
  for (const wish of wishes) {
    if (isVendored(wish.path)) continue;
    if (!merged.has(wish.path) || wish.format !== undefined) merged.set(wish.path, wish);
  }
  return [...merged.values()];
}

/** The files of a tree that an include brings in. */
export function targetsOf(include: Include, index: PathIndex): readonly string[] {
  const { path } = include;
  if (path === undefined) return [];
  if (include.kind !== 'workspace') return index.has(path) ? [path] : [];
  return index.all.filter((candidate) => !isVendored(candidate) && matchesGlob(path, candidate));
}

export function indexPaths(paths: readonly string[]): PathIndex {
  const all = [...paths].sort(compareText);
  const set = new Set(all);
  const folders = new Map<string, string[]>();
  for (const path of all) {
    const folder = folders.get(parentOf(path));
    if (folder === undefined) folders.set(parentOf(path), [path]);
    else folder.push(path);
  }
  return { all, has: (path) => set.has(path), inFolder: (folder) => folders.get(folder) ?? [] };
}
