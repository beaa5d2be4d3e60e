import { constants } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { AuditError } from '../model/error.ts';

/**
 * Writes a file of the report. What is checked out may be the change's own, links included: so the folder must really lie
 * in the workspace or in the runner's temporary folder, and the file itself must be no link.
 */
export async function saveFile(file: string, text: string): Promise<void> {
  const { GITHUB_WORKSPACE: workspace = '.', RUNNER_TEMP: temporary } = process.env;
  const path = resolve(workspace, file);
  try {
    const roots = await Promise.all([workspace, temporary ?? workspace].map((root) => realpath(root)));
    const folder = await makeFolder(dirname(path), roots);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
    const handle = await open(join(folder, basename(path)), flags);
    await handle.writeFile(text).finally(() => handle.close());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AuditError('usage', `${file} cannot be written: ${reason}`, 'give a path in the workspace');
  }
}

/** Makes a folder and those above it, one by one, each checked for where it really is before anything is made in it. */
async function makeFolder(folder: string, roots: readonly string[]): Promise<string> {
  const missing: string[] = [];
  let real: string | undefined;
  for (let at = folder; real === undefined; at = dirname(at)) {
    real = await realpath(at).catch(() => undefined);
    if (real !== undefined) break;
    if (dirname(at) === at) throw new Error('there is no such folder');
    missing.unshift(basename(at));
  }
  if (!roots.some((root) => isInside(real, root))) throw new Error('it lies outside of the workspace');
  let made = real;
  for (const name of missing) {
    made = join(made, name);
    await mkdir(made);
  }
  return made;
}

const isInside = (path: string, root: string): boolean => {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path;
};
