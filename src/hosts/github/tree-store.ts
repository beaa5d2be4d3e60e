import { eachLimited } from '../each-limited.ts';
import { describeFailure } from './failure.ts';
import { maxQueriedTrees, queryTrees } from './query-trees.ts';
import { getTree, type RawTree, type RepositoryApi } from './repository-api.ts';

/** How many requests are left for something. */
export interface Budget {
  /** Takes one; false where none is left. */
  take(): boolean;
}

export function createBudget(requests: number): Budget {
  let left = requests;
  return { take: () => left > 0 && left-- > 0 };
}

/** For a whole tree at once, which is always asked for. */
export const unlimited: Budget = { take: () => true };

/** The trees of one repository, each asked for once, by id: equal folders are one. */
export interface TreeStore {
  /** All levels of a tree, as far as one answer goes; undefined where the budget is used up. */
  whole(tree: string, budget: Budget): Promise<RawTree | undefined>;
  /** One level each; those that the budget did not reach are missing. */
  levels(trees: readonly string[], budget: Budget): Promise<ReadonlyMap<string, RawTree>>;
  /** What was answered so far, without asking. */
  known(tree: string): { readonly whole?: RawTree | undefined; readonly level?: RawTree | undefined };
  /** Grows with every answer. */
  size(): number;
}

const parallelRequests = 4;

export function createTreeStore(api: RepositoryApi): TreeStore {
  const asked = new Map<string, Promise<RawTree>>();
  const wholes = new Map<string, RawTree>();
  const levels = new Map<string, RawTree>();
  let queries = true;

  const query = async (ids: readonly string[], budget: Budget): Promise<void> => {
    if (!queries || !budget.take()) return;
    try {
      for (const [id, tree] of await queryTrees(api, ids)) levels.set(id, tree);
    } catch (error) {
      const { reason, final } = describeFailure(error);
      if (final) throw error;
      if (queries) api.note(`Folders are listed one by one: the GraphQL query failed (${reason}).`);
      queries = false;
    }
  };

  return {
    async whole(tree, budget) {
      const pending = asked.get(tree);
      if (pending === undefined && !budget.take()) return undefined;
      const answer = pending ?? getTree(api, tree, true);
      asked.set(tree, answer);
      const whole = await answer;
      wholes.set(tree, whole);
      return whole;
    },
    async levels(trees, budget) {
      const isMissing = (tree: string): boolean => !levels.has(tree);
      const missing = [...new Set(trees)].filter(isMissing);
      // One folder alone is one request either way.
      if (missing.length > 1) await eachLimited(inGroups(missing), parallelRequests, (ids) => query(ids, budget));
      await eachLimited(missing.filter(isMissing), parallelRequests, async (tree) => {
        if (budget.take()) levels.set(tree, await getTree(api, tree, false));
      });
      return new Map(
        trees.flatMap((tree): [string, RawTree][] => {
          const level = levels.get(tree);
          return level === undefined ? [] : [[tree, level]];
        }),
      );
    },
    known: (tree) => ({ whole: wholes.get(tree), level: levels.get(tree) }),
    size: () => wholes.size + levels.size,
  };
}

const inGroups = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / maxQueriedTrees) }, (_, index) =>
    ids.slice(index * maxQueriedTrees, (index + 1) * maxQueriedTrees),
  );
