import type { Tree, Wanted } from '../model/ports.ts';
import { type Changes, diffTrees } from './diff-trees.ts';
import { joinReasons } from './list-entries.ts';

/** The difference of two trees by their entries. */
export async function compareTrees(base: Tree, head: Tree, wanted: Wanted): Promise<Changes> {
  const before = await base.entries(wanted);
  const after = await head.entries(wanted);
  const paths = diffTrees(before.entries, after.entries, wanted);
  const incomplete = joinReasons(before.incomplete, after.incomplete);
  return incomplete === undefined ? { paths } : { paths, incomplete };
}
