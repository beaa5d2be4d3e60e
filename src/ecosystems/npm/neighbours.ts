import type { PathIndex } from '../../model/ecosystem.ts';
import { foldersAbove, joinPath, parentOf } from '../../text/paths.ts';

const companions = [
  '.npmrc',
  '.pnpmfile.cjs',
  '.pnpmfile.mjs',
  '.yarnrc',
  '.yarnrc.yml',
  'bun.lock',
  'bunfig.toml',
  'deno.json',
  'deno.jsonc',
  'deno.lock',
  'import_map.json',
  'lerna.json',
  'npm-shrinkwrap.json',
  'package-lock.json',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'yarn.lock',
] as const;

/** Deeper trees are not a project's own folders. */
const maxFolders = 64;

/** Manifest, lockfiles and configuration beside a file and in every folder above: a workspace's root holds them for all. */
export function neighboursAbove(path: string, tree: PathIndex): readonly string[] {
  return foldersAbove(parentOf(path))
    .slice(0, maxFolders)
    .flatMap((folder) => neighboursIn(folder, path, tree));
}

/** The same, in the file's own folder alone. */
export const neighboursBeside = (path: string, tree: PathIndex): readonly string[] =>
  neighboursIn(parentOf(path), path, tree);

const neighboursIn = (folder: string, path: string, tree: PathIndex): readonly string[] =>
  companions.map((name) => joinPath(folder, name)).filter((candidate) => candidate !== path && tree.has(candidate));

/** The last part of a path. */
export const baseNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
