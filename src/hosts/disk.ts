import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises';
import type { FileRead } from '../model/ports.ts';
import { blobId, startBlobHash } from './blob-id.ts';

/** Never through a link in the last part, and never waiting for the other end of a pipe. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const chunkBytes = 1 << 16;

export interface DiskIdentity {
  readonly mode: 'file' | 'symlink';
  /** Undefined where the content cannot be had, so that nothing may be called equal to it. */
  readonly id: string | undefined;
  readonly size?: number;
}

/**
 * What is at a path: the blob id that git would give it. Undefined where there is nothing (or only a folder).
 * @param maxBytes larger files are not hashed
 */
export async function identifyFile(path: string | Buffer, maxBytes: number): Promise<DiskIdentity | undefined> {
  try {
    const stat = await lstat(path);
    if (stat.isDirectory()) return undefined;
    if (stat.isSymbolicLink()) {
      const target = await readlink(path, 'buffer');
      return { mode: 'symlink', id: blobId(target), size: target.byteLength };
    }
    if (!stat.isFile() || stat.size > maxBytes) return { mode: 'file', id: undefined, size: stat.size };
    return await withFile(path, async (handle) => ({ mode: 'file', ...(await hashContent(handle)) }));
  } catch (error) {
    return isMissing(error) ? undefined : { mode: 'file', id: undefined };
  }
}

async function hashContent(handle: FileHandle): Promise<{ id: string | undefined; size: number }> {
  const { size } = await handle.stat();
  const hash = startBlobHash(size);
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let total = 0;
  while (total <= size) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, total);
    if (bytesRead === 0) break;
    hash.update(chunk.subarray(0, bytesRead));
    total += bytesRead;
  }
  return { id: total === size ? hash.digest('hex') : undefined, size };
}

/** The bytes of a regular file, or the target of a link. */
export async function readFromDisk(path: string | Buffer, maxBytes: number): Promise<FileRead> {
  try {
    const stat = await lstat(path);
    if (stat.isSymbolicLink()) return { kind: 'bytes', bytes: await readlink(path, 'buffer') };
    if (!stat.isFile()) return unreadable('it is not a regular file');
    return await withFile(path, (handle) => readContent(handle, maxBytes));
  } catch (error) {
    return unreadable(describeError(error));
  }
}

async function readContent(handle: FileHandle, maxBytes: number): Promise<FileRead> {
  const stat = await handle.stat();
  if (!stat.isFile()) return unreadable('it is not a regular file');
  if (stat.size > maxBytes) return tooLarge(stat.size, maxBytes);
  const bytes = Buffer.alloc(stat.size + 1);
  let total = 0;
  while (total < bytes.length) {
    const { bytesRead } = await handle.read(bytes, total, bytes.length - total, total);
    if (bytesRead === 0) return { kind: 'bytes', bytes: bytes.subarray(0, total) };
    total += bytesRead;
  }
  return unreadable('it grew while it was read');
}

async function withFile<T>(path: string | Buffer, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, flags);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

export const unreadable = (reason: string): FileRead => ({ kind: 'unreadable', reason });

export const tooLarge = (size: number, maxBytes: number): FileRead => ({
  kind: 'unreadable',
  reason: `${size} bytes are over the limit of ${maxBytes} bytes`,
  tooLarge: true,
});

const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');

/** Without the path: messages of the file system quote it. */
export function describeError(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'it is not there';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return code === undefined ? 'it could not be read' : `it could not be read (${code})`;
}
