import type { Include, Unparsed } from '../model/dependency.ts';
import type { PathIndex } from '../model/ecosystem.ts';
import type { Location } from '../model/location.ts';
import { countOut } from '../text/count-out.ts';
import { maskCredentials } from '../text/mask.ts';
import { includersOf } from './compose.ts';
import type { Discovery } from './discover.ts';
import { indexPaths, targetsOf } from './paths.ts';
import { type LoadedFile, textAt } from './read.ts';
import { compareOpen, type OpenQuestion } from './unverified.ts';

/** Changed files and lines that were not read, or not understood. What the base already held is not the change's doing. */
export function listUnread(discovery: Discovery): readonly OpenQuestion[] {
  const changed = new Map(discovery.changed.map((change) => [change.path, change.previousPath ?? change.path]));
  // A change that was not seen whole is never passed on a warning: padding must not hide anything.
  const open: OpenQuestion[] = discovery.incomplete.map((reason) => ({
    question: 'content',
    source: 'change',
    reason,
    overBudget: true,
  }));
  for (const { path, reason } of discovery.head.skipped.values()) {
    if (changed.has(path)) open.push({ path, question: 'content', source: path, reason });
  }
  const behind = describeBehind(discovery, (path) => changed.has(path));
  for (const [path, file] of discovery.head.files) {
    const before = changed.get(path);
    if (before === undefined || file.parsed.role === 'prose') continue;
    const old = discovery.base.files.get(before);
    open.push(...newGaps(file, old, discovery));
    for (const include of newIncludes(file, old)) open.push(...behind(include));
  }
  return open.sort(compareOpen);
}

const gapAt = (location: Location, reason: string): OpenQuestion => ({
  path: location.path,
  question: 'content',
  source: location.path,
  reason,
  location,
});

/** What is not understood now and was not there before, by what the file has there: an entry's text may be cut or masked. */
export function newUnparsed(file: LoadedFile, before: LoadedFile | undefined): readonly Unparsed[] {
  const known = before?.parsed.unparsed.map(({ location }) => textAt(before, location)) ?? [];
  const isNew = countOut(known);
  return file.parsed.unparsed.filter(({ location }) => isNew(textAt(file, location)));
}

function newGaps(file: LoadedFile, before: LoadedFile | undefined, discovery: Discovery): readonly OpenQuestion[] {
  const isNewInclude = countOut(before?.parsed.includes.map(({ text }) => text) ?? []);
  return [
    ...newUnparsed(file, before).map(({ location, reason }) => gapAt(location, reason)),
    ...unreadIncludes(file, discovery)
      .filter(({ include }) => isNewInclude(include.text))
      .map(({ include, reason }) => gapAt(include.location, reason)),
  ];
}

/** All of a file that is not understood, and what it brings in that was not read. */
export const gapsIn = (file: LoadedFile, discovery: Discovery): readonly Unparsed[] => [
  ...file.parsed.unparsed,
  ...unreadIncludes(file, discovery).map(({ include: { location, text }, reason }) => ({ location, text, reason })),
];

function newIncludes(file: LoadedFile, before: LoadedFile | undefined): readonly Include[] {
  const key = ({ kind, text }: Include) => JSON.stringify([kind, text]);
  const isNew = countOut(before?.parsed.includes.map(key) ?? []);
  // A project that a command installs is there already, whoever installs it.
  return file.parsed.includes.filter((include) => include.kind !== 'project' && isNew(key(include)));
}

/** An old file that is newly brought in brings in what of it is not understood. */
function describeBehind({ head }: Discovery, isChanged: (path: string) => boolean) {
  const index: PathIndex = indexPaths([...head.files.keys(), ...head.skipped.keys()]);
  const gaps = new Map<string, string[]>();
  // From the few old files with gaps back to whatever includes them: the other way round every file has a whole set below.
  for (const [path, { parsed }] of head.files) {
    if (isChanged(path) || parsed.unparsed.length === 0) continue;
    const reasons = parsed.unparsed.map(({ location, reason }) => `${path}:${location.startLine}: ${reason}`);
    for (const includer of includersOf(head, path)) gaps.set(includer, [...(gaps.get(includer) ?? []), ...reasons]);
  }
  return (include: Include): readonly OpenQuestion[] => {
    const targets = targetsOf(include, index);
    const unread = targets.flatMap((path) => {
      const skipped = include.optional && !isChanged(path) ? head.skipped.get(path) : undefined;
      return skipped === undefined ? [] : [`${path} was not read: ${skipped.reason}`];
    });
    return [...new Set([...unread, ...targets.flatMap((path) => gaps.get(path) ?? [])])].map((reason) =>
      gapAt(include.location, reason),
    );
  };
}

/** Includes that lead out of the tree, to an address, or to nothing: what they bring in was not read. */
function unreadIncludes(file: LoadedFile, { head }: Discovery): readonly { include: Include; reason: string }[] {
  return file.parsed.includes.flatMap((include) => {
    if (include.optional) return [];
    if (include.path === undefined)
      return [{ include, reason: `${maskCredentials(include.text)} is outside the repository and was not read` }];
    const found = head.files.get(include.path)?.parsed.format;
    const asked = include.format ?? file.parsed.format;
    if (found !== undefined && (include.kind === 'workspace' || found === asked)) return [];
    if (found !== undefined) return [{ include, reason: `${include.path} was read as ${found}, not as ${asked}` }];
    if (include.alternatives?.some((path) => head.files.has(path))) return [];
    const reason = head.skipped.get(include.path)?.reason ?? 'there is no such file';
    return [{ include, reason: `${include.path} was not read: ${reason}` }];
  });
}
