import type { TreeEntry } from '../../model/ports.ts';
import { isBlob } from '../blob-id.ts';
import { property, textAt } from './property.ts';
import type { RepositoryApi } from './repository-api.ts';

/** Blobs of one query, and their bytes together. */
const maxBlobs = 50;
const maxQueryBytes = 4 * 1024 * 1024;
/** GitHub cuts long texts (`isTruncated`); those are read one by one. */
const maxTextBytes = 400 * 1024;

/** Groups of blobs that are small enough to be asked for together. Those that are not are in no group. */
export function groupBlobs(entries: readonly TreeEntry[]): readonly (readonly TreeEntry[])[] {
  const groups: TreeEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = entry.size ?? 0;
    if (size > maxTextBytes) continue;
    const last = groups.at(-1);
    if (last === undefined || last.length === maxBlobs || bytes + size > maxQueryBytes) {
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
 * Reads many blobs with one GraphQL query. REST has one request a blob: both sides of 20 manifests would be 40 requests,
 * and a workflow's token has 1,000 an hour for the whole repository. What is returned are those blobs whose text gives the
 * id that was asked for: binary, cut and oddly encoded ones are left to REST.
 * @throws where GitHub refuses the query
 */
export async function queryBlobs(
  api: RepositoryApi,
  entries: readonly TreeEntry[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const parameters = entries.map((_, index) => `$o${index}: GitObjectID!`).join(', ');
  const objects = entries.map((_, index) => `o${index}: object(oid: $o${index}) { ...content }`).join('\n');
  const query = `query ($owner: String!, $name: String!, ${parameters}) {
repository(owner: $owner, name: $name) {\n${objects}\n}
}
fragment content on GitObject { ... on Blob { text isBinary isTruncated byteSize } }`;
  const ids = Object.fromEntries(entries.map((entry, index) => [`o${index}`, entry.id]));
  const answer: unknown = await api.client.graphql(query, { owner: api.owner, name: api.repo, ...ids });
  const repository = property(answer, 'repository');
  const found = new Map<string, Uint8Array>();
  for (const [index, { id }] of entries.entries()) {
    const object = property(repository, `o${index}`);
    const text = textAt(object, 'text');
    if (text === undefined || property(object, 'isTruncated') === true) continue;
    const bytes = new TextEncoder().encode(text);
    if (isBlob(bytes, id)) found.set(id, bytes);
  }
  return found;
}
