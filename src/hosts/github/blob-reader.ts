import type { FileRead, TreeEntry } from '../../model/ports.ts';
import { tooLarge, unreadable } from '../disk.ts';
import { eachLimited } from '../each-limited.ts';
import { describeFailure } from './failure.ts';
import { getBlob } from './get-blob.ts';
import { fewBlobs, groupBlobs, maxBlobs, queryBlobs } from './query-blobs.ts';
import type { RepositoryApi } from './repository-api.ts';

export type ReadBlobs = (entries: readonly TreeEntry[], maxBytes: number) => Promise<ReadonlyMap<string, FileRead>>;

const rememberedBytes = 32 * 1024 * 1024;
const parallelRequests = 6;
/** Queries are dearer than other requests. */
const parallelQueries = 4;

/** Reads blobs of one repository, by path. A blob that several paths or both sides share is asked for once. */
export function createBlobReader(api: RepositoryApi): ReadBlobs {
  const memory = new Map<string, Uint8Array>();
  let room = rememberedBytes;
  /** Blobs of one query; 0 where GitHub answers no queries. */
  let most = maxBlobs;
  let refusal: string | undefined;

  const remember = (id: string, bytes: Uint8Array): void => {
    if (memory.has(id) || bytes.byteLength > room) return;
    room -= bytes.byteLength;
    memory.set(id, bytes);
  };

  const fail = (error: unknown, wasLarge: boolean): void => {
    const { status, reason, final } = describeFailure(error);
    // What GitHub does not answer in time may have been too much.
    const again = !final && wasLarge && (status === undefined || status >= 500);
    most = Math.min(most, again ? fewBlobs : 0);
    if (final) refusal = reason;
    else if (most === 0) api.note(`Files are read one by one: the GraphQL query failed (${reason}).`);
  };

  /** Asks until all groups of one size were answered; leaves what only REST can give. */
  const query = async (missing: readonly TreeEntry[], found: Map<string, FileRead>): Promise<void> => {
    for (let size = 0; most > 0 && size !== most; ) {
      size = most;
      const open = missing.filter((entry) => !found.has(entry.id));
      // One blob alone is one request either way, and REST gives its bytes.
      const groups = groupBlobs(open, size).filter((group) => group.length > 1);
      const isLarge = groups.some((group) => group.length > fewBlobs);
      await eachLimited(groups, parallelQueries, async (group) => {
        if (most < size) return;
        try {
          for (const [id, bytes] of await queryBlobs(api, group)) found.set(id, { kind: 'bytes', bytes });
        } catch (error) {
          fail(error, isLarge);
        }
      });
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
