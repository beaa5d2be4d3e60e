import { foldersAbove, parentOf } from '../text/paths.ts';
import type { ItemChange } from './diff.ts';
import type { LoadedFile, Side } from './read.ts';

/**
 * The changes without those that name a program of an installed package: nothing is fetched for these. What is installed, a
 * manifest or a lockfile says that lies in the folder of the script or above it.
 * @param trusted the base, or the head where nothing is a change
 */
export function withoutInstalled(changes: readonly ItemChange[], head: Side, trusted: Side): readonly ItemChange[] {
  return changes.filter(({ after }) => {
    if (after?.dependency.installedFirst !== true) return true;
    const { path, parsed } = after.file;
    const around = foldersAbove(parentOf(path)).flatMap((folder) => filesIn(head, folder));
    const runsHere = parsed.role !== 'prose';
    return !around.some((file) => brings(file, trusted.files.get(file.path), after.dependency.rawName, runsHere));
  });
}

/**
 * That a package which the file asks for brings a program, a manifest need not say: it is known. What a lockfile says of it, and
 * a project of its own programs, counts as it stood before: the change could say it of any package and any program.
 * Readers of a text are not in the project, so that its own programs are not installed for them.
 */
function brings(file: LoadedFile, before: LoadedFile | undefined, program: string, runsHere: boolean): boolean {
  const { role, dependencies } = file.parsed;
  const [bringers, old] = [bringersIn(file, program), bringersIn(before, program)];
  const isThere = (wanted: string) =>
    dependencies.some(({ name, installedFirst }) => name === wanted && installedFirst !== true);
  if (role === 'lockfile') return old.some(isThere);
  return role === 'manifest' && bringers.some((name) => isThere(name) || (runsHere && old.includes(name)));
}

const bringersIn = (file: LoadedFile | undefined, program: string): readonly string[] =>
  file?.parsed.programs?.().get(program) ?? [];

const filesIn = (side: Side, folder: string): readonly LoadedFile[] =>
  [...side.files.values()].filter(({ path }) => parentOf(path) === folder);
