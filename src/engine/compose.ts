import type { ClientUse, Dependency, FileRole, Include, RegistryUse } from '../model/dependency.ts';
import type { PathIndex } from '../model/ecosystem.ts';
import { compareText, type Location } from '../model/location.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import { heedCompiled } from './compiled.ts';
import { findSources } from './graph.ts';
import { describeInstallation, findInstallers, type Installation, type Installers } from './installers.ts';
import type { Inclusion, Member } from './member.ts';
import { indexPaths, targetsOf } from './paths.ts';
import type { LoadedFile, Side } from './read.ts';
import { createReadThrough, type Edge, type Heeded, isForBuilds, isReadInPlace } from './reading.ts';
import { collectConstraints, type ScopedConstraint } from './stated.ts';

/** A dependency as an entry point brings it in. */
export interface Item {
  readonly dependency: Dependency;
  readonly file: LoadedFile;
  readonly member: Member;
}

/** What the files that count for a dependency say of indexes, in the order in which clients read them. */
export interface Settings {
  readonly uses: readonly RegistryUse[];
  readonly told: readonly ClientUse[];
  /** Clients that lockfiles beside them are written by: they may be meant where nothing is told. */
  readonly hinted?: readonly ClientUse[];
  /** What each of several commands, or entry points, reads that bring in the same; the rest is all of it. Left out: one reads it all. */
  readonly runs?: readonly Settings[];
}

/** A file that a client is pointed at, with everything it brings in: what counts is this whole. */
export interface EntryPoint {
  readonly path: string;
  readonly role?: FileRole;
  readonly items: readonly Item[];
  /** Its files, by path. */
  readonly members: ReadonlyMap<string, Member>;
  /** Registries that its files and the settings beside them name. */
  readonly registries: readonly RegistryUse[];
  /** Clients that they are written for. */
  readonly clients: readonly ClientUse[];
  /** Clients that lockfiles beside them are written by. */
  readonly hinted: readonly ClientUse[];
  /** What they say of the versions of what is installed. */
  readonly constraints: readonly ScopedConstraint[];
  /** Commands of other files that install it. */
  readonly installations: readonly Installation[];
  /** Registries and clients, as one and the same object. */
  readonly settings: Settings;
  /** Entry points that bring in the same, and stand here as one. */
  readonly joined?: readonly EntryPoint[];
}

/** What one side's files include, worked out once: sides do not change after they are read. */
interface Structure {
  readonly index: PathIndex;
  readonly edges: ReadonlyMap<string, readonly Edge[]>;
  /** The same the other way round: who names a file. */
  readonly includers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Commands that install a project, by its files. */
  readonly installers: Installers;
  readonly closures: Map<string, readonly Member[]>;
  /** Files that hold such commands, each by itself. */
  readonly installing: Map<string, EntryPoint>;
  /** By folder: files whose word counts for those beside them. */
  readonly companions: Map<string, readonly LoadedFile[]>;
}

const structures = new WeakMap<Side, Structure>();

export function structureOf(side: Side): Structure {
  const found = structures.get(side);
  if (found !== undefined) return found;
  const index = indexPaths([...side.files.keys()]);
  const edges = new Map(
    [...side.files].map(([path, { parsed }]): [string, readonly Edge[]] => [
      path,
      parsed.includes.flatMap((include) =>
        include.kind === 'project' ? [] : targetsOf(include, index).map((target) => ({ include, target })),
      ),
    ]),
  );
  const includers = new Map<string, Set<string>>();
  for (const [path, list] of edges) {
    for (const { target } of list) includers.set(target, (includers.get(target) ?? new Set()).add(path));
  }
  const installers = findInstallers(side.files, index);
  const known = { closures: new Map(), installing: new Map(), companions: new Map() };
  const structure: Structure = { index, edges, includers, installers, ...known };
  structures.set(side, structure);
  return structure;
}

/** Every file that no other one includes is an entry point; of files that include each other, the first. */
export function composeEntryPoints(side: Side): ReadonlyMap<string, EntryPoint> {
  const { edges } = structureOf(side);
  const next = new Map([...edges].map(([path, list]) => [path, list.map(({ target }) => target)]));
  const roots = findSources([...side.files.keys()].sort(compareText), (path) => next.get(path) ?? []);
  return new Map(roots.map((path) => [path, composeEntryPoint(side, path)]));
}

/** The file itself and every other one that brings it in, through whatever others. */
export function includersOf(side: Side, path: string): ReadonlySet<string> {
  const { includers } = structureOf(side);
  const found = new Set([path]);
  for (const one of found) for (const includer of includers.get(one) ?? []) found.add(includer);
  return found;
}

/** The set that one file brings in, whether or not another file includes it. */
export function composeEntryPoint(side: Side, path: string): EntryPoint {
  const plain = composePlain(side, path);
  const installations = installationsOf(side, path);
  return installations.length === 0 ? plain : { ...plain, installations };
}

/** Commands that install what belongs together: a member's is the whole workspace's. */
function installationsOf(side: Side, path: string): readonly Installation[] {
  const { installers, installing } = structureOf(side);
  if (installers.size === 0) return [];
  const roleOf = (one: string) => side.files.get(one)?.parsed.role;
  const files = [
    ...closureOf(side, path).map(({ file }) => file.path),
    ...(roleOf(path) === 'lockfile' ? manifestsOf(path, side).map((file) => file.path) : []),
  ];
  const seen = new Set<Include>();
  return [...new Set(files)].flatMap((target) =>
    (installers.get(target) ?? []).flatMap((by): readonly Installation[] => {
      if (by.path === path || seen.has(by.include)) return [];
      seen.add(by.include);
      const holder = installing.get(by.path) ?? composePlain(side, by.path);
      installing.set(by.path, holder);
      return [describeInstallation(by.include, target, holder, roleOf)];
    }),
  );
}

function composePlain(side: Side, path: string): EntryPoint {
  const items: Item[] = [];
  const registries: RegistryUse[] = [];
  const clients: ClientUse[] = [];
  const hinted: ClientUse[] = [];
  const heed = ({ uses, told }: Heeded) => {
    for (const one of uses) registries.push(one);
    for (const one of told) clients.push(one);
  };
  const { edges } = structureOf(side);
  const read = createReadThrough(side.files, edges);
  const settings: LoadedFile[] = [];
  const members = closureOf(side, path);
  for (const member of members) {
    const { file, by } = member;
    for (const dependency of file.parsed.dependencies) items.push({ dependency, file, member });
    // What is read in its place was read with the file that names it.
    if (by === undefined || !(isReadInPlace(by.include) || isForBuilds(by.include))) heed(read(file.path));
  }
  for (const file of companionsOf(path, side)) {
    if (file.configures) {
      heed(saidBy(file));
      settings.push(file);
    } else hinted.push(...(file.parsed.clients ?? []));
  }
  if (side.files.get(path)?.parsed.role === 'lockfile') {
    for (const manifest of manifestsOf(path, side)) heed(saidBy(manifest));
  }
  const constraints = collectConstraints(members, settings, (file) =>
    (edges.get(file.path) ?? []).flatMap(({ include, target }) => {
      const found = side.files.get(target);
      return found === undefined ? [] : [{ include, file: found }];
    }),
  );
  heed(heedCompiled(side, path));
  const role = side.files.get(path)?.parsed.role;
  const byPath = new Map(members.map((member) => [member.file.path, member]));
  const lists = { items, registries, clients, hinted, constraints, installations: [] };
  return createEntryPoint({ path, ...(role && { role }), members: byPath, ...lists });
}

/** Settings and lockfiles beside a file, and settings that hold from above: of each format the nearest. */
function companionsOf(path: string, side: Side): readonly LoadedFile[] {
  const [folder = '', ...above] = foldersAbove(parentOf(path));
  const { companions } = structureOf(side);
  // A folder may hold thousands of files, each of which is an entry point.
  const found = companions.get(folder) ?? withAbove(settingsIn(folder, side), above, side);
  companions.set(folder, found);
  return found.filter((file) => file.path !== path);
}

function withAbove(beside: readonly LoadedFile[], above: readonly string[], side: Side): readonly LoadedFile[] {
  const found = [...beside];
  const known = new Set(found.map(({ parsed }) => parsed.format));
  for (const one of above) {
    const held = settingsIn(one, side).filter(({ parsed }) => parsed.holdsBelow === true && !known.has(parsed.format));
    for (const file of held) known.add(file.parsed.format);
    found.push(...held);
  }
  return found;
}

const settingsIn = (folder: string, side: Side): readonly LoadedFile[] =>
  structureOf(side)
    .index.inFolder(folder)
    .flatMap((path) => side.files.get(path) ?? [])
    .filter(({ configures, parsed }) => configures || parsed.role === 'lockfile');

const saidBy = ({ parsed }: LoadedFile): Heeded => ({ uses: parsed.registries, told: parsed.clients ?? [] });

export const createEntryPoint = (parts: Omit<EntryPoint, 'settings'>): EntryPoint => ({
  ...parts,
  settings: { uses: parts.registries, told: parts.clients, hinted: parts.hinted },
});

/** The manifests that a lockfile is written for: those beside it, and the members of their workspaces. */
export function manifestsOf(lockfile: string, side: Side): readonly LoadedFile[] {
  const beside = structureOf(side)
    .index.inFolder(parentOf(lockfile))
    .flatMap((path) => closureOf(side, path).map(({ file }) => file));
  return [...new Set(beside)].filter(({ parsed }) => parsed.role === 'manifest');
}

/** The file and all it includes, each once, nearest first. */
export function closureOf(side: Side, path: string): readonly Member[] {
  const { closures } = structureOf(side);
  const found = closures.get(path) ?? findClosure(side, path);
  closures.set(path, found);
  return found;
}

type Growing = { -readonly [K in keyof Member]: Member[K] } & { readonly everyBy: Inclusion[] };

function findClosure(side: Side, path: string): readonly Member[] {
  const start = side.files.get(path);
  if (start === undefined) return [];
  const { edges } = structureOf(side);
  const members: Growing[] = [{ file: start, everyBy: [], installs: true, inWorkspace: false }];
  const known = new Map<string, Growing>(members.map((member) => [path, member]));
  for (const member of members) {
    for (const { include, target } of edges.get(member.file.path) ?? []) {
      const file = side.files.get(target);
      if (file === undefined) continue;
      // A file that is named by `-c` and by `-r` is installed, and what a constraints file names by `-r` is too (pip).
      const installs = include.kind !== 'constraints';
      const seen = known.get(target);
      const by = { member, include };
      if (seen !== undefined) {
        seen.installs ||= installs;
        seen.everyBy.push(by);
      } else {
        const inWorkspace = member.inWorkspace || include.kind === 'workspace';
        const found: Growing = { file, by, everyBy: [by], installs, inWorkspace };
        known.set(target, found);
        members.push(found);
      }
    }
  }
  return members;
}

/** Where a reader of the change should look: the entry, or the line of a changed file that brings its unchanged file in. */
export function placeOf({ dependency, file, member }: Item, isChanged: (path: string) => boolean): Location {
  if (isChanged(file.path)) return dependency.location;
  for (let { by } = member; by !== undefined; by = by.member.by) {
    if (isChanged(by.member.file.path)) return by.include.location;
  }
  return dependency.location;
}
