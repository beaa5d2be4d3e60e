import type { Format } from '../../model/ecosystem.ts';
import { foldersAbove, joinPath, parentOf } from '../../text/paths.ts';

/** Tells a format by one file name. */
export const isNamed =
  (...names: readonly string[]): Format['matches'] =>
  (path) =>
    names.includes(path.slice(path.lastIndexOf('/') + 1)) ? 'name' : false;

/** Finds files by their names in the same folder. */
export const findBeside =
  (...names: readonly string[]): Format['neighbours'] =>
  (path, tree) =>
    names.map((name) => joinPath(parentOf(path), name)).filter((one) => one !== path && tree.has(one));

/** Settings of pip that may hold for a file: who puts them where pip reads them rarely does so for one folder. */
export const findPipSettings: Format['neighbours'] = (path, tree) =>
  foldersAbove(parentOf(path))
    .flatMap((folder) => ['pip.conf', 'pip.ini'].map((name) => joinPath(folder, name)))
    .filter((one) => tree.has(one));
