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
const maxParts = 1_000;

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
  const [from, to] = [quote + width, isClosed ? end - width : end];
  const isRaw = prefix.includes('r');
  if (!/[ft]/.test(prefix)) return { kind: 'text', value: unescape(text.slice(from, to), isRaw), start, end };
  const parts: Expression[] = [];
  const addText = (a: number, b: number) => {
    if (b > a) {
      const value = unescape(text.slice(a, b), isRaw).replaceAll('{{', '{').replaceAll('}}', '}');
      parts.push({ kind: 'text', value, start: a, end: b });
    }
  };
  let plain = from;
  let at = from;
  while (at < to && parts.length < maxParts) {
    if (text.charAt(at) !== '{') at += text.charAt(at) === '\\' && !isRaw ? 2 : 1;
    else if (text.charAt(at + 1) === '{') at += 2;
    else {
      addText(plain, at);
      const close = findClose(text, at + 1, to);
      parts.push(readInserted(at + 1, close.value));
      at = close.end;
      plain = at;
    }
  }
  addText(plain, to);
  return { kind: 'template', parts, start, end };
}

const unescape = (text: string, isRaw: boolean): string =>
  isRaw || !text.includes('\\')
    ? text
    : text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|\r?([\s\S]))/g, (whole, short, long, one) => {
        const code = short ?? long;
        if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
        return escapes[one] ?? whole;
      });

/** Where what is put in ends, and its expression before that: `!r`, `=` and `:format` follow it. */
function findClose(text: string, from: number, to: number): { readonly value: number; readonly end: number } {
  let depth = 0;
  let value: number | undefined;
  for (let at = from; at < to; at++) {
    const one = text.charAt(at);
    if (one === "'" || one === '"') {
      at = skipQuoted(text, at, to) - 1;
    } else if ('([{'.includes(one)) depth += 1;
    else if (')]}'.includes(one)) {
      if (one === '}' && depth === 0) return { value: value ?? at, end: at + 1 };
      depth -= 1;
    } else if (depth === 0 && value === undefined) {
      const next = text.charAt(at + 1);
      const isConversion = one === '!' && next !== '=';
      const isShown = one === '=' && /[}!:\s]/.test(next) && !/[=!<>]/.test(text.charAt(at - 1));
      if (isConversion || one === ':' || isShown) value = at;
    }
  }
  return { value: value ?? to, end: to };
}

function skipQuoted(text: string, quote: number, to: number): number {
  const mark = text.charAt(quote);
  for (let at = quote + 1; at < to; at++) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === mark || text.charAt(at) === '\n') return at + 1;
  }
  return to;
}
