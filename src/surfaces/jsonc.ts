import { parseJson } from '../text/json.ts';
import type { JsonDocument } from '../text/json-nodes.ts';

/**
 * Reads JSON with comments and commas before closing brackets, as editors write their settings. Both become blanks, so
 * that every place stays where it was.
 * @throws MalformedFileError where the rest is not JSON
 */
export const parseJsonc = (text: string): JsonDocument => parseJson(blankExtras(text));

/** Comments, and commas that nothing follows, as blanks; the text keeps its length and its lines. Linear. */
export function blankExtras(text: string): string {
  if (!text.includes('//') && !text.includes('/*') && !/,\s*[\]}]/.test(text)) return text;
  const gaps: Gap[] = [];
  /** A comma after which only blanks and comments came. */
  let comma: number | undefined;
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    const end = endOfPart(text, at);
    const isComment = char === '/' && end > at + 1;
    if (isComment) gaps.push({ start: at, end });
    else if (char === ',') comma = at;
    else if (!/\s/.test(char)) {
      if (comma !== undefined && (char === ']' || char === '}')) gaps.push({ start: comma, end: comma + 1 });
      comma = undefined;
    }
    at = end;
  }
  return blank(
    text,
    gaps.toSorted((a, b) => a.start - b.start),
  );
}

interface Gap {
  readonly start: number;
  readonly end: number;
}

/** Offset after the string, the comment or the single character that begins here. */
function endOfPart(text: string, start: number): number {
  const char = text.charAt(start);
  if (char === '"') return endOfString(text, start);
  const next = text.charAt(start + 1);
  return char === '/' && (next === '/' || next === '*') ? endOfComment(text, start) : start + 1;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '"' || char === '\n') return at + 1;
  }
  return text.length;
}

function endOfComment(text: string, start: number): number {
  const isLine = text.charAt(start + 1) === '/';
  const end = text.indexOf(isLine ? '\n' : '*/', start + 2);
  return end === -1 ? text.length : end + (isLine ? 0 : 2);
}

function blank(text: string, gaps: readonly Gap[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of gaps) {
    parts.push(text.slice(done, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
