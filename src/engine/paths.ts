import type { Include } from '../model/dependency.ts';
import type { PathIndex } from '../model/ecosystem.ts';
import { compareText } from '../model/location.ts';
import { compileGlob } from '../text/glob.ts';
import { parentOf } from '../text/paths.ts';

/** Installed packages that were committed: their manifests are not the project's own. */
export const isVendored = (path: string): boolean =>
  path.startsWith('node_modules/') || path.includes('/node_modules/');

/** The files of a tree that an include brings in. */
export function targetsOf(include: Include, index: PathIndex): readonly string[] {
  const { path } = include;
  if (path === undefined) return [];
  if (include.alternatives !== undefined) return [path, ...include.alternatives].filter((one) => index.has(one));
  // Most workspaces are named one by one.
  if (include.kind !== 'workspace' || !/[*?{]/.test(path)) return index.has(path) ? [path] : [];
  const matches = compileGlob(path);
  return index.all.filter((candidate) => matches(candidate) && !isVendored(candidate));
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
