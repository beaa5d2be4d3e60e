/** Runs a job for every item, at most `limit` at a time. Rejects with the first failure. */
export async function eachLimited<T>(
  items: readonly T[],
  limit: number,
  job: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) await job(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
}
