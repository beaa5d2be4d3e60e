import { createHash, type Hash } from 'node:crypto';

/** Starts the hash of a git blob of `size` bytes (git-scm.com/book, "Git Objects"): a header, then the content. */
export function startBlobHash(size: number, algorithm: 'sha1' | 'sha256' = 'sha1'): Hash {
  return createHash(algorithm).update(`blob ${size}\0`);
}

/** The id that git gives to these bytes: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits. */
export function blobId(bytes: Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return startBlobHash(bytes.byteLength, algorithm).update(bytes).digest('hex');
}

/** Whether the bytes are the blob that the id names, whichever of git's two hashes made it. */
export const isBlob = (bytes: Uint8Array, id: string): boolean =>
  blobId(bytes, id.length === 64 ? 'sha256' : 'sha1') === id;

/** A commit, tree or blob id in full. */
export const isObjectId = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
