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

/** The logarithm of the odds that a model gives. */
export type Sum = (values: ArrayLike<number>) => number;

const leaf = 255;

/**
 * The nodes of all trees in columns, each before those of its left branch and these before those of its right one: a walk
 * goes on to the next node or to the one that is written down, and touches little memory.
 * @throws Error where a tree leads back to itself
 */
export function plantTrees({ base, trees }: Forest): Sum {
  const size = trees.reduce((sum, tree) => sum + tree.length, 0);
  const roots = new Int32Array(trees.length);
  const features = new Uint8Array(size).fill(leaf);
  /** Of a leaf its value. */
  const thresholds = new Float64Array(size);
  const rights = new Int32Array(size);
  let end = 0;
  const plant = (tree: Tree, index: number): void => {
    const [first = 0, threshold, left = 0, right = 0] = tree[index] ?? [];
    const place = end++;
    thresholds[place] = threshold ?? first;
    if (threshold === undefined) return;
    if (Math.min(left, right) <= index) throw new Error('a tree leads back to itself');
    features[place] = first;
    plant(tree, left);
    rights[place] = end;
    plant(tree, right);
  };
  trees.forEach((tree, at) => {
    roots[at] = end;
    plant(tree, 0);
  });
  return (values) => {
    let sum = base;
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree] ?? 0;
      for (let feature = features[node] ?? leaf; feature !== leaf; feature = features[node] ?? leaf)
        node = (values[feature] ?? 0) <= (thresholds[node] ?? 0) ? node + 1 : (rights[node] ?? size);
      sum += thresholds[node] ?? 0;
    }
    return sum;
  };
}
