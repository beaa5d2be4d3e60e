import type { PathIndex } from '../../../model/ecosystem.ts';
import { foldersAbove, joinPath, parentOf } from '../../../text/paths.ts';
import { neighboursAbove } from '../neighbours.ts';

const companions = ['.yarnrc', '.yarnrc.yml', 'yarn.lock'] as const;

/** Deeper trees are not a project's own folders. */
const maxFolders = 64;

/** Manifests, lockfiles and settings of npm and Yarn beside a file and in every folder above. */
export function yarnNeighbours(path: string, tree: PathIndex): readonly string[] {
  const own = foldersAbove(parentOf(path))
    .slice(0, maxFolders)
    .flatMap((folder) => companions.map((name) => joinPath(folder, name)))
    .filter((candidate) => candidate !== path && tree.has(candidate));
  return [...new Set([...neighboursAbove(path, tree), ...own])];
}
