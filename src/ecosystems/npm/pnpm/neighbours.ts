import type { PathIndex } from '../../../model/ecosystem.ts';
import { foldersAbove, joinPath, parentOf } from '../../../text/paths.ts';

/** Files of a project that other clients than npm read beside its manifest. */
const companions = [
  '.npmrc',
  '.pnpmfile.cjs',
  '.pnpmfile.mjs',
  'bun.lock',
  'bunfig.toml',
  'deno.json',
  'deno.jsonc',
  'deno.lock',
  'import_map.json',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
] as const;

/** Deeper trees are not a project's own folders. */
const maxFolders = 64;

/** Manifests, lockfiles and settings beside a file and in every folder above: a workspace's root holds them for all. */
export const companionsAbove = (path: string, tree: PathIndex): readonly string[] =>
  foldersAbove(parentOf(path))
    .slice(0, maxFolders)
    .flatMap((folder) => companionsIn(folder, path, tree));

const companionsIn = (folder: string, path: string, tree: PathIndex): readonly string[] =>
  companions.map((name) => joinPath(folder, name)).filter((one) => one !== path && tree.has(one));
