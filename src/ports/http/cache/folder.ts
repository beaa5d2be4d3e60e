import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { CachePlace } from './place.ts';

/** A folder that nobody else can write to. */
export interface PrivateFolder {
  readonly path: string;
  /** It is for this run alone, and gone with it. */
  readonly isTemporary: boolean;
  close(): Promise<void>;
}

/** What `lstat` and `fstat` say of who may touch a file. */
interface Owned {
  readonly uid: number;
  readonly mode: number;
}

/** Who runs this; undefined where the system knows no such numbers, and the user's folder is private by itself. */
export const ownId = (): number | undefined => process.getuid?.();

/** Whether a file is this user's, and nobody else's to read or write. */
export const isPrivate = ({ uid, mode }: Owned, own: number | undefined): boolean =>
  own === undefined || (uid === own && (mode & 0o077) === 0);

/** Opens the folder of a place, made where there is none; undefined where there can be none, or others may write to it. */
export async function openFolder(place: CachePlace): Promise<PrivateFolder | undefined> {
  try {
    if ('temporary' in place) {
      const path = await mkdtemp(join(place.temporary, 'gazetteer-'));
      return { path, isTemporary: true, close: () => rm(path, { recursive: true, force: true }) };
    }
    const path = join(place.folder, 'answers');
    await mkdir(path, { recursive: true, mode: 0o700 });
    const info = await lstat(path);
    const own = ownId();
    if (!info.isDirectory() || (own !== undefined && (info.uid !== own || (info.mode & 0o022) !== 0))) return undefined;
    const repository = repositoryOf(await realpath(place.audited));
    if (repository !== undefined && isWithin(await realpath(path), repository)) return undefined;
    if (!isPrivate(info, own)) await chmod(path, 0o700);
    return { path, isTemporary: false, close: () => Promise.resolve() };
  } catch {
    return undefined;
  }
}

/** The folder itself, or the nearest one above, that a repository begins in. */
function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && join(folder, way) === path;
}
