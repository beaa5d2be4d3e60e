import { joinReasons, type Listing } from '../list-entries.ts';
import { listDifferent } from './list-different.ts';
import { findPaths, type KnownTree, listKnown } from './list-known.ts';
import { listTree } from './list-tree.ts';
import type { RepositoryApi } from './repository-api.ts';
import { createBudget, createTreeStore, unlimited } from './tree-store.ts';

export interface PartialListing extends Listing {
  /** Why entries may be missing that are neither changed nor asked for by name. */
  readonly partial?: string;
}

/** Lists trees of one repository. Answers are remembered by id, so that equal folders are asked for once. */
export interface TreeReader {
  /** Everything. */
  list(tree: string): Promise<Listing>;
  /** Both sides without the folders that are equal: enough to compare them, and less to ask for. */
  listDifferent(base: string, head: string): Promise<{ readonly base: Listing; readonly head: Listing }>;
  /**
   * Everything where one answer holds it; else what that answer and all others so far tell, and the given paths.
   * @param prepare asks for what else should be known of a tree that is too large for one answer; gives exact paths
   */
  listKnown(tree: string, prepare: () => Promise<Iterable<string>>): Promise<PartialListing>;
}

/** Requests for the folders of exact paths, all trees together; one of them lists up to 50 folders. */
const maxPathRequests = 20;

const partial =
  "the tree is too large for GitHub's API: of the unchanged files, only those are known that its first answer holds or that stand in the folders of changed files";

/** @param maxRequests for folders of trees that are too large for one answer, all trees together */
export function createTreeReader(api: RepositoryApi, maxRequests: number): TreeReader {
  const store = createTreeStore(api);
  const budget = createBudget(maxRequests);
  const pathBudget = createBudget(maxPathRequests);
  const limit = `the tree is too large for GitHub's API, and ${maxRequests} more requests did not list all of its folders`;
  const remembered = new Map<string, { readonly size: number; readonly known: KnownTree }>();
  /** Large trees are asked about often, and seldom is something new known. */
  const recall = (tree: string): KnownTree => {
    const last = remembered.get(tree);
    if (last?.size === store.size()) return last.known;
    const known = listKnown(store, tree);
    remembered.set(tree, { size: store.size(), known });
    return known;
  };
  return {
    list: (tree) => listTree(store, tree, budget, limit),
    listDifferent: (base, head) => listDifferent(store, { base, head }, budget, limit),
    async listKnown(tree, prepare) {
      const whole = await store.whole(tree, unlimited);
      if (whole?.truncated === false) return recall(tree).listing;
      const missed = await findPaths(store, recall(tree), await prepare(), pathBudget);
      const { entries, incomplete } = recall(tree).listing;
      const reason = missed === 0 ? undefined : describeMissed(missed);
      const joined = joinReasons(incomplete, reason);
      return { entries, partial, ...(joined === undefined ? {} : { incomplete: joined }) };
    },
  };
}

const describeMissed = (count: number): string =>
  `the tree is too large for GitHub's API, and ${maxPathRequests} requests for single folders did not reach ${count} of the files that are asked for by name`;
