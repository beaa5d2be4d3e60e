import type { Region } from '../../model/location.ts';
import { reveal } from '../escape-invisible.ts';
import { charWidth, textWidth } from './width.ts';

/** A source line as a terminal shows it, and where its region is: both in columns of the terminal. */
export interface Excerpt {
  readonly text: string;
  readonly indent: number;
  readonly length: number;
}

interface Cell {
  readonly text: string;
  readonly width: number;
  /** UTF-16 offset in the line. */
  readonly offset: number;
}

const tabWidth = 4;

/**
 * Shows at most `columns` columns of a line, around its region. Linear in `columns`, however long the line is.
 * A region of several lines is shown up to the end of its first one.
 */
export function excerptOf(line: string, region: Region, columns: number): Excerpt {
  const start = Math.min(Math.max(0, region.startColumn - 1), line.length);
  const wanted = region.endLine > region.startLine ? line.length : region.endColumn - 1;
  const end = Math.min(Math.max(start + 1, wanted), start + columns, Math.max(line.length, start + 1));
  const first = Math.max(0, start - columns);
  const cells = cellsOf(line.slice(first, end + columns), first);
  const [from, to] = chooseWindow(cells, start, columns, first > 0 || end + columns < line.length);
  const shown = cells.slice(from, to);
  const left = first > 0 || from > 0 ? '…' : '';
  const right = to < cells.length || end + columns < line.length ? '…' : '';
  const before = shown.filter((cell) => cell.offset < start);
  const inside = shown.filter((cell) => cell.offset >= start && cell.offset < end);
  return {
    text: `${left}${shown.map((cell) => cell.text).join('')}${right}`,
    indent: left.length + sumWidths(before),
    length: Math.max(1, sumWidths(inside)),
  };
}

function cellsOf(text: string, firstOffset: number): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let offset = firstOffset;
  for (const char of text) {
    const shown = char === '\t' ? ' '.repeat(tabWidth - (column % tabWidth)) : showChar(char, cells);
    const width = shown.length === char.length && char !== '\t' ? charWidth(char) : textWidth(shown);
    cells.push({ text: shown, width, offset });
    column += width;
    offset += char.length;
  }
  return cells;
}

/** A runner finds `##[` anywhere in a line: the bracket after two signs is spelled out. */
const showChar = (char: string, before: readonly Cell[]): string =>
  char === '[' && before.at(-1)?.text === '#' && before.at(-2)?.text === '#' ? '\\u{5b}' : reveal(char);

/** The cells to show: all, or a third of the columns before the region and the rest from it on. */
function chooseWindow(
  cells: readonly Cell[],
  start: number,
  columns: number,
  clipped: boolean,
): readonly [number, number] {
  if (!clipped && sumWidths(cells) <= columns) return [0, cells.length];
  const found = cells.findIndex((cell) => cell.offset >= start);
  const at = found < 0 ? cells.length : found;
  let from = at;
  let lead = Math.floor(columns / 3);
  while (from > 0 && lead >= (cells[from - 1]?.width ?? 0)) lead -= cells[--from]?.width ?? 0;
  let to = from;
  let left = columns - 2;
  while (to < cells.length && left >= (cells[to]?.width ?? 0)) left -= cells[to++]?.width ?? 0;
  return [from, to];
}

const sumWidths = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);
