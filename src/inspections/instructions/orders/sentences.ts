import type { Stretch } from '../new-text.ts';

/** What is longer is no sentence: it is read in pieces. */
export const longestSentence = 600;

/** An empty line, the mark of a list or of a heading (one that no line of a comment begins with), the end of a sentence, or the text of a value of JSON. */
const boundary =
  /\n[ \t]*(?:[#/*>|-]{1,3}[ \t]*)?\n|\n[ \t>#/*]{0,20}(?:[-+•]|\d{1,3}[.)]|#{2,6}|```)[ \t]|[.!?][)"'`*_]{0,3}\s|[,{}[\]][ \t]*\n|",|":/g;

/** The sentences of new text, with the rest of those that it is part of. Wrapped lines and comments over several are one. */
export function* sentencesOf(text: string, stretch: Stretch): Generator<Stretch> {
  const start = Math.max(startOfLine(text, startOfLine(text, stretch.start) - 1), stretch.start - longestSentence, 0);
  const next = text.indexOf('\n', stretch.end + 1);
  const end = Math.min(next === -1 ? text.length : next, stretch.end + longestSentence);
  const part = text.slice(start, end);
  let from = 0;
  for (const { index, 0: mark } of part.matchAll(boundary)) {
    yield* within(stretch, start + from, start + index);
    from = index + mark.length;
  }
  yield* within(stretch, start + from, end);
}

/** In pieces, where it is long; what has nothing of the stretch is left out. */
function* within(stretch: Stretch, from: number, to: number): Generator<Stretch> {
  for (let start = from; start < to; start += longestSentence) {
    const end = Math.min(start + longestSentence, to);
    if (end > stretch.start && start < stretch.end) yield { start, end };
  }
}

const startOfLine = (text: string, at: number): number => text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
