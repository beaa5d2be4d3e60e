import { findUnaudited } from '../knowledge/unaudited.ts';
import type { Include } from '../model/dependency.ts';
import type { Format, PathIndex } from '../model/ecosystem.ts';
import type { ChangedPath, ChangeSource, Wanted } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import { matchesGlob } from '../text/glob.ts';
import { joinPath, parentOf } from '../text/paths.ts';
import { isArtifact } from './artifact.ts';
import { joinCatalogs } from './catalogs.ts';
import { addEntries, ancestorsOf, findInclusions, type Inclusions } from './inclusions.ts';
import { indexPaths, isVendored, targetsOf } from './paths.ts';
import { isSettled, type LoadedFile, openSide, type Reader, type Side, type SkippedFile, type Wish } from './read.ts';

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

export async function discoverChanges(
  source: ChangeSource,
  reader: Reader,
  formats: readonly Format[],
  isIgnored: (path: string) => boolean = () => false,
): Promise<Discovery> {
  const couldBe = (path: string) => formats.some((format) => format.matches(path) !== false);
  /** Context is told by its name; files that only their content tells are read where they changed or are included. */
  const isTelling = (path: string) => !isVendored(path) && couldBe(path);
  const plain = await listChanges(source, (path, mode) => mode !== 'file' || couldBe(path) || isTold(path));
  const listed = await source.head.entries((path, mode) => mode !== 'file' || isTelling(path));
  const inclusions = await findInclusions(reader, source.head, listed.entries, formats, chooseIncluders());
  const isIncluded = (path: string) => inclusions.parents.has(path) || inclusions.ways.has(path);
  const isDependency = (path: string) => isTelling(path) || isIncluded(path);

  const { paths, incomplete } = await listChanges(source, (path, mode) => {
    return mode !== 'file' || couldBe(path) || isIncluded(path) || isTold(path);
  });
  const dependencies = withWays(
    paths.filter(({ path, previousPath }) => isDependency(path) || isDependency(previousPath ?? path)),
    inclusions,
  );
  const known = new Set(dependencies.map(({ path }) => path));
  const others = paths.filter(({ path }) => !known.has(path));
  const notifications: Notification[] = [
    ...source.notes().map((message): Notification => ({ level: 'note', message })),
    ...noteVendored(others.filter(({ path }) => isVendored(path) && couldBe(path)).length),
    ...(listed.partial === undefined ? [] : [{ level: 'note' as const, message: listed.partial }]),
  ];
  const gaps = [incomplete, listed.incomplete, inclusions.incomplete].filter((gap) => gap !== undefined);
  const named = new Set([...dependencies, ...paths].flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
  const wanted: Wanted = (path, mode) => named.size > 0 && (mode !== 'file' || named.has(path) || isTelling(path));
  // Where everything counts as new, nothing was before.
  const base = source.mode === 'all' ? { entries: [] } : await source.base.entries(wanted, named);
  const head = await source.head.entries(wanted, named);
  for (const gap of [base.incomplete, head.incomplete]) if (gap !== undefined) gaps.push(gap);
  const sides = { base: openSide(source.base, base.entries), head: openSide(source.head, head.entries) };
  const work = { reader, sides, formats, gaps };
  // What only its content could tell and is no file has none: it leads to others.
  const isTaken = (path: string) => isIncluded(path) || formats.some((format) => format.matches(path) === 'name');
  const joints = paths.filter(({ path }) => {
    if (known.has(path) && isTaken(path)) return false;
    const mode = sides.head.entries.get(path)?.mode;
    return mode !== undefined && mode !== 'file' && !isVendored(path);
  });
  await readConnected(work, dependencies, joints, inclusions);
  skipJoints(sides.head, joints);
  for (const gap of [...sides.base.gaps, ...sides.head.gaps]) gaps.push(gap);
  for (const side of [sides.base, sides.head]) joinCatalogs(side);
  const changed = [...dependencies.map((change) => withoutUnread(change, sides.base)), ...others];
  const unread = changed.filter(({ path }) => !sides.head.files.has(path) && !sides.head.skipped.has(path));
  notifications.push(...noteUnaudited(unread));
  return { changed, ...sides, notifications, ignored: [], incomplete: [...new Set(gaps)] };

  /**
   * Files that may include others under any name are always looked through. All manifests are where a change touches what
   * would be left out, or cannot be seen, unless a file in use takes it in.
   */
  function chooseIncluders(): (format: Format) => boolean {
    const modes = new Map(listed.entries.map(({ path, mode }) => [path, mode]));
    const isHidden = ({ path }: ChangedPath) =>
      (couldBe(path) && (isVendored(path) || isIgnored(path))) || (modes.get(path) ?? 'file') !== 'file';
    const all = plain.paths.some(isHidden);
    return (format) => format.includesAnyName === true || (all && format.role === 'manifest');
  }
}

/** Changed files that are no dependency files, and are spoken of all the same. */
const isTold = (path: string): boolean => !isVendored(path) && (isArtifact(path) || findUnaudited(path) !== undefined);

function noteUnaudited(changes: readonly ChangedPath[]): readonly Notification[] {
  return changes.flatMap(({ path }): Notification[] => {
    const title = isVendored(path) ? undefined : findUnaudited(path);
    if (title === undefined) return [];
    return [{ level: 'note', message: `recognised, not audited: files of ${title} are not supported yet`, path }];
  });
}

async function listChanges(source: ChangeSource, wanted: Wanted): ReturnType<ChangeSource['changed']> {
  if (source.mode !== 'all') return source.changed(wanted);
  const { entries, incomplete } = await source.head.entries(wanted);
  const paths = entries.map(({ path }): ChangedPath => ({ path, change: 'added' }));
  return incomplete === undefined ? { paths } : { paths, incomplete };
}

/** A path that leads over something that changed has changed too. */
function withWays(changes: readonly ChangedPath[], { ways }: Inclusions): readonly ChangedPath[] {
  const known = new Set(changes.map(({ path }) => path));
  const behind = new Set(changes.flatMap(({ path }) => [...(ways.get(path) ?? [])]));
  const added = [...behind].filter((path) => !known.has(path));
  return [...changes, ...added.map((path): ChangedPath => ({ path, change: 'modified' }))];
}

const noteVendored = (count: number): readonly Notification[] =>
  count === 0
    ? []
    : [
        {
          level: 'warning',
          message: `${count} changed dependency files under node_modules are installed packages: they were not audited`,
        },
      ];

/** A file that was not audited before its move has nothing to be compared with: all of it is new. */
const withoutUnread = (change: ChangedPath, base: Side): ChangedPath =>
  change.previousPath === undefined || base.files.has(change.previousPath)
    ? change
    : { path: change.path, change: 'added' };

interface Work {
  readonly reader: Reader;
  readonly sides: { readonly base: Side; readonly head: Side };
  readonly formats: readonly Format[];
  readonly gaps: string[];
}

/** Reads what changed, its neighbours, and whatever those include, on both sides, until nothing new turns up. */
async function readConnected(
  work: Work,
  changed: readonly ChangedPath[],
  joints: readonly ChangedPath[],
  inclusions: Inclusions,
): Promise<void> {
  const { reader, sides, formats, gaps } = work;
  const both = [sides.base, sides.head];
  let indexes = both.map((side) => indexPaths([...side.entries.keys()]));
  const neighbours = (path: string, around: readonly Format[]) =>
    around.flatMap((format) => indexes.flatMap((index) => format.neighbours(path, index)));
  let fresh = await readChanged(work, changed);
  const paths = changed.map(({ path }) => path);
  const around = paths.flatMap((path) =>
    neighbours(
      path,
      formats.filter((format) => format.matches(path) !== false),
    ),
  );
  const governed = findConfigured(fresh, indexes, formats);
  const near = [
    ...ancestorsOf([...paths, ...around, ...governed], inclusions),
    ...around,
    ...governed,
    // What a workspace takes in may be a link to a folder, or a submodule.
    ...inclusions.includes.flatMap(({ path, include }) =>
      joints.some((joint) => reaches(include, joint.path)) ? [path] : [],
    ),
  ];
  let wishes = near.filter((path) => !isVendored(path)).map((path): Wish => ({ path }));
  for (let round = 0; round < maxRounds; round++) {
    const named = fresh.flatMap(({ parsed }) =>
      parsed.includes.flatMap(({ kind, path, alternatives = [] }) =>
        kind === 'workspace' || kind === 'project' || path === undefined
          ? []
          : [path, ...alternatives].map((one) => ({ path: one })),
      ),
    );
    const grown = await Promise.all(both.map((side) => addEntries(reader, side, named)));
    if (grown.includes(true)) indexes = both.map((side) => indexPaths([...side.entries.keys()]));
    const included = fresh.flatMap((file) =>
      file.parsed.includes.flatMap((include) =>
        indexes.flatMap((index) =>
          targetsOf(include, index).map((path) => wishOf(path, include, file.parsed.format, formats)),
        ),
      ),
    );
    const next = uniqueWishes([...included, ...wishes]);
    if (next.every((wish) => both.every((side) => isSettled(side, wish)))) return;
    if (sides.head.tried.size + next.length > maxFiles) break;
    fresh = [...(await reader.load(sides.base, next)), ...(await reader.load(sides.head, next))];
    wishes = [];
  }
  gaps.push(
    `more than ${maxFiles} dependency files belong together, or their includes go deeper than ${maxRounds} levels`,
  );
}

/** Settings hold for every file beside them that installs something, in whatever format (`composeEntryPoint`). */
function findConfigured(
  changed: readonly LoadedFile[],
  indexes: readonly PathIndex[],
  formats: readonly Format[],
): readonly string[] {
  const folders = new Set(changed.filter(({ configures }) => configures).map(({ path }) => parentOf(path)));
  // A text sets nothing and installs nothing by itself.
  const installing = formats.filter(({ role }) => role !== 'prose' && role !== 'configuration');
  return [...folders]
    .flatMap((folder) => indexes.flatMap((index) => index.inFolder(folder)))
    .filter((path) => installing.some((format) => format.matches(path) === 'name'));
}

/** A file that another one names is read in the format of that line, whatever its own name says. */
function wishOf(path: string, { kind, format: named }: Include, own: string, formats: readonly Format[]): Wish {
  const asked = kind === 'requirements' || kind === 'constraints' ? (named ?? own) : kind === 'companion' ? named : '';
  const format = formats.find(({ id }) => id === asked);
  return format === undefined ? { path } : { path, format };
}

/** Each path once; the first wish wins, and those of includes stand first. */
const uniqueWishes = (wishes: readonly Wish[]): readonly Wish[] => [
  ...new Map(wishes.toReversed().map((wish) => [wish.path, wish])).values(),
];

async function readChanged(
  { reader, sides: { base, head }, formats }: Work,
  changed: readonly ChangedPath[],
): Promise<readonly LoadedFile[]> {
  const before = changed.flatMap(({ path, previousPath, change }) =>
    // Nothing audited a file among installed packages: what moves out of there is new.
    change === 'added' || isVendored(previousPath ?? '') ? [] : [{ path: previousPath ?? path }],
  );
  const after = changed.flatMap(({ path, change }) => (change === 'removed' ? [] : [{ path }]));
  const loaded = [...(await reader.load(base, before)), ...(await reader.load(head, after))];
  // What the base tells by its content stays that format: a strange line must not make a file disappear. Not the reverse:
  // what was no dependency file in the base was never audited, so that all of it is new.
  const kept = changed.flatMap(({ path, previousPath }): Wish[] => {
    const format = formats.find(({ id }) => id === base.files.get(previousPath ?? path)?.parsed.format);
    return format === undefined || head.files.has(path) ? [] : [{ path, format }];
  });
  return [...loaded, ...(await reader.load(head, kept))];
}

/** Links to folders, and submodules, that an include reaches into: what they bring in cannot be seen. */
function skipJoints(head: Side, joints: readonly ChangedPath[]): void {
  const includes = [...head.files.values()].flatMap(({ parsed }) => parsed.includes);
  for (const { path } of joints) {
    if (head.files.has(path) || !includes.some((include) => reaches(include, path))) continue;
    const isSubmodule = head.entries.get(path)?.mode === 'submodule';
    const reason = isSubmodule
      ? 'a submodule: its content is not audited'
      : 'a symbolic link that is no dependency file';
    head.skipped.set(path, { path, reason });
  }
}

/** Whether an include brings in files below a path. */
function reaches({ kind, path: target }: Include, path: string): boolean {
  if (target === undefined) return false;
  if (target.startsWith(`${path}/`)) return true;
  return kind === 'workspace' && matchesGlob(target, joinPath(path, target.slice(target.lastIndexOf('/') + 1)));
}
