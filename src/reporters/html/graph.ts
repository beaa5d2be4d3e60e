import type { Finding, Severity } from '../../model/finding.ts';
import { cut, type Html, html, nothing } from '../escape-html.ts';
import { count } from '../phrases.ts';
import { findWays, type GraphNode, growGraph } from '../ways.ts';
import { folded, left, type Section } from './section.ts';

/** So many packages are drawn; the others are counted. */
const mostEnds = 40;
/** How each transitive package with a finding comes in. */
export function graphSection(ranked: readonly Finding[]): Section | undefined {
  const ways = findWays(ranked);
  if (ways.length === 0) return undefined;
  const root = growGraph(ways.slice(0, mostEnds));
  return {
    id: 'graph',
    title: 'How it comes in',
    count: ways.length,
    body: html`<p>From what the repository asks for itself, on the left, to the packages with findings.</p>
${drawGraph(root)}
${folded('The same as a list', html`<ul class="tree">${listNode(root)}</ul>`)}${left(ways.length - mostEnds, 'more package')}`,
  };
}

/** In pixels, as all below. */
const row = 36;
const column = 196;
const [boxWidth, boxHeight] = [156, 26];
/** Characters that a box holds. */
const longestLabel = 20;

interface Drawing {
  readonly boxes: Html[];
  readonly lines: Html[];
  /** Ends that were drawn so far. */
  ends: number;
  depth: number;
}

function drawGraph(root: GraphNode): Html {
  const drawing: Drawing = { boxes: [], lines: [], ends: 0, depth: 0 };
  drawNode(root, 0, drawing);
  const [width, height] = [drawing.depth * column + boxWidth + 4, drawing.ends * row + 4];
  return html`<div class="scroll picture" role="group" aria-label="Graph of dependencies" tabindex="0">
<svg class="graph" role="img" aria-labelledby="graph-name" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="graph-name">How ${count(drawing.ends, 'package')} with findings come in; the list below says the same</title>
${drawing.lines}${drawing.boxes}</svg>
</div>`;
}

/** Draws what is below a node, then the node in the middle of it. @returns the height of its middle */
function drawNode(node: GraphNode, depth: number, drawing: Drawing): number {
  drawing.depth = Math.max(drawing.depth, depth);
  const below = [...node.children.values()].map((child) => drawNode(child, depth + 1, drawing));
  const [first, last] = [below.at(0), below.at(-1)];
  const middle = first === undefined || last === undefined ? drawing.ends++ * row + row / 2 : (first + last) / 2;
  const [x, right] = [depth * column + 2, depth * column + 2 + boxWidth];
  for (const y of below) {
    const bend = right + (column - boxWidth) / 2;
    drawing.lines.push(
      html`<path d="M${right} ${middle}C${bend} ${middle} ${bend} ${y} ${depth * column + column + 2} ${y}"/>\n`,
    );
  }
  drawing.boxes.push(drawBox(node, x, middle - boxHeight / 2));
  return middle;
}

const drawBox = ({ label, severity }: GraphNode, x: number, y: number): Html => html`<g class="node ${severity ?? ''}">
<title>${label}${severity === undefined ? '' : `: ${severity}`}</title>
<rect x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="5"/>
${severity === undefined ? nothing : html`<text class="mark" x="${x + boxWidth - 8}" y="${y + 17}">${signs[severity]}</text>`}<text x="${x + 9}" y="${y + 17}">${cut(label, longestLabel - (severity === undefined ? 0 : 3))}</text>
</g>
`;

/** No colour alone says how grave something is. */
const signs: Readonly<Record<Severity, string>> = { critical: '!!!', high: '!!', medium: '!', low: '·', info: 'i' };

const listNode = ({ label, severity, children }: GraphNode): Html => html`<li><code>${label}</code>${
  severity === undefined ? nothing : html` <span class="badge ${severity}">${severity}</span>`
}${children.size === 0 ? nothing : html`<ul>${[...children.values()].map(listNode)}</ul>`}</li>
`;
