import { beginsWithInstaller } from './installers.ts';
import { indentOf, type Line, linesOf } from './lines.ts';
import { joinPieces, type Piece, sliceOf } from './pieces.ts';
import { kindOfLanguage, type Snippet } from './prose.ts';

interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly language: string;
}

/** Longest line in which code inside sentences is looked for. */
const maxInline = 20_000;

/**
 * Code of a Markdown text: fenced blocks (spec.commonmark.org, 4.5), indented blocks after a blank line, and code spans that begin with
 * an installer. Quotes and list items may hold blocks. Linear.
 */
export function findMarkdownCode(text: string): readonly Snippet[] {
  const snippets: Snippet[] = [];
  let fence: Fence | undefined;
  let block: Piece[] = [];
  const close = (): void => {
    const kind = kindOfLanguage(fence?.language ?? '');
    if (kind !== undefined && block.length > 0) snippets.push({ piece: joinPieces(block), kind });
    block = [];
    fence = undefined;
  };
  for (const line of linesOf(text)) {
    const content = unquote(line);
    if (fence === undefined) {
      fence = openingOf(content.text);
      if (fence === undefined) addInline(text, line, snippets);
    } else if (closes(content.text, fence)) close();
    else block.push(sliceOf(text, content.start, content.end));
  }
  // A block that nobody closes reaches to the end of the text.
  close();
  return snippets;
}

/** Marks of quotes taken off. */
function unquote({ start, end, text }: Line): Line {
  const marks = /^(?: {0,3}>[ ]?){1,8}/.exec(text.slice(0, 100))?.[0] ?? '';
  return { start: start + marks.length, end, text: text.slice(marks.length) };
}

/** List items may begin with a fence: `- ```sh`. */
function openingOf(line: string): Fence | undefined {
  const match = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,4}(`{3,}|~{3,})[ \t]*([^\r\n]*)$/.exec(line.slice(0, 1000));
  const [, marks = '', info = ''] = match ?? [];
  if (marks === '' || (marks.startsWith('`') && info.includes('`'))) return undefined;
  return { mark: marks.charAt(0), length: marks.length, language: languageOf(info) };
}

/** `bash`, `{.bash}`, `{bash}`, `bash title="x"`, `bash,ignore`. */
const languageOf = (info: string): string => /^\{?\.?([\w+#-]*)/.exec(info)?.[1] ?? '';

function closes(line: string, { mark, length }: Fence): boolean {
  const at = indentOf(line);
  let end = at;
  while (line.charAt(end) === mark) end += 1;
  return end - at >= length && line.slice(end).trim() === '';
}

/** Code spans (spec.commonmark.org, 6.1) of one line. */
function addInline(text: string, { start, end }: Line, snippets: Snippet[]): void {
  const limit = Math.min(end, start + maxInline);
  let at = text.indexOf('`', start);
  const longer = new Set<number>();
  while (at !== -1 && at < limit) {
    const ticks = countTicks(text, at, limit);
    const from = at + ticks;
    const close = longer.has(ticks) ? -1 : findTicks(text, from, limit, ticks);
    if (close === -1) longer.add(ticks);
    const after = close === -1 ? from : close + ticks;
    if (close !== -1) addSpan(text, from, close, snippets);
    at = text.indexOf('`', after);
  }
}

function countTicks(text: string, start: number, limit: number): number {
  let at = start;
  while (at < limit && text.charAt(at) === '`') at += 1;
  return at - start;
}

function findTicks(text: string, start: number, limit: number, wanted: number): number {
  for (let at = text.indexOf('`', start); at !== -1 && at < limit; ) {
    const count = countTicks(text, at, limit);
    if (count === wanted) return at;
    at = text.indexOf('`', at + count);
  }
  return -1;
}

function addSpan(text: string, start: number, end: number, snippets: Snippet[]): void {
  const piece = sliceOf(text, start + indentOf(text.slice(start, Math.min(end, start + 100))), end);
  const bare = piece.text.startsWith('$ ') ? piece.text.slice(2) : piece.text;
  if (beginsWithInstaller(bare)) snippets.push({ piece, kind: 'plain' });
}
