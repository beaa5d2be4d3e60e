import type { Imports, ImportTarget } from '../model/imports.ts';
import type { FileRead, Tree, TreeEntry } from '../model/ports.ts';
import { parentOf } from '../text/paths.ts';
import { type FreshImport, isOwnCode, keysIn, type Language } from './import-scan.ts';

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

/** Names that settings of the repository send to places of its own, or to other packages. */
export async function readAliases(
  { isAliasing, aliasesIn }: Imports,
  entries: readonly TreeEntry[],
  head: Tree,
): Promise<ReadonlySet<string>> {
  const settings = entries.filter(({ path, mode }) => mode === 'file' && isAliasing(path)).slice(0, maxSettings);
  return new Set([...(await readAll(head, settings))].flatMap(([path, text]) => aliasesIn(path, text)));
}

/** An alias stands for itself and for all paths below it. */
export function isAlias(aliases: ReadonlySet<string>, module: string, { name }: ImportTarget): boolean {
  if (aliases.size === 0) return false;
  for (let path = module; path !== ''; path = parentOf(path)) if (aliases.has(path)) return true;
  return aliases.has(name);
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
  const isNear = ({ path }: TreeEntry) => folders.has(parentOf(path));
  const nearest = [...entries.filter(isNear), ...entries.filter((entry) => !isNear(entry))].slice(0, maxEarlier);
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
