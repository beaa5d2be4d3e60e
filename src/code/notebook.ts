import { appendJsonString } from '../surfaces/json-text.ts';
import { type Piece, PieceBuilder } from '../surfaces/pieces.ts';
import { parseJson } from '../text/json.ts';
import { type JsonNode, memberOf, textOf } from '../text/json-nodes.ts';
import { indexLines } from '../text/lines.ts';
import type { Language } from './languages.ts';
import type { Source } from './sources.ts';

/** Parts of a notebook that hold results and pictures: most of its bytes, and no code. */
const left = new Set(['outputs', 'attachments']);

/** What is said of the language of a notebook, in the order of what counts. */
const languages = [
  ['kernelspec', 'language'],
  ['language_info', 'name'],
] as const;

/** A magic that gives the whole cell to something else than the language of the notebook. */
const foreign = /^\s*%%(?!(?:time|timeit|capture|prun|memit)\b)/;

/** Code cells of a Jupyter notebook in a language, with their places in the file; none where it is no notebook of that language. */
export const readCells = (text: string, language: string): readonly Piece[] =>
  readCellsOf(rootOf(text), text, language);

function readCellsOf(root: JsonNode | undefined, text: string, language: string): readonly Piece[] {
  const metadata = memberOf(root, 'metadata')?.value;
  const told = languages.map(([holder, key]) => textOf(memberOf(memberOf(metadata, holder)?.value, key)?.value));
  const own = told.find((one) => one !== undefined) ?? language;
  return own.toLowerCase() === language ? cellsOf(root).flatMap((cell) => codeOf(text, cell)) : [];
}

/** What is no JSON is no notebook. */
function rootOf(text: string): JsonNode | undefined {
  try {
    return parseJson(text, { keep: (_, key) => !left.has(key) }).root;
  } catch {
    return undefined;
  }
}

/** Cells of format 4, and of the worksheets of format 3. */
function cellsOf(root: JsonNode | undefined): readonly JsonNode[] {
  const sheets = memberOf(root, 'worksheets')?.value;
  const holders = sheets?.kind === 'array' ? [root, ...sheets.items] : [root];
  return holders.flatMap((holder) => {
    const cells = memberOf(holder, 'cells')?.value;
    return cells?.kind === 'array' ? cells.items : [];
  });
}

function codeOf(file: string, cell: JsonNode): readonly Piece[] {
  if (textOf(memberOf(cell, 'cell_type')?.value) !== 'code') return [];
  const source = memberOf(cell, 'source')?.value ?? memberOf(cell, 'input')?.value;
  const built = new PieceBuilder();
  // One text, or its lines as a list of texts that end as lines do.
  for (const part of source?.kind === 'array' ? source.items : [source]) {
    if (part?.kind === 'string') appendJsonString(built, file, part.start, part.end);
  }
  if (built.length === 0) return [];
  const piece = built.finish();
  return foreign.test(piece.text) ? [] : [piece];
}

/** The code of a notebook in a language, as one text; places are those in the file. */
export function notebookSource(path: string, file: string, language: Language): Source {
  const cells: { readonly from: number; readonly piece: Piece }[] = [];
  let text = '';
  const root = rootOf(file);
  for (const piece of readCellsOf(root, file, language)) {
    cells.push({ from: text.length, piece });
    text += `${piece.text}\n`;
  }
  const starts = cells.map(({ from }) => from);
  const placeOf = (offset: number): number => {
    const cell = cells[lastAtMost(starts, offset)];
    return cell === undefined ? 0 : cell.piece.at(Math.min(offset - cell.from, cell.piece.text.length));
  };
  const lines = indexLines(file);
  return {
    path,
    language,
    text,
    ...(root === undefined && file.trim() !== '' ? { unread: 'it is no notebook, as it is no JSON' } : {}),
    regionOf: (start, end) => lines.region(placeOf(start), placeOf(Math.max(start, end))),
  };
}

/** The place of the last of ascending numbers that is at most the given one. */
function lastAtMost(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
