import { createHash } from 'node:crypto';
import type { RawEntry } from './repository-api.ts';

/**
 * Whether the entries are all of the folder that the id names, whichever of git's two hashes made it
 * (git-scm.com/book, "Git Objects"): modes are written without leading zeros, and a folder sorts as if a slash followed.
 */
export function isTree(entries: readonly RawEntry[], id: string): boolean {
  const records = entries.map(({ path, mode, type, sha }) => ({
    key: Buffer.from(type === 'tree' ? `${path}/` : path),
    bytes: Buffer.concat([Buffer.from(`${mode.replace(/^0+/, '')} ${path}\0`), Buffer.from(sha, 'hex')]),
  }));
  records.sort((a, b) => Buffer.compare(a.key, b.key));
  const content = Buffer.concat(records.map(({ bytes }) => bytes));
  const algorithm = id.length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`tree ${content.byteLength}\0`).update(content).digest('hex') === id;
}
