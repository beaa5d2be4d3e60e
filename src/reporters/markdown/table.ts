import { count } from '../phrases.ts';

/** UTF-8 bytes of a text, without encoding it. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const pair = unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length;
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : pair ? 4 : 3;
    if (pair) i++;
  }
  return bytes;
}

/**
 * Lines up to `maxBytes`, cut between two of them; the last one then says how many are missing.
 * `print` is called for no more items than fit.
 */
export function fitLines<T>(
  items: readonly T[],
  print: (item: T) => string,
  maxBytes: number,
  more: (missing: string) => string,
): readonly string[] {
  const lines: string[] = [];
  let left = maxBytes;
  for (const item of items) {
    const line = print(item);
    left -= utf8Length(line) + 1;
    if (left < 0) return [...lines, more(count(items.length - lines.length, 'more row'))];
    lines.push(line);
  }
  return lines;
}

/** A section with a table; nothing where there are no rows. Cells are escaped already. */
export function tableSection<T>(
  title: string,
  columns: readonly string[],
  items: readonly T[],
  cells: (item: T) => readonly string[],
  maxBytes: number,
): readonly string[] {
  if (items.length === 0) return [];
  const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  const missing = (text: string): string => row(columns.map((_, i) => (i === 0 ? `${text}: see the report` : '')));
  return [
    `### ${title}`,
    '',
    row(columns),
    row(columns.map(() => '---')),
    ...fitLines(items, (item) => row(cells(item)), maxBytes, missing),
    '',
  ];
}
