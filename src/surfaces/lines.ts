/** One line of a text; `end` is before the line's end. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines of a text, ends left out. */
export function* linesOf(text: string): Generator<Line, void, undefined> {
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf('\n', start);
    const next = feed === -1 ? text.length : feed;
    const end = next > start && text.charAt(next - 1) === '\r' ? next - 1 : next;
    yield { start, end, text: text.slice(start, end) };
    if (feed === -1) return;
    start = feed + 1;
  }
}

/** Number of blanks at the start, a tab counted as one. */
export function indentOf(text: string): number {
  let at = 0;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  return at;
}

/** Whether a line goes on in the next one: an odd number of backslashes at its end. */
export function isContinued(text: string): boolean {
  let count = 0;
  while (count < text.length && text.charAt(text.length - 1 - count) === '\\') count += 1;
  return count % 2 === 1;
}
