import type { Dependency } from '../model/dependency.ts';
import type { Format } from '../model/ecosystem.ts';
import type { ImportTarget } from '../model/imports.ts';
import type { Tree, TreeEntry } from '../model/ports.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import { rememberFor } from '../text/remember.ts';
import { type FreshImport, type Language, writtenFor } from './import-scan.ts';
import { isSample } from './known.ts';
import { keyOf } from './name-key.ts';
import { isVendored } from './paths.ts';
import { type LoadedFile, openSide, type Reader, type Side } from './read.ts';

/** Files that are read for what they declare; of a repository with more of them, those next to the code and some others. */
export const maxDeclaring = 2_000;

/** How what brings an import is declared. */
export type Declaration =
  /** For the code itself: nothing is to be told. */
  | { readonly kind: 'declared' }
  /** Only for other parts of the repository, or as what another package requires. */
  | { readonly kind: 'borrowed'; readonly by: LoadedFile; readonly dependency: Dependency };

/** What files of the head declare, as far as they were read. */
export interface Declarations {
  readonly side: Side;
  /** So many files that may declare something were left out. */
  readonly left: number;
  find(fresh: FreshImport): Declaration | undefined;
  /** Packages that are declared and of which nobody knows by which names they are imported. */
  unknownOf(language: Language, isImported: (pkg: string) => boolean): readonly string[];
}

/** What imports are held against. */
export interface Ground {
  readonly head: Tree;
  /** All of the head. */
  readonly entries: readonly TreeEntry[];
  readonly reader: Reader;
  readonly formats: readonly Format[];
}

interface Entry {
  readonly file: LoadedFile;
  readonly dependency: Dependency;
}

/**
 * Reads what may declare something; for people nothing is declared.
 * @param isNear only what lies beside the imports and above them: that tells most of them
 */
export async function readDeclarations(
  imports: readonly FreshImport[],
  isNear: boolean,
  { entries, head, reader, formats }: Ground,
): Promise<Declarations> {
  const side = openSide(head, entries);
  const code = new Set(imports.map(({ file }) => file.path));
  const folders = new Set([...code].flatMap((path) => foldersAbove(parentOf(path))));
  // A notebook installs for itself.
  const mayCount = (path: string) =>
    !isVendored(path) && (!/\.ipynb$/i.test(path) || code.has(path)) && mayDeclare(path, formats);
  const near = entries.filter(({ path }) => folders.has(parentOf(path)) && mayCount(path));
  const wanted = isNear ? near : [...new Set([...near, ...entries.filter(({ path }) => mayCount(path))])];
  const wishes = wanted.slice(0, maxDeclaring).map(({ path }) => ({ path }));
  await reader.load(side, wishes);
  return describe(side, wanted.length - wishes.length, formats);
}

/** A list of requirements may have any name; code that declares something itself is asked by itself. */
const mayDeclare = (path: string, formats: readonly Format[]): boolean =>
  formats.some((format) => {
    const told = format.role === 'prose' ? false : format.matches(path);
    return told === 'name' || (told === 'content' && /\.(?:txt|in)$/i.test(path));
  });

function describe(side: Side, left: number, formats: readonly Format[]): Declarations {
  const declared = new Map<string, Entry[]>();
  const own = new Set<string>();
  for (const file of side.files.values()) {
    for (const dependency of file.parsed.dependencies) {
      for (const name of new Set([dependency.name, dependency.rawName])) {
        const key = keyOf(dependency.ecosystem, name);
        const known = declared.get(key);
        if (known === undefined) declared.set(key, [{ file, dependency }]);
        else known.push({ file, dependency });
      }
    }
    for (const { ecosystem, name } of file.parsed.own) own.add(keyOf(ecosystem, name));
  }
  const inFiles = new WeakMap<FreshImport['file'], { readonly made: readonly Dependency[] }>();
  const namesIn = rememberNames([...declared.values()].flat());
  return {
    side,
    left,
    find(fresh) {
      const { language, target, file } = fresh;
      const types = [language.ecosystem.type, ...(language.imports.alsoFrom ?? [])];
      const bringers = bringersOf(fresh);
      const keys = types.flatMap((type) =>
        [...bringers, ...likeNames(language, target, bringers, namesIn(type))].map((name) => keyOf(type, name)),
      );
      if (keys.some((key) => own.has(key))) return { kind: 'declared' };
      const entries = keys.flatMap((key) => declared.get(key) ?? []);
      const inFile = () => rememberFor(inFiles, file, () => listInFile(file, formats));
      const isBrought = ({ ecosystem, name }: Dependency) =>
        ecosystem === language.ecosystem.type && bringers.includes(name);
      if (entries.some((entry) => countsFor(entry, fresh)) || inFile().some(isBrought)) return { kind: 'declared' };
      const [first] = entries;
      return first && { kind: 'borrowed', by: first.file, dependency: first.dependency };
    },
    unknownOf: (language, isImported) =>
      [...namesIn(language.ecosystem.type)].filter((name) => !language.modules.isWritten(name) && !isImported(name)),
  };
}

/** Names of direct dependencies by ecosystem: what is there to be looked at aside. */
function rememberNames(entries: readonly Entry[]): (ecosystem: string) => ReadonlySet<string> {
  const known = new Map<string, Set<string>>();
  for (const { dependency, file } of entries) {
    if (!dependency.direct || isSample(file.path)) continue;
    const names = known.get(dependency.ecosystem) ?? new Set();
    known.set(dependency.ecosystem, names.add(dependency.name));
  }
  return (ecosystem) => known.get(ecosystem) ?? new Set();
}

/** All that may bring it, by its names and by what is written down. */
function bringersOf({ language, use, target }: FreshImport): readonly string[] {
  const packages = language.imports.packagesOf(use);
  const types = language.imports.typesOf?.(target.name);
  return [...packages, ...writtenFor(language, packages), ...(types === undefined ? [] : [types])];
}

/** What is put around the name of a module to name its package. */
const affixes = /^(?:python|py|lib|django|flask|pytest|jupyter)|(?:python|py|sdk|client|lib)\d?$/g;
const squeeze = (name: string): string => name.replace(/[-_.]/g, '');
const coreOf = (name: string): string => squeeze(name).replace(affixes, '');
const shortest = 3;

/** Declared packages whose names hold that of the module: `django-simple-history` brings `simple_history`. */
function likeNames(
  { imports, ecosystem, modules }: Language,
  { name }: ImportTarget,
  bringers: readonly string[],
  declared: ReadonlySet<string>,
): readonly string[] {
  const module = ecosystem.names.normalise(name);
  const tellsNothing = modules.isNamespace(module) || modules.isSpoken(module) || module.length < shortest;
  if (imports.namesDiffer !== true || tellsNothing) return [];
  const cores = new Set([module, ...bringers].map(coreOf).filter((core) => core.length >= shortest));
  return [...declared].filter((pkg) => `-${pkg}-`.includes(`-${module}-`) || cores.has(coreOf(pkg)));
}

/** A client that keeps packages apart lets code import what is declared above it. */
function countsFor({ file, dependency }: Entry, { language, file: code }: FreshImport): boolean {
  if (!dependency.direct || file.parsed.role === 'lockfile') return false;
  if (language.imports.isolates !== true) return true;
  return file.parsed.role === 'manifest' && foldersAbove(parentOf(code.path)).includes(parentOf(file.path));
}

/** The file itself may say what it needs (PEP 723), or install it. */
const listInFile = ({ path, text }: FreshImport['file'], formats: readonly Format[]): readonly Dependency[] =>
  formats
    .filter((format) => format.matches(path) === 'content' && format.recognises?.(text) === true)
    .flatMap((format) => {
      try {
        return format.parse({ path, text }).dependencies;
      } catch {
        return [];
      }
    });
