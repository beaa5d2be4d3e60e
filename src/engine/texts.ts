import type { ChangedText, Inspected, Inspection, ReadText } from '../model/inspection.ts';
import type { ChangedPath, ChangeSource, FileRead, Tree, TreeEntry } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import { sayList } from '../text/say-list.ts';
import { decodeText, textOf } from './decode-text.ts';
import { readFollowed } from './followed-texts.ts';
import { findLinked } from './links.ts';
import { isVendored } from './paths.ts';

/** Bytes of one text; what is larger was made by a program or is data. */
const maxTextBytes = 10 * 1024 * 1024;
/** Bytes of all texts together, and how many are read: a whole repository may be audited at once. */
const maxBytes = 128 * 1024 * 1024;
const maxTexts = 5_000;
/** So many files are told by their names. */
const mostNamed = 5;

/**
 * Changed files that an inspection or another reader wants, read on both sides, and what the inspections find in them.
 * @param wants whether another reader does
 */
export async function inspectTexts(
  source: ChangeSource,
  inspections: readonly Inspection[],
  isIgnored: (path: string) => boolean,
  wants: (path: string) => boolean,
): Promise<Inspected & Pick<Texts, 'texts'> & { readonly read: readonly ReadText[] }> {
  const isLeftOut = (path: string) => isVendored(path) || isIgnored(path);
  const isWanted = (path: string) =>
    !isLeftOut(path) && (wants(path) || inspections.some((inspection) => inspection.wants(path)));
  const { texts, notifications } = await readTexts(source, isWanted);
  const inspected = await Promise.all(
    inspections.map(async (inspection) => {
      const linked = await readLinked(source, inspection, isLeftOut);
      const own = textsFor(texts, (path) => inspection.wants(path));
      const followed = await readFollowed(source, inspection, own, isLeftOut);
      const { subjects, notifications: left } = await inspection.inspect([...own, ...linked.texts, ...followed.texts]);
      const read = [...linked.texts.flatMap(underBothNames), ...followed.texts.map((one) => readAs(one, false))];
      return { subjects, read, notifications: [...linked.notifications, ...followed.notifications, ...left] };
    }),
  );
  return {
    texts: textsFor(texts, wants),
    read: [...texts.map((one) => readAs(one, true)), ...inspected.flatMap(({ read }) => read)],
    subjects: inspected.flatMap(({ subjects }) => subjects),
    notifications: [...notifications, ...inspected.flatMap((one) => one.notifications)],
  };
}

const readAs = ({ path, text }: ChangedText, isChanged: boolean): ReadText => ({ path, text, isChanged });

const underBothNames = (one: ChangedText): readonly ReadText[] =>
  [one.path, ...(one.linksTo === undefined ? [] : [one.linksTo])].map((path) => readAs({ ...one, path }, true));

/** What a reader wants; what it did not look at under the name that it had is all new to it. */
const textsFor = (texts: readonly ChangedText[], wants: (path: string) => boolean): readonly ChangedText[] =>
  texts
    .filter(({ path }) => wants(path))
    .map((one) => {
      const { path, text, previousPath } = one;
      return previousPath === undefined || wants(previousPath) ? one : { path, text };
    });

export interface Texts {
  readonly texts: readonly ChangedText[];
  readonly notifications: readonly Notification[];
}

async function readTexts(source: ChangeSource, isWanted: (path: string) => boolean): Promise<Texts> {
  const { paths, incomplete } = await listChanged(source, isWanted);
  const changes = paths.filter(({ path, change }) => change !== 'removed' && isWanted(path));
  if (changes.length === 0) return { texts: [], notifications: noteLeft(0, [], incomplete) };
  const names = new Set(changes.map(({ path }) => path));
  const { entries } = await source.head.entries((path, mode) => mode === 'file' && names.has(path), names);
  const { taken, left } = withinLimits(entries);
  const head = await source.head.read(taken, maxTextBytes);
  const base = source.mode === 'all' ? new Map<string, string>() : await readBefore(source.base, changes, head);
  const texts: ChangedText[] = [];
  const binary: string[] = [];
  for (const { path, previousPath } of changes) {
    const read = head.get(path);
    if (read?.kind !== 'bytes') continue;
    const text = decodeText(read.bytes, path);
    const before = base.get(previousPath ?? path);
    if (text === undefined) binary.push(path);
    else texts.push({ path, text, ...(before === undefined ? {} : { before, ...renamed(previousPath) }) });
  }
  return { texts, notifications: [...noteLeft(left, binary, incomplete), ...noteAllUnread(head)] };
}

/** Texts that count by the name of a link to them. */
async function readLinked(
  source: ChangeSource,
  inspection: Inspection,
  isLeftOut: (path: string) => boolean,
): Promise<Texts> {
  const { meaningOf } = inspection;
  if (meaningOf === undefined) return { texts: [], notifications: [] };
  const isRead = (path: string) => !isLeftOut(path) && inspection.wants(path);
  const { files, unread, notifications } = await findLinked(source, { meaningOf, isLeftOut, isRead });
  const { taken, left } = withinLimits(files.map(({ entry }) => entry));
  const head = await source.head.read(taken, maxTextBytes);
  const base = await source.base.read(
    files.flatMap(({ before = [] }) => before),
    maxTextBytes,
  );
  const texts = files.flatMap(({ path, entry, before }): ChangedText[] => {
    const text = textOf(head.get(entry.path), path);
    const was = before === undefined ? undefined : textOf(base.get(before.path), path);
    if (text === undefined) return [];
    return [{ path, linksTo: entry.path, text, ...(was === undefined ? {} : { before: was }) }];
  });
  const decoded = new Set(texts.map(({ path }) => path));
  const binary = files.flatMap(({ path, entry }) =>
    head.get(entry.path)?.kind === 'bytes' && !decoded.has(path) ? [path] : [],
  );
  const notes = [...noteLeft(left, binary, undefined), ...noteAllUnread(head), ...unread.map(noteUnread)];
  return { texts, notifications: [...notifications, ...notes] };
}

const renamed = (previousPath: string | undefined) => (previousPath === undefined ? {} : { previousPath });

async function listChanged(source: ChangeSource, isWanted: (path: string) => boolean) {
  const wanted = (path: string, mode: TreeEntry['mode']) => mode !== 'file' || isWanted(path);
  if (source.mode !== 'all') return source.changed(wanted);
  const { entries, incomplete } = await source.head.entries(wanted);
  return { paths: entries.map(({ path }): ChangedPath => ({ path, change: 'added' })), incomplete };
}

function withinLimits(entries: readonly TreeEntry[]) {
  const taken: TreeEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += entry.size ?? 0;
    if (taken.length === maxTexts || bytes > maxBytes) break;
    taken.push(entry);
  }
  return { taken, left: entries.length - taken.length };
}

/** The same files before the change, where there is something to compare. */
async function readBefore(
  base: Tree,
  changes: readonly ChangedPath[],
  head: ReadonlyMap<string, FileRead>,
): Promise<ReadonlyMap<string, string>> {
  const modified = changes.filter(({ path, change }) => change !== 'added' && head.get(path)?.kind === 'bytes');
  const names = new Set(modified.map(({ path, previousPath }) => previousPath ?? path));
  if (names.size === 0) return new Map();
  const { entries } = await base.entries((path, mode) => mode === 'file' && names.has(path), names);
  const reads = await base.read(entries, maxTextBytes);
  return new Map(
    [...reads].flatMap(([path, read]) => {
      const text = read.kind === 'bytes' ? decodeText(read.bytes, path) : undefined;
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}

const noteAllUnread = (reads: ReadonlyMap<string, FileRead>): readonly Notification[] =>
  [...reads].flatMap(([path, read]) => (read.kind === 'bytes' ? [] : [noteUnread({ path, reason: read.reason })]));

const noteUnread = ({ path, reason }: { readonly path: string; readonly reason: string }): Notification => ({
  level: 'warning',
  message: `not looked through for what its text lets in: ${reason}`,
  path,
});

function noteLeft(left: number, binary: readonly string[], incomplete: string | undefined): readonly Notification[] {
  const notes = [
    ...(incomplete === undefined ? [] : [`changed texts may have been missed: ${incomplete}`]),
    ...(left === 0
      ? []
      : [`${left} changed files were not looked through: an audit reads ${maxTexts} texts, or 128 MB`]),
  ];
  return [
    ...notes.map((message): Notification => ({ level: 'warning', message })),
    ...(binary.length === 0
      ? []
      : [
          {
            level: 'note' as const,
            message: `${binary.length} changed files are no text, and were not looked through: ${sayList(binary, mostNamed)}`,
          },
        ]),
  ];
}
