import type { Imports, ImportTarget } from '../model/imports.ts';
import type { FileRead, Tree, TreeEntry } from '../model/ports.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import { type FreshImport, isOwnCode, keysIn, type Language } from './import-scan.ts';
import { isVendored } from './paths.ts';

/** Files that are read to find out what a name means, and bytes of each: settings and code of a person's size. */
const maxSettings = 300;
const maxEarlier = 300;
const maxBytes = 256 * 1024;

/** Names by which code of a language may mean a part of the repository; what a link or a submodule holds is not seen. */
export function localNames({ localNames: namesOf }: Imports, entries: readonly TreeEntry[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, mode } of entries)
    for (const name of mode === 'file' ? namesOf(path) : path.split('/')) found.add(name);
  return found;
}

/** Whether an import means what settings of the repository send elsewhere, or say is its own. */
export type IsLocal = (module: string, target: ImportTarget) => boolean;

/** Reads the settings, those that hold for the imports first: each says what it sends where. */
export async function readLocals(
  { isSetting, localsIn, localNames: namesOf }: Imports,
  open: readonly FreshImport[],
  { entries, head }: { readonly entries: readonly TreeEntry[]; readonly head: Tree },
): Promise<IsLocal> {
  const settings = entries.filter(({ path, mode }) => mode === 'file' && isSetting(path) && !isVendored(path));
  const above = new Set(open.flatMap(({ file }) => foldersAbove(parentOf(file.path))));
  const texts = await readAll(head, nearFirst(settings, above).slice(0, maxSettings));
  const found = [...texts].map(([path, text]) => localsIn(path, text));
  const names = new Set(found.flatMap((one) => one.names ?? []));
  const roots = new Set(found.flatMap((one) => one.roots ?? []));
  const endings = [...new Set(found.flatMap((one) => one.endings ?? []))];
  const below = namesBelow(roots, entries, namesOf);
  return (module, target) => {
    if (isAlias(names, module)) return true;
    if (target.declaresItself === true) return false;
    const [bare = ''] = module.split('?', 1);
    return names.has(target.name) || below.has(target.name) || endings.some((ending) => bare.endsWith(ending));
  };
}

const nearFirst = (entries: readonly TreeEntry[], folders: ReadonlySet<string>): readonly TreeEntry[] => {
  const isNear = ({ path }: TreeEntry) => folders.has(parentOf(path));
  return [...entries.filter(isNear), ...entries.filter((entry) => !isNear(entry))];
};

/** What lies in one of the folders is named as if that were the root of the repository. */
function namesBelow(
  roots: ReadonlySet<string>,
  entries: readonly TreeEntry[],
  namesOf: Imports['localNames'],
): ReadonlySet<string> {
  const found = new Set<string>();
  if (roots.size === 0) return found;
  for (const { path, mode } of entries)
    for (const folder of mode === 'file' ? foldersAbove(parentOf(path)) : [])
      if (folder !== '' && roots.has(folder))
        for (const name of namesOf(path.slice(folder.length + 1))) found.add(name);
  return found;
}

/** An alias stands for itself and for all paths below it. */
function isAlias(aliases: ReadonlySet<string>, module: string): boolean {
  for (let path = module; path !== ''; path = parentOf(path)) if (aliases.has(path)) return true;
  return false;
}

/**
 * Which of the imports other code of the base has, as far as it was looked at: the code nearest to them is. Only asked for what
 * nothing declares, which is little.
 */
export async function findEarlier(
  language: Language,
  open: readonly FreshImport[],
  base: Tree,
): Promise<ReadonlySet<string>> {
  const { entries } = await base.entries((path, mode) => mode === 'file' && isOwnCode(path, language));
  const folders = new Set(open.map(({ file }) => parentOf(file.path)));
  const nearest = nearFirst(entries, folders).slice(0, maxEarlier);
  const names = [...new Set(open.map(({ target }) => target.name))];
  const wanted = new Set(open.map(({ key }) => key));
  const found = new Set<string>();
  for (const [path, text] of await readAll(base, nearest)) {
    if (!names.some((name) => text.includes(name))) continue;
    for (const key of keysIn(language, path, text)) if (wanted.has(key)) found.add(key);
  }
  return found;
}

async function readAll(tree: Tree, entries: readonly TreeEntry[]): Promise<ReadonlyMap<string, string>> {
  const small = entries.filter(({ size }) => size === undefined || size <= maxBytes);
  const reads: ReadonlyMap<string, FileRead> = small.length === 0 ? new Map() : await tree.read(small, maxBytes);
  const decoder = new TextDecoder();
  return new Map(
    [...reads].flatMap(([path, read]) => (read.kind === 'bytes' ? [[path, decoder.decode(read.bytes)] as const] : [])),
  );
}
