import type { TreeEntry } from '../../model/ports.ts';
import { isBlob } from '../blob-id.ts';
import { property, textAt } from './property.ts';
import { queryObjects } from './query-objects.ts';
import type { RepositoryApi } from './repository-api.ts';

/** Blobs of one query: many where they are known to be small. GitHub ends a query after ten seconds. */
export const maxBlobs = 250;
/** Blobs of one query where their sizes are not known, or after GitHub failed to answer a larger one. */
export const fewBlobs = 50;
const maxQueryBytes = 4 * 1024 * 1024;
/** GitHub cuts long texts (`isTruncated`); those are read one by one. */
const maxTextBytes = 400 * 1024;
/** What a blob of unknown size counts as. */
const assumedBytes = maxQueryBytes / fewBlobs;

/** Groups of blobs that are small enough to be asked for together. Those that are not are in no group. */
export function groupBlobs(entries: readonly TreeEntry[], most: number): readonly (readonly TreeEntry[])[] {
  const groups: TreeEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = entry.size ?? assumedBytes;
    if (size > maxTextBytes) continue;
    const last = groups.at(-1);
    if (last === undefined || last.length === most || bytes + size > maxQueryBytes) {
      groups.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return groups;
}

/**
 * Reads many blobs with one query. What is returned are those blobs whose text gives the id that was asked for: binary,
 * cut and oddly encoded ones are left to REST.
 * @throws where GitHub refuses the query
 */
export async function queryBlobs(
  api: RepositoryApi,
  entries: readonly TreeEntry[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const ids = entries.map(({ id }) => id);
  const objects = await queryObjects(api, ids, '... on Blob { text isBinary isTruncated byteSize }');
  const found = new Map<string, Uint8Array>();
  for (const [id, object] of objects) {
    const text = textAt(object, 'text');
    if (text === undefined || property(object, 'isTruncated') === true) continue;
    const bytes = new TextEncoder().encode(text);
    if (isBlob(bytes, id)) found.set(id, bytes);
  }
  return found;
}
