import type { Expression } from '../program.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** What stands between the quotes of a literal text. */
interface Literal {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly isRaw: boolean;
}

/**
 * A literal text between offsets, prefix and quotes included. What a formatted one puts in is read by the given function.
 * @param readInserted reads an expression between two offsets
 */
export function readText(
  text: string,
  start: number,
  end: number,
  readInserted: (from: number, to: number) => Expression,
): Expression {
  let quote = start;
  while (/[a-z]/i.test(text.charAt(quote))) quote += 1;
  const prefix = text.slice(start, quote).toLowerCase();
  const mark = text.charAt(quote);
  const width = text.startsWith(mark.repeat(3), quote) && end - quote >= 6 ? 3 : 1;
  const isClosed = end - quote >= width * 2 && text.startsWith(mark.repeat(width), end - width);
  const literal = { text, from: quote + width, to: isClosed ? end - width : end, isRaw: prefix.includes('r') };
  return /[ft]/.test(prefix)
    ? { kind: 'template', parts: readParts(literal, readInserted), start, end }
    : { kind: 'text', value: unescaped(literal, literal.from, literal.to), start, end };
}

function readParts(literal: Literal, readInserted: (from: number, to: number) => Expression): readonly Expression[] {
  const { text, from, to, isRaw } = literal;
  const parts: Expression[] = [];
  const addText = (start: number, end: number) => {
    if (start >= end) return;
    const value = unescaped(literal, start, end).replaceAll('{{', '{').replaceAll('}}', '}');
    parts.push({ kind: 'text', value, start, end });
  };
  let plain = from;
  let at = from;
  while (at < to) {
    if (text.charAt(at) !== '{') at += text.charAt(at) === '\\' && !isRaw ? 2 : 1;
    else if (text.charAt(at + 1) === '{') at += 2;
    else {
      addText(plain, at);
      const inserted = findInserted(text, at + 1, to);
      parts.push(readInserted(at + 1, inserted.value));
      at = inserted.end;
      plain = at;
    }
  }
  addText(plain, to);
  return parts;
}

/** What escapes stand for. */
function unescaped({ text, isRaw }: Literal, start: number, end: number): string {
  const written = text.slice(start, end);
  if (isRaw || !written.includes('\\')) return written;
  return written.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|\r?([\s\S]))/g, (whole, short, long, one) => {
    const code = short ?? long;
    return code === undefined ? (escapes[one] ?? whole) : String.fromCharCode(Number.parseInt(code, 16));
  });
}

/** Where what is put in ends, and its expression before that: `!r`, `=` and `:format` follow it. */
function findInserted(text: string, from: number, to: number): { readonly value: number; readonly end: number } {
  let depth = 0;
  let value: number | undefined;
  for (let at = from; at < to; at++) {
    const one = text.charAt(at);
    if (one === "'" || one === '"') at = skipQuoted(text, at, to) - 1;
    else if (one === '(' || one === '[' || one === '{') depth += 1;
    else if (one === '}' && depth === 0) return { value: value ?? at, end: at + 1 };
    else if (one === ')' || one === ']' || one === '}') depth -= 1;
    else if (depth === 0 && value === undefined && endsValue(text, at)) value = at;
  }
  return { value: value ?? to, end: to };
}

/** Whether how to show it begins here: `!r`, `:format`, or `=` behind the expression. */
function endsValue(text: string, at: number): boolean {
  const one = text.charAt(at);
  if (one === ':') return true;
  const next = text.charAt(at + 1);
  if (one === '!') return next !== '=';
  return one === '=' && /[}!:\s]/.test(next) && !/[=!<>]/.test(text.charAt(at - 1));
}

function skipQuoted(text: string, quote: number, to: number): number {
  const mark = text.charAt(quote);
  for (let at = quote + 1; at < to; at++) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === mark || text.charAt(at) === '\n') return at + 1;
  }
  return to;
}
