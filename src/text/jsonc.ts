import { type JsonOptions, parseJson } from './json.ts';
import type { JsonDocument } from './json-nodes.ts';

const slash = 0x2f;
const star = 0x2a;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
/** Characters that a value follows, or nothing. */
const opensValue: ReadonlySet<number> = new Set([0x5b, 0x7b, 0x3a, comma]);

/**
 * Reads JSON with comments (`//` and `/* *\/`) and a comma after the last item, as Bun and Deno do. Both become blanks, so
 * that every place stays; all else has to be strict JSON. Throws `MalformedFileError` with the line of the first error.
 */
export const parseJsonc = (text: string, options: JsonOptions = {}): JsonDocument =>
  parseJson(withoutExtras(text), options);

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text with blanks in place of comments and trailing commas. Linear; texts are passed over. */
export function withoutExtras(text: string): string {
  const extras = findExtras(text).sort((a, b) => a.start - b.start);
  if (extras.length === 0) return text;
  const parts: string[] = [];
  let kept = 0;
  for (const { start, end } of extras) {
    parts.push(text.slice(kept, start), end === start + 1 ? ' ' : text.slice(start, end).replace(/[^\r\n]/g, ' '));
    kept = end;
  }
  parts.push(text.slice(kept));
  return parts.join('');
}

function findExtras(text: string): Span[] {
  const extras: Span[] = [];
  /** A comma after which only blanks and comments came so far; -1 where there is none. */
  let pending = -1;
  let afterValue = false;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at += 1;
    else if (code === slash) {
      const end = findCommentEnd(text, at);
      if (end === -1) break;
      extras.push({ start: at, end });
      at = end;
    } else {
      const closes = code === 0x5d || code === 0x7d;
      if (closes && pending !== -1) extras.push({ start: pending, end: pending + 1 });
      pending = code === comma && afterValue ? at : -1;
      afterValue = !opensValue.has(code);
      at = findTokenEnd(text, at);
    }
  }
  return extras;
}

/** After a comment that begins at `at`; -1 where none does, or it does not end. */
function findCommentEnd(text: string, at: number): number {
  const kind = text.charCodeAt(at + 1);
  if (kind === slash) {
    const feed = text.indexOf('\n', at);
    return feed === -1 ? text.length : feed;
  }
  const end = kind === star ? text.indexOf('*/', at + 2) : -1;
  return end === -1 ? -1 : end + 2;
}

/** After the text that begins at `start`, or after the one character. */
function findTokenEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== quote) return start + 1;
  let at = start + 1;
  for (let code = text.charCodeAt(at); code !== quote; code = text.charCodeAt(at)) {
    if (Number.isNaN(code)) return text.length;
    at += code === backslash ? 2 : 1;
  }
  return at + 1;
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
