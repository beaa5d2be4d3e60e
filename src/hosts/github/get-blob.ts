import type { FileRead, TreeEntry } from '../../model/ports.ts';
import { isBlob } from '../blob-id.ts';
import { tooLarge, unreadable } from '../disk.ts';
import { describeFailure } from './failure.ts';
import type { RepositoryApi } from './repository-api.ts';

/** docs.github.com/rest/git/blobs: larger ones are not served. */
const maxServedBytes = 100 * 1024 * 1024;

export interface BlobAnswer {
  readonly read: FileRead;
  /** GitHub will refuse every other blob too. */
  readonly final: boolean;
}

/** Reads one blob as bytes, in the raw media type; what came is believed only if it has the id. */
export async function getBlob(api: RepositoryApi, entry: TreeEntry, maxBytes: number): Promise<BlobAnswer> {
  const limit = Math.min(maxBytes, maxServedBytes);
  try {
    const { data } = await api.client.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
      owner: api.owner,
      repo: api.repo,
      file_sha: entry.id,
      headers: { accept: 'application/vnd.github.raw+json' },
      // Decoded as text, bytes that are no UTF-8 would be lost.
      request: { parseSuccessResponseBody: false },
    });
    return { read: await readStream(data, entry.id, limit), final: false };
  } catch (error) {
    const { reason, final } = describeFailure(error);
    return { read: unreadable(reason), final };
  }
}

async function readStream(body: unknown, id: string, maxBytes: number): Promise<FileRead> {
  if (!(body instanceof ReadableStream)) return unreadable('GitHub answered without content');
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) return unreadable('GitHub answered without content');
    total += chunk.byteLength;
    if (total > maxBytes) return tooLarge(total, maxBytes);
    parts.push(chunk);
  }
  const bytes = Buffer.concat(parts);
  if (!isBlob(bytes, id)) return unreadable('GitHub answered other content than the tree names');
  return { kind: 'bytes', bytes };
}
