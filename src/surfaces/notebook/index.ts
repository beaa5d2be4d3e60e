import type { CommandReader, Surface } from '../../model/surface.ts';
import { parseJson } from '../../text/json.ts';
import { type JsonNode, memberOf, textOf } from '../../text/json-nodes.ts';
import { Collector } from '../collector.ts';
import { appendJsonString } from '../json-text.ts';
import { findMarkdownCode } from '../markdown-code.ts';
import { scriptsIn } from '../notebook-cell.ts';
import { type Piece, PieceBuilder } from '../pieces.ts';
import { addProse, type Snippet } from '../prose.ts';

/** Parts of a notebook that hold results and pictures: most of its bytes, and no commands. */
const left = new Set(['outputs', 'attachments']);

export const surface: Surface = {
  id: 'notebook',
  title: 'Jupyter notebooks',
  role: 'script',
  matches: (path) => (/\.ipynb$/i.test(path) ? 'name' : false),
  read(file, commands) {
    const { root, lines } = parseJson(file.text, { keep: (_, key) => !left.has(key) });
    const into = new Collector(file, lines);
    const language = textOf(
      memberOf(memberOf(memberOf(root, 'metadata')?.value, 'kernelspec')?.value, 'language')?.value,
    );
    for (const cell of cellsOf(root)) readCell(into, commands, cell, language === 'bash');
    return into.finish();
  },
};

/** Cells of format 4, and of the worksheets of format 3. */
function cellsOf(root: JsonNode): readonly JsonNode[] {
  const sheets = memberOf(root, 'worksheets')?.value;
  const holders = sheets?.kind === 'array' ? [root, ...sheets.items] : [root];
  return holders.flatMap((holder) => {
    const cells = memberOf(holder, 'cells')?.value;
    return cells?.kind === 'array' ? cells.items : [];
  });
}

function readCell(into: Collector, commands: CommandReader, cell: JsonNode, isShell: boolean): void {
  const type = textOf(memberOf(cell, 'cell_type')?.value);
  if (type !== 'code' && type !== 'markdown') return;
  const source = memberOf(cell, 'source')?.value ?? memberOf(cell, 'input')?.value;
  const built = new PieceBuilder();
  // One text, or its lines as a list of texts that end as lines do.
  for (const part of source?.kind === 'array' ? source.items : [source]) {
    if (part?.kind === 'string') appendJsonString(built, into.file.text, part.start, part.end);
  }
  if (built.length === 0) return;
  const piece = built.finish();
  if (type === 'markdown') return addProse(into, commands, snippetsOf(piece));
  for (const { text, at } of isShell ? [piece] : scriptsIn(piece)) into.add(commands.script(text, at));
}

const snippetsOf = (cell: Piece): readonly Snippet[] =>
  findMarkdownCode(cell.text).map(({ piece: { text, at }, ...rest }) => ({
    ...rest,
    piece: { text, at: (offset) => cell.at(at(offset)) },
  }));
