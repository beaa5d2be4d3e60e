import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growForest } from '../../../../scripts/data/boost.ts';
import { plantTrees, type Tree } from './trees.ts';

/** As the docstring of a tree says. */
function walk(tree: Tree, values: readonly number[]): number {
  let node = tree[0] ?? [0];
  while (node.length === 4) {
    const [feature = 0, threshold = 0, left = 0, right = 0] = node;
    node = tree[(values[feature] ?? 0) <= threshold ? left : right] ?? [0];
  }
  return node[0] ?? 0;
}

/** Any tree over three features: each node is split once, its children put behind all others. */
const tree = fc
  .array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 2 }), fc.integer({ min: -3, max: 3 })), { maxLength: 12 })
  .map((splits): Tree => {
    const nodes: number[][] = [[0]];
    for (const [choice, feature, threshold] of splits) {
      const leaves = nodes.flatMap((node, at) => (node.length === 1 ? [at] : []));
      const at = leaves[choice % leaves.length] ?? 0;
      nodes[at] = [feature, threshold, nodes.length, nodes.length + 1];
      nodes.push([nodes.length / 8], [-nodes.length / 4]);
    }
    return nodes;
  });

describe('plantTrees', () => {
  it('sums the leaves that a walk down each tree ends at', () => {
    const values = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), values, (trees, row) => {
        const expected = trees.reduce((sum, one) => sum + walk(one, row), 0.5);
        expect(plantTrees({ base: 0.5, trees })(row)).toBe(expected);
      }),
    );
  });

  it('goes left where the value is the threshold, and takes a value that is missing as 0', () => {
    const sum = plantTrees({ base: 1, trees: [[[0, 2, 1, 2], [10], [20]]] });
    expect([sum([2]), sum([2.5]), sum([])]).toEqual([11, 21, 11]);
  });

  it('takes no tree that leads back to itself', () => {
    expect(() => plantTrees({ base: 0, trees: [[[0, 0, 0, 0], [3]]] })).toThrow('leads back');
  });
});

describe('growForest', () => {
  it('parts neighbouring values of a feature that few examples have', () => {
    const counts = Array.from({ length: 40 }, (_, at) => at + 2);
    const usual = Array.from({ length: 9_000 }, () => ({ values: [-1], isSquat: false, weight: 1 }));
    const rare = counts.flatMap((count) =>
      Array.from({ length: 20 }, () => ({ values: [Math.log1p(count)], isSquat: count % 2 === 0, weight: 1 })),
    );
    const growth = { trees: 60, leaves: 20, rate: 0.3, pull: 1, minWeight: 0.1, features: 1 };
    const sum = plantTrees(growForest([...usual, ...rare], growth));
    expect(counts.filter((count) => sum([Math.log1p(count)]) > 0)).toEqual(counts.filter((count) => count % 2 === 0));
    expect(sum([-1])).toBeLessThan(-3);
  });
});
