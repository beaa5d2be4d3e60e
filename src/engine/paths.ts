import type { Include } from '../model/dependency.ts';
import type { PathIndex } from '../model/ecosystem.ts';
import { compareText } from '../model/location.ts';
import { matchesGlob } from '../text/glob.ts';
import { parentOf } from '../text/paths.ts';

/** Installed packages that were committed: their manifests are not the project's own. */
export const isVendored = (path: string): boolean =>
  path.startsWith('node_modules/') || path.includes('/node_modules/');

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
