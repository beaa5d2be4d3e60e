import { compareText } from '../../model/location.ts';
import type { ChangedPath } from '../../model/ports.ts';
import type { Changes } from '../diff-trees.ts';
import type { ComparedFile } from './repository-api.ts';

/** Where a renamed file was; a copy is a new file. */
const previousOf = (file: ComparedFile): string | undefined =>
  file.status === 'renamed' ? file.previous_filename : undefined;

/** Every path that a list of files touches, before and after. */
export function joinFiles(files: readonly ComparedFile[]): readonly string[] {
  const paths = new Set<string>();
  for (const file of files) {
    const previous = previousOf(file);
    paths.add(file.filename);
    if (previous !== undefined) paths.add(previous);
  }
  return [...paths];
}

/** New path to old path, as GitHub tells by likeness. */
export function renamesOf(files: readonly ComparedFile[]): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const file of files) {
    const previous = previousOf(file);
    if (previous !== undefined) renames.set(file.filename, previous);
  }
  return renames;
}

/** A list of files that GitHub gave in full, as changes; the rule of `diffTrees` for moved files holds here too. */
export function listedChanges(files: readonly ComparedFile[], wanted: (path: string) => boolean): Changes {
  const paths = files.flatMap((file): ChangedPath[] => changesOf(file).filter((change) => wanted(change.path)));
  const joined = paths.map((change) => dropUnwanted(change, wanted));
  const moved = new Set(joined.map((change) => change.previousPath));
  return {
    paths: joined
      .filter((c) => c.change !== 'removed' || !moved.has(c.path))
      .sort((a, b) => compareText(a.path, b.path)),
    elsewhere: joinFiles(files).filter((path) => !wanted(path)).length,
  };
}

function changesOf(file: ComparedFile): ChangedPath[] {
  const path = file.filename;
  const previousPath = previousOf(file);
  if (previousPath !== undefined) {
    return [
      { path, previousPath, change: 'modified' },
      { path: previousPath, change: 'removed' },
    ];
  }
  if (file.status === 'unchanged') return [];
  if (file.status === 'added' || file.status === 'copied') return [{ path, change: 'added' }];
  return [{ path, change: file.status === 'removed' ? 'removed' : 'modified' }];
}

function dropUnwanted(change: ChangedPath, wanted: (path: string) => boolean): ChangedPath {
  if (change.previousPath === undefined || wanted(change.previousPath)) return change;
  return { path: change.path, change: 'added' };
}
