import type { Tree } from '../model/ports.ts';
import { type Changes, diffTrees } from './diff-trees.ts';
import { joinReasons } from './list-entries.ts';

/**
 * The difference of two trees by their entries.
 * @param all whether every id is at hand, so that what was not wanted is counted too
 */
export async function compareTrees(
  base: Tree,
  head: Tree,
  wanted: (path: string) => boolean,
  all = false,
): Promise<Changes> {
  const asked = all ? () => true : wanted;
  const before = await base.entries(asked);
  const after = await head.entries(asked);
  const { paths, elsewhere } = diffTrees(before.entries, after.entries, wanted);
  const incomplete = joinReasons(before.incomplete, after.incomplete);
  return { paths, ...(all ? { elsewhere } : {}), ...(incomplete === undefined ? {} : { incomplete }) };
}
