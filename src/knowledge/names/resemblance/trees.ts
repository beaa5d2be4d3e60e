/**
 * A sum of small decision trees (gradient boosting, Friedman 2001): each is a list of nodes, the first one its root.
 * A node is `[feature, threshold, left, right]`: left where the feature is at most the threshold; or `[value]`.
 */
export type Tree = readonly (readonly number[])[];

export interface Forest {
  /** What is added to every sum. */
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** The logarithm of the odds that the model gives. */
export function sumTrees({ base, trees }: Forest, values: readonly number[]): number {
  let sum = base;
  for (const tree of trees) sum += leafOf(tree, values);
  return sum;
}

function leafOf(tree: Tree, values: readonly number[]): number {
  let node = tree[0];
  // Children stand behind their parent, so this ends.
  for (let steps = 0; steps < tree.length && node !== undefined; steps++) {
    const [feature = 0, threshold = 0, left = 0, right = 0] = node;
    if (node.length === 1) return feature;
    node = tree[(values[feature] ?? 0) <= threshold ? left : right];
  }
  return 0;
}
