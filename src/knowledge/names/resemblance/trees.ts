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

/** The nodes of all trees in columns, one after another: walking down them touches few lines of memory. */
export function plantTrees({ base, trees }: Forest): Sum {
  const size = trees.reduce((sum, tree) => sum + tree.length, 0);
  const roots = new Int32Array(trees.length);
  /** -1: the node is a leaf, and its threshold its value. */
  const features = new Int16Array(size).fill(-1);
  const thresholds = new Float64Array(size);
  /** Left, then right. */
  const children = new Int32Array(2 * size);
  let start = 0;
  trees.forEach((tree, at) => {
    roots[at] = start;
    tree.forEach((node, index) => {
      const place = start + index;
      const isLeaf = node.length === 1;
      thresholds[place] = node[isLeaf ? 0 : 1] ?? 0;
      if (isLeaf) return;
      features[place] = node[0] ?? 0;
      // Children stand behind their parent, so that every walk ends.
      children[2 * place] = start + Math.max(index + 1, node[2] ?? 0);
      children[2 * place + 1] = start + Math.max(index + 1, node[3] ?? 0);
    });
    start += tree.length;
  });
  return (values) => {
    let sum = base;
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree] ?? 0;
      for (let feature = features[node] ?? -1; feature >= 0; feature = features[node] ?? -1) {
        const isRight = (values[feature] ?? 0) <= (thresholds[node] ?? 0) ? 0 : 1;
        node = children[2 * node + isRight] ?? size;
      }
      sum += thresholds[node] ?? 0;
    }
    return sum;
  };
}
