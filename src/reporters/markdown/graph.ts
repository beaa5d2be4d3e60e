import { type Finding, rankFindings, type Severity } from '../../model/finding.ts';
import { grouped } from '../phrases.ts';
import { findWays, type GraphNode, growGraph } from '../ways.ts';

/** So many packages are drawn: a larger picture is read by nobody, and GitHub draws none with very many lines. */
const mostEnds = 25;
/** UTF-16 code units of a label as it is written: Mermaid draws no picture of more than 50,000. */
const longestLabel = 150;

/** Text in a label: what is no plain letter, digit or sign of names is told by its number, as Mermaid reads it. */
function labelText(text: string): string {
  let label = '';
  for (const one of text) {
    label += /[A-Za-z0-9 /._-]/.test(one) ? one : `#${one.codePointAt(0)};`;
    if (label.length > longestLabel) return `${label}...`;
  }
  return label;
}

const shapes: Readonly<Record<Severity, string>> = {
  critical: ':::critical',
  high: ':::high',
  medium: ':::medium',
  low: '',
  info: '',
};

/** How transitive packages with findings come in, as a picture that GitHub draws (mermaid.js.org/syntax/flowchart.html). */
export function graphSection(findings: readonly Finding[]): readonly string[] {
  const ways = findWays(rankFindings(findings));
  if (ways.length === 0) return [];
  const lines: string[] = [];
  const draw = (node: GraphNode, id: string): void => {
    const shape = node.severity === undefined ? '' : shapes[node.severity];
    lines.push(`  ${id}["${labelText(node.label)}"]${shape}`);
    for (const [at, child] of [...node.children.values()].entries()) {
      draw(child, `${id}x${at}`);
      lines.push(`  ${id} --> ${id}x${at}`);
    }
  };
  draw(growGraph(ways.slice(0, mostEnds)), 'n');
  const more = ways.length - mostEnds;
  return [
    '### How it comes in',
    '',
    '```mermaid',
    'flowchart LR',
    ...lines,
    '  classDef critical stroke:#cf222e,stroke-width:3px',
    '  classDef high stroke:#bc4c00,stroke-width:3px',
    '  classDef medium stroke:#9a6700,stroke-width:2px',
    '```',
    ...(more > 0 ? ['', `${grouped(more)} more packages: see the JSON report.`] : []),
    '',
  ];
}
