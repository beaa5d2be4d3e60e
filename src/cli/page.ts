import type { Paint } from '../reporters/text/style.ts';
import { wrap } from '../reporters/text/width.ts';

/**
 * A page of this project in Markdown, for a terminal: titles stand out, paragraphs and points are broken anew, code and tables
 * stay as they are. Pages have no lists inside of lists.
 */
export function renderPage(page: string, width: number, paint: Paint): string {
  const lines: string[] = [];
  let isCode = false;
  for (const line of page.trim().split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    else if (isCode) lines.push(`    ${line}`.trimEnd());
    else lines.push(...renderLine(line, width, paint));
  }
  return `${lines.join('\n')}\n`;
}

function renderLine(line: string, width: number, paint: Paint): readonly string[] {
  const [, marks = '', title] = /^(#+) (.*)$/.exec(line) ?? [];
  if (title !== undefined) return [paint(plainText(title), 'bold', ...(marks.length === 1 ? [] : (['cyan'] as const)))];
  if (line.startsWith('|')) return [plainText(line)];
  const [, point = '', text = line] = /^(- |\d{1,2}\. )(.*)$/.exec(line) ?? [];
  return wrap(plainText(text), width - point.length).map((one, at) =>
    `${at === 0 ? point : ' '.repeat(point.length)}${one}`.trimEnd(),
  );
}

/** Without emphasis and without the targets of links, but in code, where neither is one. */
const plainText = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split('`')
    .map((piece, at) => (at % 2 === 1 ? `\`${piece}\`` : piece.replace(/\*\*|(?<![\w])_|_(?![\w])/g, '')))
    .join('');
