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
}

const bins = 64;

/** Gradient boosting with the logistic loss over binned features; deterministic. */
export function growForest(examples: readonly Example[], growth: Growth): Forest {
  const count = examples[0]?.values.length ?? 0;
  const edges = Array.from({ length: count }, (_, feature) => findEdges(examples.map(({ values }) => values[feature] ?? 0)));
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
  for (let round = 0; round < growth.trees; round++) {
    examples.forEach(({ isSquat, weight }, at) => {
      const chance = 1 / (1 + Math.exp(-(odds[at] ?? 0)));
      gradients[at] = weight * (chance - (isSquat ? 1 : 0));
      curvatures[at] = weight * chance * (1 - chance);
    });
    trees.push(growTree({ columns, edges, gradients, curvatures, odds }, growth));
  }
  return { base: Number(base.toFixed(4)), trees };
}

interface Ground {
  readonly columns: readonly Uint8Array[];
  readonly edges: readonly (readonly number[])[];
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
  readonly split: Split | undefined;
}

/** The leaf that gains most is split next. */
function growTree(ground: Ground, growth: Growth): Tree {
  const nodes: number[][] = [[0]];
  const all = Int32Array.from(ground.odds, (_, at) => at);
  const leaves: Leaf[] = [{ rows: all, node: 0, split: findSplit(all, ground, growth) }];
  while (leaves.length < growth.leaves) {
    const best = leaves.reduce((one, other) => ((other.split?.gain ?? 0) > (one.split?.gain ?? 0) ? other : one));
    const { split, rows, node } = best;
    if (split === undefined) break;
    leaves.splice(leaves.indexOf(best), 1);
    const column = ground.columns[split.feature];
    for (const side of [true, false]) {
      const mine = rows.filter((row) => (column?.[row] ?? 0) <= split.bin === side);
      nodes.push([0]);
      leaves.push({ rows: mine, node: nodes.length - 1, split: findSplit(mine, ground, growth) });
    }
    const threshold = ground.edges[split.feature]?.[split.bin] ?? 0;
    nodes[node] = [split.feature, Number(threshold.toPrecision(6)), nodes.length - 2, nodes.length - 1];
  }
  for (const { rows, node } of leaves) {
    const [gradient, curvature] = sums(rows, ground);
    const value = Number(((-growth.rate * gradient) / (curvature + growth.pull)).toFixed(4));
    nodes[node] = [value];
    for (const row of rows) ground.odds[row] = (ground.odds[row] ?? 0) + value;
  }
  return nodes;
}

function sums(rows: Int32Array, { gradients, curvatures }: Ground): readonly [number, number] {
  let [gradient, curvature] = [0, 0];
  for (const row of rows) {
    gradient += gradients[row] ?? 0;
    curvature += curvatures[row] ?? 0;
  }
  return [gradient, curvature];
}

function findSplit(rows: Int32Array, ground: Ground, { pull, minWeight }: Growth): Split | undefined {
  const [gradient, curvature] = sums(rows, ground);
  const before = gradient ** 2 / (curvature + pull);
  let best: Split | undefined;
  ground.columns.forEach((column, feature) => {
    const g = new Float64Array(bins);
    const c = new Float64Array(bins);
    for (const row of rows) {
      const bin = column[row] ?? 0;
      g[bin] = (g[bin] ?? 0) + (ground.gradients[row] ?? 0);
      c[bin] = (c[bin] ?? 0) + (ground.curvatures[row] ?? 0);
    }
    let [left, leftCurvature] = [0, 0];
    for (let bin = 0; bin < bins - 1; bin++) {
      left += g[bin] ?? 0;
      leftCurvature += c[bin] ?? 0;
      const rightCurvature = curvature - leftCurvature;
      if (leftCurvature < minWeight || rightCurvature < minWeight) continue;
      const gain = left ** 2 / (leftCurvature + pull) + (gradient - left) ** 2 / (rightCurvature + pull) - before;
      if (gain > (best?.gain ?? 1e-3)) best = { feature, bin, gain };
    }
  });
  return best;
}

/** Upper limits of the bins: quantiles of the values, each once. */
function findEdges(values: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const at = Math.min(sorted.length - 1, Math.floor((bin * sorted.length) / bins));
    const edge = Number((sorted[at] ?? 0).toPrecision(6));
    if (edge !== edges.at(-1)) edges.push(edge);
  }
  return edges;
}

function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && value > (edges[bin] ?? 0)) bin++;
  return bin;
}
