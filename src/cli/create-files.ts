import { lstat, mkdir, open, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AuditError } from '../model/error.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';

export interface NewFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * Makes files that were not there, or none of them. The folder may be a stranger's clone: nothing in it is followed
 * elsewhere, and nothing that stands there is replaced.
 */
export async function createFiles(dir: string, files: readonly NewFile[], remedy: string): Promise<void> {
  const info = await stat(dir).catch(() => undefined);
  if (info?.isDirectory() !== true) throw new AuditError('usage', `${dir} is no folder`, 'give a folder that is there');
  const taken: string[] = [];
  for (const { path } of files) if (await isTaken(dir, path)) taken.push(path);
  if (taken.length > 0)
    throw new AuditError('usage', `already there: ${taken.join(', ')}; nothing was written`, remedy);
  const made: Made[] = [];
  try {
    for (const file of files) await createFile(dir, file, made);
  } catch (error) {
    for (const undo of made.toReversed()) await undo().catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new AuditError('usage', `nothing was written: ${reason}`, 'give a folder that can be written to');
  }
}

/** Takes away what was made. */
type Made = () => Promise<void>;

/** Folders one by one: where a file system takes none, Node's recursive `mkdir` never comes to an end. */
async function createFile(dir: string, { path, text }: NewFile, made: Made[]): Promise<void> {
  for (const folder of foldersTo(path)) {
    const target = join(dir, folder);
    if ((await lstat(target).catch(() => undefined)) !== undefined) continue;
    await mkdir(target);
    made.push(() => rmdir(target));
  }
  const target = join(dir, path);
  const handle = await open(target, 'wx');
  made.push(() => unlink(target));
  await handle.writeFile(text).finally(() => handle.close());
}

/** From the outermost on. */
const foldersTo = (path: string): readonly string[] =>
  foldersAbove(parentOf(path))
    .filter((folder) => folder !== '')
    .toReversed();

/** Whether anything has the path already. @throws AuditError where a part of the way there is no folder of its own */
async function isTaken(dir: string, path: string): Promise<boolean> {
  for (const folder of foldersTo(path)) {
    const info = await lstat(join(dir, folder)).catch(() => undefined);
    if (info === undefined) return false;
    const what = info.isSymbolicLink() ? 'is a symbolic link, which is not followed' : 'is no folder';
    if (!info.isDirectory())
      throw new AuditError('usage', `${folder} ${what}: nothing was written`, 'make it a folder');
  }
  return (await lstat(join(dir, path)).catch(() => undefined)) !== undefined;
}
