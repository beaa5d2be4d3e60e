export interface StringEnd {
  readonly at: number;
  readonly isOpen: boolean;
}

interface Quotes {
  readonly text: string;
  readonly to: number;
  readonly mark: number;
  readonly isTriple: boolean;
}

/**
 * Where a text ends that opens at `quote`. What is put in (`f"{...}"`) may hold quotes of the same kind since Python 3.12.
 * @param start of its prefix
 */
export function findStringEnd(text: string, start: number, quote: number, to: number): StringEnd {
  const quotes = { text, to, mark: text.charCodeAt(quote), isTriple: isTripled(text, quote) };
  const isFormatted = /[ft]/i.test(text.slice(start, quote));
  let at = quote + (quotes.isTriple ? 3 : 1);
  while (at < to) {
    const code = text.charCodeAt(at);
    if (isClosing(quotes, at)) return { at: at + (quotes.isTriple ? 3 : 1), isOpen: false };
    if (code === 10 && !quotes.isTriple) return { at, isOpen: true };
    if (code === 92) at += 2;
    else if (!isFormatted || code !== 123) at += 1;
    else at = text.charCodeAt(at + 1) === 123 ? at + 2 : skipInserted(quotes, at + 1);
  }
  return { at: to, isOpen: true };
}

const isTripled = (text: string, at: number): boolean => {
  const mark = text.charCodeAt(at);
  return text.charCodeAt(at + 1) === mark && text.charCodeAt(at + 2) === mark;
};

const isClosing = ({ text, mark, isTriple }: Quotes, at: number): boolean =>
  text.charCodeAt(at) === mark && (!isTriple || isTripled(text, at));

/** Behind the bracket that closes what is put in; where none does, the quote that closes the text, or the end of the line. */
function skipInserted({ text, to, mark, isTriple }: Quotes, from: number): number {
  let depth = 1;
  let at = from;
  while (at < to && depth > 0) {
    const code = text.charCodeAt(at);
    if (code === 10 && !isTriple) return at;
    if (code === 34 || code === 39) {
      const end = findStringEnd(text, at, at, to);
      // Before Python 3.12 the same quote closed the text: then what follows is no text.
      if (code === mark && end.isOpen) return at;
      at = end.at;
    } else {
      depth += opens(code) - closes(code);
      at += 1;
    }
  }
  return at;
}

const opens = (code: number): number => Number(code === 123 || code === 40 || code === 91);
const closes = (code: number): number => Number(code === 125 || code === 41 || code === 93);
