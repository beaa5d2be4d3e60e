export const pageSize = 100;

/** All items of a list, page by page, up to `most` pages: it may be cut where it is as long as they are together. */
export async function readPages<T>(most: number, read: (page: number) => Promise<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = 1; page <= most; page += 1) {
    const items = await read(page);
    all.push(...items);
    if (items.length < pageSize) break;
  }
  return all;
}
