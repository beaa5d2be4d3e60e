/** Characters of a line, on average, that nobody writes by hand. */
const longAverage = 400;
/** Characters of code in one line that nobody writes by hand, and the part of all code that such lines hold in what is packed. */
const longLine = 500;
const packedPart = 0.9;

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

/**
 * The place of the first line that only a program writes, in code that nearly all stands in such lines. Comments and literals do
 * not count: a person pastes a picture too, and one long comment would hide all code of its file.
 */
export function findPackedLine(text: string, path: string): number | undefined {
  if (!isLongOnAverage(text)) return undefined;
  const isPython = /\.(?:pyw?|ipynb)$/i.test(path);
  let [all, packed, line, start] = [0, 0, 0, 0];
  let first: number | undefined;
  const endLine = (next: number): void => {
    all += line;
    if (line > longLine) {
      packed += line;
      first ??= start;
    }
    line = 0;
    start = next;
  };
  for (let at = 0; at < text.length; ) {
    const aside = endOfAside(text, at, isPython);
    const code = text.charCodeAt(at);
    const end = aside ?? at + 1;
    if (aside === undefined ? code === lineFeed || code === carriageReturn : endOfLine(text, at, aside) < aside)
      endLine(end);
    else if (aside === undefined && code > space) line += 1;
    at = end;
  }
  endLine(text.length);
  return packed > all * packedPart ? first : undefined;
}

function isLongOnAverage(text: string): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > longAverage;
}

/** Where the comment or the literal ends that begins at a place; undefined where none does. */
function endOfAside(text: string, at: number, isPython: boolean): number | undefined {
  const mark = text.charAt(at);
  if (mark === '"' || mark === "'" || (mark === '`' && !isPython)) return endOfLiteral(text, at, mark, isPython);
  if (isPython) return mark === '#' ? endOfLine(text, at) : undefined;
  if (mark !== '/') return undefined;
  if (text.startsWith('/*', at)) return endAfter(text, '*/', at + 2);
  // `/\//` is a regular expression.
  return text.startsWith('//', at) && text.charAt(at - 1) !== '\\' ? endOfLine(text, at) : undefined;
}

function endOfLiteral(text: string, at: number, mark: string, isPython: boolean): number {
  const isTriple = isPython && text.startsWith(mark.repeat(3), at);
  const close = isTriple ? mark.repeat(3) : mark;
  const mayHoldLines = isTriple || mark === '`';
  for (let place = at + close.length; place < text.length; place++) {
    const one = text.charAt(place);
    if (one === '\\') place += 1;
    else if (one === mark && text.startsWith(close, place)) return place + close.length;
    else if (!mayHoldLines && (one === '\n' || one === '\r')) return place;
  }
  return text.length;
}

const endAfter = (text: string, close: string, from: number): number => {
  const found = text.indexOf(close, from);
  return found === -1 ? text.length : found + close.length;
};

function endOfLine(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && text.charCodeAt(at) !== lineFeed && text.charCodeAt(at) !== carriageReturn) at += 1;
  return at;
}
