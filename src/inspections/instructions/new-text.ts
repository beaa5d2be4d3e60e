import type { ChangedText } from '../../model/inspection.ts';
import { countOut } from '../../text/count-out.ts';

/** Offsets in a text, the end left out. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Lines in a row that the base does not have, or not as often. */
export function findNewText({ text, before }: Pick<ChangedText, 'text' | 'before'>): readonly Stretch[] {
  if (before === undefined) return text === '' ? [] : [{ start: 0, end: text.length }];
  const isNew = countOut(before.split('\n').map(withoutReturn));
  const found: { start: number; end: number }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const last = found.at(-1);
    if (isNew(withoutReturn(line)) && line !== '') {
      if (last !== undefined && last.end + 1 === start) last.end = end;
      else found.push({ start, end });
    }
    start = end + 1;
  }
  return found;
}

/** Other line ends make no line new. */
const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
