import { AuditError } from '../model/error.ts';
import type { Tree } from '../model/ports.ts';

const kindOf = { symlink: 'symbolic link', submodule: 'submodule' } as const;

/**
 * The text of a file that decides how is judged. One that is there and cannot be read must never turn into the defaults.
 * @param where the file, as people know it
 * @returns undefined where it is not there
 */
export async function readTreeFile(
  tree: Tree,
  path: string,
  where: string,
  maxBytes: number,
): Promise<string | undefined> {
  const { entries, incomplete } = await tree.entries((candidate) => candidate === path, new Set([path]));
  const [entry] = entries;
  if (entry === undefined) {
    if (incomplete === undefined) return undefined;
    throw new AuditError('source', `${where} cannot be found: ${incomplete}`);
  }
  const hint = `put the file itself there: a regular one of at most ${maxBytes / 1024 / 1024} MiB`;
  if (entry.mode !== 'file') throw new AuditError('config', `${where} is a ${kindOf[entry.mode]}`, hint);
  const read = (await tree.read([entry], maxBytes)).get(path);
  if (read?.kind === 'bytes') return new TextDecoder().decode(read.bytes);
  if (read?.tooLarge === true) throw new AuditError('config', `${where} cannot be read: ${read.reason}`, hint);
  throw new AuditError('source', `${where} cannot be read: ${read?.reason ?? 'it was not given'}`, 'try again later');
}
