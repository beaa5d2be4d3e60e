import type { Region } from '../model/location.ts';

/** 1-based; columns count UTF-16 code units (SARIF 2.1.0, section 3.30). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Offsets are UTF-16 code units from the start of the text. Whatever lies outside the text is moved to its nearest end. */
export interface LineIndex {
  position(offset: number): Position;
  offset(line: number, column: number): number;
  /** From `start` up to, not including, `end`. */
  region(start: number, end: number): Region;
  /** Text of a 1-based line without its end; empty where there is no such line. */
  line(number: number): string;
  /** Number of lines: one more than there are line feeds. */
  readonly count: number;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Indexes the lines of a text. A line ends at `\n`; a `\r` right before it belongs to the end of the line. */
export function indexLines(text: string): LineIndex {
  const starts = findLineStarts(text);
  const count = starts.length;
  let recent = 1;
  const startOf = (line: number): number => starts[line - 1] ?? text.length;
  const endOf = (line: number): number => (line >= count ? text.length : trimLineEnd(text, startOf(line + 1)));

  function position(offset: number): Position {
    const wanted = clamp(offset, 0, text.length);
    let low = startOf(recent) <= wanted ? recent : 1;
    let high = low;
    // Readers mostly move forward in small steps: look near the last answer first, at doubling distances.
    for (let reach = 1; high < count && startOf(high + 1) <= wanted; reach *= 2) {
      low = high + 1;
      high = Math.min(count, high + reach);
    }
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (startOf(middle) <= wanted) low = middle;
      else high = middle - 1;
    }
    recent = low;
    return { line: low, column: Math.min(wanted, endOf(low)) - startOf(low) + 1 };
  }

  function offset(line: number, column: number): number {
    if (line < 1) return 0;
    if (line > count) return text.length;
    return clamp(startOf(line) + column - 1, startOf(line), endOf(line));
  }

  function region(start: number, end: number): Region {
    const from = position(start);
    const isInLine = start >= 0 && end >= start && end <= endOf(from.line);
    const to = isInLine ? { line: from.line, column: from.column + end - start } : position(end);
    return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
  }

  const line = (number: number): string =>
    number < 1 || number > count ? '' : text.slice(startOf(number), endOf(number));

  return { position, offset, region, line, count };
}

/** The text that a region covers. For many regions of one text, keep the index and use its `offset`. */
export function sliceRegion(text: string, region: Region): string {
  const index = indexLines(text);
  return text.slice(index.offset(region.startLine, region.startColumn), index.offset(region.endLine, region.endColumn));
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** @param next offset of the line after, so that `next - 1` is the line feed */
function trimLineEnd(text: string, next: number): number {
  const end = text.charCodeAt(next - 1) === lineFeed ? next - 1 : next;
  return end > 0 && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
