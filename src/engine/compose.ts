import type { Dependency, Include, RegistryUse } from '../model/dependency.ts';
import type { PathIndex } from '../model/ecosystem.ts';
import { compareText, type Location } from '../model/location.ts';
import { parentOf } from '../text/paths.ts';
import { indexPaths, targetsOf } from './paths.ts';
import type { LoadedFile, Side } from './read.ts';

/** A dependency as an entry point brings it in. */
export interface Item {
  readonly dependency: Dependency;
  readonly file: LoadedFile;
  /** The includes that lead from the entry point to the file, outermost first, each with the file that holds it. */
  readonly chain: readonly Step[];
}

export interface Step {
  readonly file: LoadedFile;
  readonly include: Include;
}

/** A file that a client is pointed at, with everything it brings in: what counts is this whole. */
export interface EntryPoint {
  readonly path: string;
  readonly items: readonly Item[];
  /** Registries that hold for all of its dependencies. */
  readonly registries: readonly RegistryUse[];
}

/** Every file that no other one includes is an entry point; in a cycle all of them are. */
export function composeEntryPoints(side: Side): ReadonlyMap<string, EntryPoint> {
  const index = indexPaths([...side.files.keys()]);
  const included = includedPaths(side, index);
  const roots = [...side.files.keys()].filter((path) => !included.has(path) || reaches(side, index, path, path));
  return new Map(roots.sort(compareText).map((path) => [path, composeEntryPoint(side, path, index)]));
}

/** The set that one file brings in, whether or not another file includes it. */
export function composeEntryPoint(side: Side, path: string, index: PathIndex): EntryPoint {
  const items: Item[] = [];
  const registries: RegistryUse[] = [];
  for (const { file, chain } of closureOf(side, path, index)) {
    for (const dependency of file.parsed.dependencies) items.push({ dependency, file, chain });
    registries.push(...file.parsed.registries);
  }
  for (const companion of index.inFolder(parentOf(path))) {
    const file = side.files.get(companion);
    if (companion !== path && file?.parsed.role === 'configuration') registries.push(...file.parsed.registries);
  }
  return { path, items, registries };
}

export interface Member {
  readonly file: LoadedFile;
  readonly chain: readonly Step[];
}

const closures = new WeakMap<Side, Map<string, readonly Member[]>>();

/** The file and all it includes, each once, nearest first. Remembered: sides do not change once they are read. */
export function closureOf(side: Side, path: string, index: PathIndex): readonly Member[] {
  const known = closures.get(side) ?? new Map<string, readonly Member[]>();
  closures.set(side, known);
  const found = known.get(path) ?? findClosure(side, path, index);
  known.set(path, found);
  return found;
}

function findClosure(side: Side, path: string, index: PathIndex): readonly Member[] {
  const start = side.files.get(path);
  if (start === undefined) return [];
  const members: Member[] = [{ file: start, chain: [] }];
  const seen = new Set([path]);
  for (let at = 0; at < members.length; at++) {
    const member = members[at];
    if (member === undefined) break;
    for (const include of member.file.parsed.includes) {
      for (const target of targetsOf(include, index)) {
        const file = side.files.get(target);
        if (file === undefined || seen.has(target)) continue;
        seen.add(target);
        members.push({ file, chain: [...member.chain, { file: member.file, include }] });
      }
    }
  }
  return members;
}

/** Companions belong to a file without being part of what it installs. */
const includedPaths = (side: Side, index: PathIndex): ReadonlySet<string> =>
  new Set(
    [...side.files].flatMap(([path, file]) =>
      file.parsed.includes.flatMap((include) => targetsOf(include, index)).filter((target) => target !== path),
    ),
  );

function reaches(side: Side, index: PathIndex, from: string, to: string): boolean {
  return closureOf(side, from, index).some(({ file }) =>
    file.parsed.includes.some((include) => targetsOf(include, index).includes(to)),
  );
}

/** Where a reader of the change should look: the entry, or the line of a changed file that brings its unchanged file in. */
export function placeOf(item: Item, isChanged: (path: string) => boolean): Location {
  if (isChanged(item.file.path)) return item.dependency.location;
  const step = item.chain.findLast(({ file }) => isChanged(file.path));
  return step === undefined ? item.dependency.location : step.include.location;
}
