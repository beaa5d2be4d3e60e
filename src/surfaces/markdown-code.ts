import { beginsWithInstaller } from './installers.ts';
import { indentOf, type Line, linesOf } from './lines.ts';
import { snippetsIn } from './markdown-blocks.ts';
import { LooseLines } from './markdown-loose.ts';
import { joinPieces, type Piece, sliceOf } from './pieces.ts';
import type { Snippet } from './prose.ts';

interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly language: string;
}

/** Longest line in which code inside sentences is looked for. */
const maxInline = 20_000;

export interface MarkdownOptions {
  /** Whether every line that begins with an installer is a command, as it is for those who follow a text to the letter. */
  readonly plainLines?: boolean;
}

/**
 * Code of a Markdown text: fenced blocks (spec.commonmark.org, 4.5), lines of indented blocks (4.4) and code spans that
 * begin with an installer. Quotes and list items may hold blocks. Linear.
 */
export function findMarkdownCode(text: string, { plainLines = false }: MarkdownOptions = {}): readonly Snippet[] {
  const snippets: Snippet[] = [];
  let fence: Fence | undefined;
  let block: Piece[] = [];
  const loose = new LooseLines(text, plainLines);
  const close = (): void => {
    if (block.length > 0) snippets.push(...snippetsIn(fence?.language ?? '', joinPieces(block)));
    block = [];
    fence = undefined;
  };
  for (const line of linesOf(text)) {
    const content = unquote(line);
    if (fence === undefined) {
      fence = openingOf(content.text);
      if (fence === undefined) addInline(text, line, snippets);
      if (fence !== undefined || !loose.take(content)) loose.flush(snippets);
    } else if (closes(content.text, fence)) close();
    else block.push(sliceOf(text, content.start, content.end));
  }
  // A block that nobody closes reaches to the end of the text.
  close();
  loose.flush(snippets);
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

/** Code spans (spec.commonmark.org, 6.1) of one line. Looks no further than the line, which many lines would make quadratic. */
function addInline(text: string, line: Line, snippets: Snippet[]): void {
  const inside = line.text.slice(0, maxInline);
  let at = inside.indexOf('`');
  const longer = new Set<number>();
  while (at !== -1) {
    const ticks = countTicks(inside, at);
    const from = at + ticks;
    const close = longer.has(ticks) ? -1 : findTicks(inside, from, ticks);
    if (close === -1) longer.add(ticks);
    else addSpan(text, line.start + from, line.start + close, snippets);
    at = inside.indexOf('`', close === -1 ? from : close + ticks);
  }
}

function countTicks(text: string, start: number): number {
  let at = start;
  while (text.charAt(at) === '`') at += 1;
  return at - start;
}

function findTicks(text: string, start: number, wanted: number): number {
  for (let at = text.indexOf('`', start); at !== -1; ) {
    const count = countTicks(text, at);
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
