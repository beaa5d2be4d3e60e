import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import type { FileRead } from '../model/ports.ts';
import { blobId, startBlobHash } from './blob-id.ts';

/** Never through a link in the last part, and never waiting for the other end of a pipe. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const chunkBytes = 1 << 16;

// All of it waits for the disk: handing each small step to another thread takes longer than the step.

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
export function identifyFile(path: string | Buffer, maxBytes: number): DiskIdentity | undefined {
  try {
    const stat = lstatSync(path);
    if (stat.isDirectory()) return undefined;
    if (stat.isSymbolicLink()) {
      const target = readlinkSync(path, 'buffer');
      return { mode: 'symlink', id: blobId(target), size: target.byteLength };
    }
    if (!stat.isFile() || stat.size > maxBytes) return { mode: 'file', id: undefined, size: stat.size };
    return withFile(path, (file) => ({ mode: 'file', ...hashContent(file) }));
  } catch (error) {
    return isMissing(error) ? undefined : { mode: 'file', id: undefined };
  }
}

function hashContent(file: number): { id: string | undefined; size: number } {
  const { size } = fstatSync(file);
  const hash = startBlobHash(size);
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let total = 0;
  while (total <= size) {
    const bytesRead = readSync(file, chunk, 0, chunkBytes, total);
    if (bytesRead === 0) break;
    hash.update(chunk.subarray(0, bytesRead));
    total += bytesRead;
  }
  return { id: total === size ? hash.digest('hex') : undefined, size };
}

/** The bytes of a regular file, or the target of a link. */
export function readFromDisk(path: string | Buffer, maxBytes: number): FileRead {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return { kind: 'bytes', bytes: readlinkSync(path, 'buffer') };
    if (!stat.isFile()) return unreadable('it is not a regular file');
    return withFile(path, (file) => readContent(file, maxBytes));
  } catch (error) {
    return unreadable(describeError(error));
  }
}

function readContent(file: number, maxBytes: number): FileRead {
  const stat = fstatSync(file);
  if (!stat.isFile()) return unreadable('it is not a regular file');
  if (stat.size > maxBytes) return tooLarge(stat.size, maxBytes);
  const bytes = Buffer.alloc(stat.size + 1);
  let total = 0;
  while (total < bytes.length) {
    const bytesRead = readSync(file, bytes, total, bytes.length - total, total);
    if (bytesRead === 0) return { kind: 'bytes', bytes: bytes.subarray(0, total) };
    total += bytesRead;
  }
  return unreadable('it grew while it was read');
}

function withFile<T>(path: string | Buffer, use: (file: number) => T): T {
  const file = openSync(path, flags);
  try {
    return use(file);
  } finally {
    closeSync(file);
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
