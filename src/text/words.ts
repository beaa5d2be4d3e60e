/** One word of a command line with its place in the text; `value` is what quoting and escapes leave of it. */
export interface Word {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface WordFault {
  readonly ok: false;
  readonly reason: 'no closing quotation' | 'nothing after the backslash';
  /** Offset of the quote or backslash. */
  readonly at: number;
}

export type Words = { readonly ok: true; readonly words: readonly Word[] } | WordFault;

/**
 * Splits a text into words as a POSIX shell does without expanding anything, exactly as Python's `shlex.split` reads it
 * (docs.python.org/3/library/shlex.html, parsing rules for POSIX mode): blanks are space, tab, CR and LF; inside double
 * quotes a backslash escapes only `"` and `\`; `#` begins no comment. Linear.
 */
export function splitWords(text: string): Words {
  const words: Word[] = [];
  for (let at = skipBlanks(text, 0); at < text.length; ) {
    const word = readWord(text, at);
    if ('ok' in word) return word;
    words.push(word);
    at = skipBlanks(text, word.end);
  }
  return { ok: true, words };
}

function readWord(text: string, start: number): Word | WordFault {
  const parts: string[] = [];
  let at = start;
  while (at < text.length && !isBlank(text.charAt(at))) {
    const part = readPart(text, at);
    if ('ok' in part) return part;
    parts.push(part.value);
    at = part.end;
  }
  return { value: parts.join(''), start, end: at };
}

/** A quoted stretch, an escaped character, or characters up to the next of these. */
function readPart(text: string, start: number): Word | WordFault {
  const first = text.charAt(start);
  if (first === "'") {
    const end = text.indexOf("'", start + 1);
    if (end < 0) return { ok: false, reason: 'no closing quotation', at: start };
    return { value: text.slice(start + 1, end), start, end: end + 1 };
  }
  if (first === '"') return readDoubleQuoted(text, start);
  if (first === '\\') {
    if (start + 1 === text.length) return { ok: false, reason: 'nothing after the backslash', at: start };
    return { value: text.charAt(start + 1), start, end: start + 2 };
  }
  let end = start;
  while (end < text.length && !isBlank(text.charAt(end)) && !isSpecial(text.charAt(end))) end++;
  return { value: text.slice(start, end), start, end };
}

function readDoubleQuoted(text: string, start: number): Word | WordFault {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return { value, start, end: at + 1 };
    const next = text.charAt(at + 1);
    const isEscape = char === '\\' && (next === '"' || next === '\\');
    value += isEscape ? next : char;
    if (isEscape) at++;
  }
  return { ok: false, reason: 'no closing quotation', at: start };
}

const isSpecial = (char: string): boolean => char === '\\' || char === '"' || char === "'";

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charAt(at))) at++;
  return at;
}
