import { compareText } from '../../model/location.ts';
import type { ChangedPath } from '../../model/ports.ts';
import type { ComparedFile } from './repository-api.ts';

/** Where a renamed file was; a copy is a new file. */
const previousOf = (file: ComparedFile): string | undefined =>
  file.status === 'renamed' ? file.previous_filename : undefined;

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
export function listedChanges(
  files: readonly ComparedFile[],
  wanted: (path: string) => boolean,
): readonly ChangedPath[] {
  const paths = files.flatMap((file): ChangedPath[] => changesOf(file).filter((change) => wanted(change.path)));
  const joined = paths.map((change) => dropUnwanted(change, wanted));
  const moved = new Set(joined.map((change) => change.previousPath));
  return joined.filter((c) => c.change !== 'removed' || !moved.has(c.path)).sort((a, b) => compareText(a.path, b.path));
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
