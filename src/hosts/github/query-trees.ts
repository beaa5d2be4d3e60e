import { isObjectId } from '../blob-id.ts';
import { property } from './property.ts';
import { queryObjects } from './query-objects.ts';
import type { RawEntry, RawTree, RepositoryApi } from './repository-api.ts';
import { isTree } from './tree-id.ts';

/** Folders of one query. GitHub ends a query after ten seconds, and a folder may hold thousands of entries. */
export const maxQueriedTrees = 50;

/**
 * One level each of many folders, with one query. What is returned are those whose entries give the id that was asked
 * for: folders that came cut, or with names that are no UTF-8, are left to REST.
 * @param ids of trees, not of commits
 * @throws where GitHub refuses the query
 */
export async function queryTrees(api: RepositoryApi, ids: readonly string[]): Promise<ReadonlyMap<string, RawTree>> {
  const found = new Map<string, RawTree>();
  for (const [id, object] of await queryObjects(api, ids, '... on Tree { entries { name mode type oid size } }')) {
    const listed = property(object, 'entries');
    const entries = Array.isArray(listed) ? listed.map(readEntry) : [undefined];
    const known = entries.filter((entry) => entry !== undefined);
    if (known.length === entries.length && isTree(known, id)) found.set(id, { entries: known, truncated: false });
  }
  return found;
}

/** GraphQL gives the mode as a number: 33188 is 100644. */
function readEntry(value: unknown): RawEntry | undefined {
  const [name, mode, type] = [property(value, 'name'), property(value, 'mode'), property(value, 'type')];
  const [sha, size] = [property(value, 'oid'), property(value, 'size')];
  if (typeof name !== 'string' || typeof mode !== 'number' || typeof type !== 'string') return undefined;
  if (typeof sha !== 'string' || !isObjectId(sha)) return undefined;
  const entry = { path: name, mode: mode.toString(8).padStart(6, '0'), type, sha };
  return type === 'blob' && typeof size === 'number' ? { ...entry, size } : entry;
}
