import type { FileRead, TreeEntry } from '../../model/ports.ts';
import { tooLarge, unreadable } from '../disk.ts';
import { eachLimited } from '../each-limited.ts';
import { describeFailure } from './failure.ts';
import { getBlob } from './get-blob.ts';
import { groupBlobs, queryBlobs } from './query-blobs.ts';
import type { RepositoryApi } from './repository-api.ts';

export type ReadBlobs = (entries: readonly TreeEntry[], maxBytes: number) => Promise<ReadonlyMap<string, FileRead>>;

const rememberedBytes = 32 * 1024 * 1024;
const parallelRequests = 6;

/** Reads blobs of one repository, by path. A blob that several paths or both sides share is asked for once. */
export function createBlobReader(api: RepositoryApi): ReadBlobs {
  const memory = new Map<string, Uint8Array>();
  let room = rememberedBytes;
  let queries = true;
  let refusal: string | undefined;

  const remember = (id: string, bytes: Uint8Array): void => {
    if (memory.has(id) || bytes.byteLength > room) return;
    room -= bytes.byteLength;
    memory.set(id, bytes);
  };

  const query = async (missing: readonly TreeEntry[], found: Map<string, FileRead>): Promise<void> => {
    for (const group of groupBlobs(missing)) {
      // One blob alone is one request either way, and REST gives its bytes.
      if (!queries || group.length === 1) continue;
      try {
        for (const [id, bytes] of await queryBlobs(api, group)) found.set(id, { kind: 'bytes', bytes });
      } catch (error) {
        const { reason, final } = describeFailure(error);
        queries = false;
        if (final) refusal = reason;
        else api.note(`Files are read one by one: the GraphQL query failed (${reason}).`);
      }
    }
  };

  const get = async (entry: TreeEntry, maxBytes: number, found: Map<string, FileRead>): Promise<void> => {
    if (refusal !== undefined) {
      found.set(entry.id, unreadable(refusal));
      return;
    }
    const { read, final } = await getBlob(api, entry, maxBytes);
    if (final && read.kind === 'unreadable') refusal = read.reason;
    found.set(entry.id, read);
  };

  return async (entries, maxBytes) => {
    const found = new Map<string, FileRead>();
    const asked = new Map(entries.filter((entry) => refuse(entry, maxBytes) === undefined).map((e) => [e.id, e]));
    for (const id of asked.keys()) {
      const bytes = memory.get(id);
      if (bytes !== undefined) found.set(id, { kind: 'bytes', bytes });
    }
    const isMissing = (entry: TreeEntry): boolean => !found.has(entry.id);
    await query([...asked.values()].filter(isMissing), found);
    const rest = [...asked.values()].filter(isMissing);
    await eachLimited(rest, parallelRequests, (entry) => get(entry, maxBytes, found));
    for (const [id, read] of found) if (read.kind === 'bytes') remember(id, read.bytes);
    return new Map(
      entries.map((entry) => {
        const refused = refuse(entry, maxBytes);
        return [entry.path, refused ?? capRead(found.get(entry.id), maxBytes)];
      }),
    );
  };
}

function refuse(entry: TreeEntry, maxBytes: number): FileRead | undefined {
  if (entry.mode === 'submodule') return unreadable('the content of a submodule is elsewhere');
  const size = entry.size ?? 0;
  return size > maxBytes ? tooLarge(size, maxBytes) : undefined;
}

function capRead(read: FileRead | undefined, maxBytes: number): FileRead {
  if (read === undefined) return unreadable('GitHub did not answer');
  if (read.kind === 'unreadable' || read.bytes.byteLength <= maxBytes) return read;
  return tooLarge(read.bytes.byteLength, maxBytes);
}
