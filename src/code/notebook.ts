import type { Region } from '../model/location.ts';
import { parseJson } from '../text/json.ts';
import { type JsonNode, memberOf, textOf } from '../text/json-nodes.ts';
import type { LineIndex } from '../text/lines.ts';
import type { Source } from './sources.ts';

/** Parts of a notebook that hold results and pictures: most of its bytes, and no code. */
const left = new Set(['outputs', 'attachments']);

/** A piece of the code and the literal of the notebook that holds it. */
interface Piece {
  readonly from: number;
  readonly node: Extract<JsonNode, { kind: 'string' }>;
}

/** The code cells of a notebook (nbformat 4, and 3), as one text; places are those of the literals. Throws `MalformedFileError`. */
export function notebookSource(path: string, file: string): Source {
  const { root, lines } = parseJson(file, { keep: (_, key) => !left.has(key) });
  const pieces: Piece[] = [];
  let text = '';
  for (const cell of cellsOf(root)) {
    if (textOf(memberOf(cell, 'cell_type')?.value) !== 'code') continue;
    const source = memberOf(cell, 'source')?.value ?? memberOf(cell, 'input')?.value;
    const literals = source?.kind === 'array' ? source.items : source === undefined ? [] : [source];
    for (const node of literals) {
      if (node.kind !== 'string') continue;
      pieces.push({ from: text.length, node });
      text += node.value;
    }
    // A cell magic is for IPython; the next cell begins a line.
    text += '\n';
  }
  const starts = pieces.map(({ from }) => from);
  return { path, language: 'python', text, regionOf: (start, end) => regionIn(pieces, starts, lines, start, end) };
}

function regionIn(
  pieces: readonly Piece[],
  starts: readonly number[],
  lines: LineIndex,
  start: number,
  end: number,
): Region {
  const [first, last] = [start, Math.max(start, end - 1)].map((offset) => pieces[lastAtMost(starts, offset)]);
  if (first === undefined || last === undefined) return { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  // Escapes make the literal longer than its text: what is told is within it, and never behind its end.
  const within = ({ from, node }: Piece, offset: number) => Math.min(node.start + 1 + (offset - from), node.end - 1);
  return lines.region(within(first, start), within(last, Math.max(start, end)));
}

/** The last of ascending numbers that is at most the given one. */
function lastAtMost(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Cells of format 4, and of the worksheets of format 3. */
function cellsOf(root: JsonNode): readonly JsonNode[] {
  const sheets = memberOf(root, 'worksheets')?.value;
  const holders = sheets?.kind === 'array' ? [root, ...sheets.items] : [root];
  return holders.flatMap((holder) => {
    const cells = memberOf(holder, 'cells')?.value;
    return cells?.kind === 'array' ? cells.items : [];
  });
}
