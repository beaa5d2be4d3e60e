import type { Span } from '../scan.ts';

/** One line as pip reads it: continuations joined, comment and outer white space removed. */
export interface LogicalLine {
  readonly text: string;
  /** Offsets in the file of everything the line is made of, its comment included. */
  readonly extent: Span;
  /** Offsets in the file of a part of `text`; undefined where a continuation splits it. */
  locate(part: Span): Span | undefined;
  /** Like `locate`, but ends with the physical line on which the first `least` characters of the part end. */
  locateStart(part: Span, least: number): Span;
  /** What of the line stands behind a character that ends a line for pip, and not for people. */
  readonly hidden: Hidden | undefined;
  /** Lines that a backslash makes part of a comment: pip reads nothing there, people do. */
  readonly swallowed: Span | undefined;
}

export interface Hidden {
  /** The character. */
  readonly after: string;
  /** Offsets in the file of the physical line behind it. */
  readonly span: Span;
}

interface Piece {
  readonly text: string;
  /** Offset in the file of the first character of `text`. */
  readonly source: number;
  readonly isComment: boolean;
  /** The character before it, where it is no line feed. */
  readonly after: string | undefined;
}

/** Where Python's `str.splitlines` ends a line (docs.python.org, string methods). */
const lineEnds = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

interface PhysicalLine {
  readonly start: number;
  readonly end: number;
  /** What ends it; empty at the end of the file. */
  readonly ending: string;
}

function* splitLines(text: string): Generator<PhysicalLine> {
  let start = 0;
  for (const { 0: ending, index } of text.matchAll(lineEnds)) {
    yield { start, end: index, ending };
    start = index + ending.length;
  }
  yield { start, end: text.length, ending: '' };
}

/**
 * Joins lines, strips comments and drops blank ones as pip does (pip `req_file.py`: `join_lines`, `ignore_comments`):
 * a comment line never continues, but ends a continuation; a backslash at the end of any other line continues it, also
 * inside a comment. Linear.
 */
export function readLogicalLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let pieces: Piece[] = [];
  let after: string | undefined;
  const flush = (end: number) => {
    const first = pieces[0];
    if (first === undefined) return;
    const line = joinPieces(pieces, { start: first.source, end });
    if (line.text !== '' || line.swallowed !== undefined) lines.push(line);
    pieces = [];
  };
  for (const { start, end, ending } of splitLines(text)) {
    const line = text.slice(start, end);
    const isComment = line.charAt(skipSpace(line, 0)) === '#';
    const continues = line.endsWith('\\') && !isComment;
    const [from, to] = continues ? withoutBackslashes(line) : [0, line.length];
    pieces.push({ text: line.slice(from, to), source: start + from, isComment, after });
    if (!continues) flush(end);
    after = ending === '\n' || ending === '\r\n' ? undefined : ending;
  }
  flush(text.length);
  return lines;
}

/** pip strips backslashes on both sides. */
function withoutBackslashes(line: string): [number, number] {
  let [from, to] = [0, line.length];
  while (to > 0 && line.charAt(to - 1) === '\\') to--;
  while (from < to && line.charAt(from) === '\\') from++;
  return [from, to];
}

function joinPieces(pieces: readonly Piece[], extent: Span): LogicalLine {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  const joined = pieces.map(({ text }) => text).join('');
  const comment = joined.includes('#') ? findComment(joined, commentStarts(pieces, starts)) : undefined;
  const [from, to] = trimSpace(joined, 0, comment ?? joined.length);
  const commented = comment === undefined ? pieces.length : pieceAt(starts, comment);
  const base = {
    text: joined.slice(from, to),
    extent,
    hidden: findHidden(pieces.slice(0, commented + 1)),
    swallowed: findSwallowed(pieces.slice(commented + 1)),
  };
  const sourceOf = (index: number): number => {
    const piece = pieceAt(starts, index);
    return (pieces[piece]?.source ?? 0) + index - (starts[piece] ?? 0);
  };
  return {
    ...base,
    locate(part) {
      const [first, last] = [from + part.start, from + Math.max(part.start, part.end - 1)];
      if (pieceAt(starts, first) !== pieceAt(starts, last)) return undefined;
      return { start: sourceOf(first), end: sourceOf(first) + part.end - part.start };
    },
    locateStart(part, least) {
      const last = pieceAt(starts, from + part.start + Math.max(0, least - 1));
      const limit = (starts[last] ?? 0) + (pieces[last]?.text.length ?? 0);
      const end = Math.min(from + part.end, limit);
      return { start: sourceOf(from + part.start), end: sourceOf(Math.max(from + part.start, end - 1)) + 1 };
    },
  };
}

/** The piece that holds an offset: the last one that starts at or before it and is not empty before it. */
function pieceAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const commentStarts = (pieces: readonly Piece[], starts: readonly number[]): ReadonlySet<number> =>
  new Set(starts.filter((_, index) => pieces[index]?.isComment === true));

/** A comment begins with `#` at the start or after white space; a comment line always counts. */
function findComment(text: string, commentStarts: ReadonlySet<number>): number | undefined {
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    if (at === 0 || commentStarts.has(at) || isSpace(text.charCodeAt(at - 1))) return at;
  }
  return undefined;
}

/** The first piece that says something and stands behind a strange line end. */
function findHidden(pieces: readonly Piece[]): Hidden | undefined {
  for (const { text, source, isComment, after } of pieces) {
    const [start, end] = after === undefined || isComment ? [0, 0] : trimSpace(text, 0, text.length);
    if (after !== undefined && start < end) return { after, span: { start: source + start, end: source + end } };
  }
  return undefined;
}

function findSwallowed(pieces: readonly Piece[]): Span | undefined {
  const lost = pieces.filter(({ text, isComment }) => !isComment && text.trim() !== '');
  const [first, last] = [lost[0], lost.at(-1)];
  return first && last && { start: first.source, end: last.source + last.text.length };
}

/** White space as Python's `str.strip` and `re` see it. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x85) return false;
  return (
    code === 0x85 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || laterSpaces.has(code)
  );
}

const laterSpaces = new Set([0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

export function trimSpace(text: string, start: number, end: number): [number, number] {
  let [from, to] = [start, end];
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return [from, to];
}
