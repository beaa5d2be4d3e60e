import type { Forest, Tree } from '../../src/knowledge/names/resemblance/trees.ts';

export interface Example {
  readonly values: readonly number[];
  readonly isSquat: boolean;
  readonly weight: number;
}

export interface Growth {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** What a leaf is pulled towards nothing by, in units of weight. */
  readonly pull: number;
  readonly minWeight: number;
  /** Share of the features that a tree is grown of: the others must do without the best ones, too. */
  readonly features: number;
}

const bins = 64;
/** Gradient and curvature, one after the other. */
const cells = 2 * bins;

/** Gradient boosting with the logistic loss over binned features; deterministic. */
export function growForest(examples: readonly Example[], growth: Growth): Forest {
  const count = examples[0]?.values.length ?? 0;
  const edges = Array.from({ length: count }, (_, feature) =>
    findEdges(examples.map(({ values }) => values[feature] ?? 0)),
  );
  const columns = edges.map((limits, feature) =>
    Uint8Array.from(examples, ({ values }) => binOf(values[feature] ?? 0, limits)),
  );
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const squats = examples.reduce((sum, { weight, isSquat }) => sum + (isSquat ? weight : 0), 0);
  const base = Math.log(squats / (total - squats));
  const odds = new Float64Array(examples.length).fill(base);
  const trees: Tree[] = [];
  const gradients = new Float64Array(examples.length);
  const curvatures = new Float64Array(examples.length);
  const draw = drawer();
  for (let round = 0; round < growth.trees; round++) {
    examples.forEach(({ isSquat, weight }, at) => {
      const chance = 1 / (1 + Math.exp(-(odds[at] ?? 0)));
      gradients[at] = weight * (chance - (isSquat ? 1 : 0));
      curvatures[at] = weight * chance * (1 - chance);
    });
    const features = edges.map((_, feature) => feature).filter(() => draw() < growth.features);
    trees.push(growTree({ columns, edges, features, gradients, curvatures, odds }, growth));
  }
  return { base: Number(base.toFixed(4)), trees };
}

/** Always the same numbers below one (a linear congruential generator, Numerical Recipes). */
function drawer(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Ground {
  readonly columns: readonly Uint8Array[];
  readonly edges: readonly (readonly number[])[];
  /** Those that the tree is grown of. */
  readonly features: readonly number[];
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly odds: Float64Array;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

interface Leaf {
  readonly rows: Int32Array;
  readonly node: number;
  /** Gradients and curvatures of the rows by feature and bin. */
  readonly totals: Float64Array;
  readonly split: Split | undefined;
}

/** The leaf that gains most is split next. */
function growTree(ground: Ground, growth: Growth): Tree {
  const nodes: number[][] = [[0]];
  const leafOf = (rows: Int32Array, node: number, totals: Float64Array): Leaf => ({
    rows,
    node,
    totals,
    split: findSplit(totals, ground, growth),
  });
  const all = Int32Array.from(ground.odds, (_, at) => at);
  const leaves: Leaf[] = [leafOf(all, 0, totalsOf(all, ground))];
  while (leaves.length < growth.leaves) {
    const best = leaves.reduce((one, other) => ((other.split?.gain ?? 0) > (one.split?.gain ?? 0) ? other : one));
    const { split, rows, node, totals } = best;
    if (split === undefined) break;
    leaves.splice(leaves.indexOf(best), 1);
    const column = ground.columns[split.feature];
    const [left, right] = [true, false].map((side) => rows.filter((row) => (column?.[row] ?? 0) <= split.bin === side));
    if (left === undefined || right === undefined) break;
    // Those of one side are counted; what is missing to those of both is the other's.
    const isLeftSmall = left.length <= right.length;
    const small = totalsOf(isLeftSmall ? left : right, ground);
    const large = totals.map((total, at) => total - (small[at] ?? 0));
    leaves.push(leafOf(left, nodes.length, isLeftSmall ? small : large));
    leaves.push(leafOf(right, nodes.length + 1, isLeftSmall ? large : small));
    const threshold = ground.edges[split.feature]?.[split.bin] ?? 0;
    nodes[node] = [split.feature, threshold, nodes.length, nodes.length + 1];
    nodes.push([0], [0]);
  }
  for (const { rows, node } of leaves) {
    const [gradient, curvature] = sums(rows, ground);
    const value = Number(((-growth.rate * gradient) / (curvature + growth.pull)).toFixed(4));
    nodes[node] = [value];
    for (const row of rows) ground.odds[row] = (ground.odds[row] ?? 0) + value;
  }
  return nodes;
}

function totalsOf(rows: Int32Array, { columns, features, gradients, curvatures }: Ground): Float64Array {
  const totals = new Float64Array(features.length * cells);
  features.forEach((feature, place) => {
    const [column, start] = [columns[feature] ?? new Uint8Array(), place * cells];
    for (const row of rows) {
      const cell = start + 2 * (column[row] ?? 0);
      totals[cell] = (totals[cell] ?? 0) + (gradients[row] ?? 0);
      totals[cell + 1] = (totals[cell + 1] ?? 0) + (curvatures[row] ?? 0);
    }
  });
  return totals;
}

function sums(rows: Int32Array, { gradients, curvatures }: Ground): readonly [number, number] {
  let [gradient, curvature] = [0, 0];
  for (const row of rows) {
    gradient += gradients[row] ?? 0;
    curvature += curvatures[row] ?? 0;
  }
  return [gradient, curvature];
}

function findSplit(totals: Float64Array, { features }: Ground, { pull, minWeight }: Growth): Split | undefined {
  let best: Split | undefined;
  features.forEach((feature, place) => {
    const mine = totals.subarray(place * cells, (place + 1) * cells);
    let [gradient, curvature] = [0, 0];
    for (let cell = 0; cell < cells; cell += 2) {
      gradient += mine[cell] ?? 0;
      curvature += mine[cell + 1] ?? 0;
    }
    const before = gradient ** 2 / (curvature + pull);
    let [left, leftCurvature] = [0, 0];
    for (let bin = 0; bin < bins - 1; bin++) {
      left += mine[2 * bin] ?? 0;
      leftCurvature += mine[2 * bin + 1] ?? 0;
      const rightCurvature = curvature - leftCurvature;
      if (leftCurvature < minWeight || rightCurvature < minWeight) continue;
      const gain = left ** 2 / (leftCurvature + pull) + (gradient - left) ** 2 / (rightCurvature + pull) - before;
      if (gain > (best?.gain ?? 1e-3)) best = { feature, bin, gain };
    }
  });
  return best;
}

/**
 * Upper limits of the bins: values that many examples have get bins of their own, and the others are spread evenly over
 * what is left, so that a feature which few examples have is not lost.
 */
function findEdges(values: readonly number[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const value of Float64Array.from(values).sort()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const isCommon = (count: number): boolean => count > values.length / bins;
  const common = [...counts.values()].filter(isCommon);
  const rest = values.length - common.reduce((sum, count) => sum + count, 0);
  const share = counts.size <= bins ? 0 : rest / Math.max(1, bins - 2 * common.length);
  const edges: number[] = [];
  let [held, last] = [0, Number.NaN];
  for (const [value, count] of counts) {
    if (held > 0 && (isCommon(count) || held >= share)) {
      // Half-way: a rounded limit must not part a value from itself.
      edges.push(Number(((last + value) / 2).toPrecision(6)));
      held = 0;
    }
    held += isCommon(count) ? values.length : count;
    last = value;
  }
  return edges.slice(0, bins - 1);
}

function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && value > (edges[bin] ?? 0)) bin++;
  return bin;
}
