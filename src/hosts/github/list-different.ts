import type { TreeEntry } from '../../model/ports.ts';
import { type Listing, listEntries } from '../list-entries.ts';
import { entriesOf, type Folder, foldersOf } from './raw-tree.ts';
import type { RawTree } from './repository-api.ts';
import { type Budget, createBudget, type TreeStore, unlimited } from './tree-store.ts';

type Pair = readonly [Folder, Folder];

/** Both sides of a folder on the same footing: all levels of both, or one level of both. */
interface PairAnswer {
  readonly base: RawTree;
  readonly head: RawTree;
  readonly whole: boolean;
}

/** So few folders are asked for with all their levels first; many are asked for together, one level each. */
const fewFolders = 4;
/** Requests for all levels of a folder that may be too large for that. */
const wholeRequests = 6;

/**
 * Both sides without the folders that are equal, which is enough to compare them. Trees that are too large for one answer
 * are walked level by level, all folders of a level with few requests.
 */
export async function listDifferent(
  store: TreeStore,
  sides: { readonly base: string; readonly head: string },
  budget: Budget,
  limit: string,
): Promise<{ readonly base: Listing; readonly head: Listing }> {
  const before: TreeEntry[] = [];
  const after: TreeEntry[] = [];
  const wholes = createBudget(wholeRequests);
  let incomplete: string | undefined;
  let pairs: readonly Pair[] = [
    [
      { prefix: '', tree: sides.base },
      { prefix: '', tree: sides.head },
    ],
  ];
  while (pairs.length > 0) {
    const answers = await fetchPairs(store, pairs, budget, wholes);
    const next: Pair[] = [];
    for (const [{ prefix }] of pairs) {
      const answer = answers.get(prefix);
      if (answer === undefined) {
        incomplete = limit;
        continue;
      }
      for (const entry of entriesOf(answer.base, prefix)) before.push(entry);
      for (const entry of entriesOf(answer.head, prefix)) after.push(entry);
      if (!answer.whole) next.push(...pairFolders(foldersOf(answer.base, prefix), foldersOf(answer.head, prefix)));
    }
    pairs = next;
  }
  return { base: listEntries(before, incomplete), head: listEntries(after, incomplete) };
}

/** Answers by prefix; pairs that could not be asked for, or whose folders are too large, have none. */
async function fetchPairs(
  store: TreeStore,
  pairs: readonly Pair[],
  budget: Budget,
  wholes: Budget,
): Promise<ReadonlyMap<string, PairAnswer>> {
  const found = new Map<string, PairAnswer>();
  const isRoot = pairs[0]?.[0].prefix === '';
  if (isRoot || treesOf(pairs).length <= fewFolders) {
    const both: Budget = { take: () => wholes.take() && budget.take() };
    const whole = (folder: Folder) => fetchWhole(store, folder, isRoot ? unlimited : both);
    for (const pair of pairs) {
      const [base, head] = await Promise.all([whole(pair[0]), whole(pair[1])]);
      if (isUncut(base) && isUncut(head)) found.set(pair[0].prefix, { base, head, whole: true });
    }
  }
  const rest = pairs.filter(([{ prefix }]) => !found.has(prefix));
  const levels = await fetchLevels(store, treesOf(rest), budget, isRoot);
  for (const [before, after] of rest) {
    const [base, head] = [before, after].map(({ tree }) => (tree === undefined ? nothing : levels.get(tree)));
    if (isUncut(base) && isUncut(head)) found.set(before.prefix, { base, head, whole: false });
  }
  return found;
}

/** A root is known by its commit, which is no tree to a query: each is asked for alone. */
async function fetchLevels(store: TreeStore, trees: readonly string[], budget: Budget, isRoot: boolean) {
  if (!isRoot) return store.levels(trees, budget);
  const roots = await Promise.all(trees.map((tree) => store.levels([tree], budget)));
  return new Map(roots.flatMap((root) => [...root]));
}

const fetchWhole = async (store: TreeStore, { tree }: Folder, budget: Budget) =>
  tree === undefined ? nothing : store.whole(tree, budget);

const nothing: RawTree = { entries: [], truncated: false };

const isUncut = (tree: RawTree | undefined): tree is RawTree => tree?.truncated === false;

const treesOf = (pairs: readonly Pair[]): readonly string[] => [
  ...new Set(pairs.flatMap((pair) => pair.flatMap(({ tree }) => (tree === undefined ? [] : [tree])))),
];

function pairFolders(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>): readonly Pair[] {
  const prefixes = [...new Set([...base.keys(), ...head.keys()])].filter(
    (prefix) => base.get(prefix) !== head.get(prefix),
  );
  return prefixes.map((prefix) => [
    { prefix, tree: base.get(prefix) },
    { prefix, tree: head.get(prefix) },
  ]);
}
