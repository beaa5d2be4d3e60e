import type { Format } from '../../../model/ecosystem.ts';
import { joinPath, parentOf } from '../../../text/paths.ts';

/** The manifest in the folder of a lockfile. */
export const neighboursOf =
  (manifest: string): Format['neighbours'] =>
  (path, tree) => {
    const beside = joinPath(parentOf(path), manifest);
    return beside !== path && tree.has(beside) ? [beside] : [];
  };

export const isNamed = (path: string, fileName: string): boolean => path === fileName || path.endsWith(`/${fileName}`);
