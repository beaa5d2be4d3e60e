import type { Finding, Severity } from '../model/finding.ts';
import { packageLabel } from './causes.ts';
import { shorten } from './escape-invisible.ts';
import { indexFirst } from './index-first.ts';

/** Of a longer way the middle is left out. */
const longestWay = 6;

/** A package on the ways by which packages with findings come in, or the repository itself. */
export interface GraphNode {
  readonly label: string;
  readonly children: Map<string, GraphNode>;
  /** Of the gravest finding about it. */
  severity?: Severity;
}

export interface Way {
  /** The packages, then as labels. */
  readonly steps: readonly string[];
  readonly severity: Severity;
}

/** How each transitive package with a finding comes in, of the gravest findings first. */
export const findWays = (ranked: readonly Finding[]): readonly Way[] =>
  [...indexFirst(ranked.flatMap(waysOf)).values()].map(labelWay);

/** By its packages: the gravest of several findings comes first and counts. */
function waysOf({ package: found, packages, introducedBy, severity }: Finding): readonly (readonly [string, Way])[] {
  const all = packages ?? (found === null ? [] : [{ package: found, introducedBy }]);
  return all.flatMap(({ package: { purl }, introducedBy: chain = [] }) => {
    const steps = [...chain, purl];
    return chain.length === 0 ? [] : [[steps.join(' '), { steps, severity }]];
  });
}

const labelWay = ({ steps, severity }: Way): Way => ({
  steps: shortenWay(steps).map((one) => shorten(packageLabel(one), 200)),
  severity,
});

function shortenWay(steps: readonly string[]): readonly string[] {
  const missing = steps.length - longestWay;
  if (missing <= 0) return steps;
  const ends = longestWay / 2;
  return [...steps.slice(0, ends - 1), `… ${missing + 1} between`, ...steps.slice(-ends)];
}

/** Ways that begin alike are one until they part. */
export function growGraph(ways: readonly Way[]): GraphNode {
  const root: GraphNode = { label: 'this repository', children: new Map() };
  for (const { steps, severity } of ways) {
    let node = root;
    for (const label of steps) {
      const next = node.children.get(label) ?? { label, children: new Map() };
      node.children.set(label, next);
      node = next;
    }
    node.severity ??= severity;
  }
  return root;
}
