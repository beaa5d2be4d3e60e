/** What a string literal stands for. */
export interface Text {
  readonly value: string;
  /** Offset of the value in the file where it stands there letter for letter; undefined where it has escapes. */
  readonly offset: number | undefined;
  /** False for bytes, and for what is put together when the program runs. */
  readonly literal: boolean;
}

export interface StringLiteral extends Text {
  readonly end: number;
}

/** A string literal at an offset; undefined where there is none. Its prefix may be any of `r`, `b`, `u`, `f`, `t`. */
export function readString(text: string, start: number): StringLiteral | 'unclosed' | undefined {
  let at = start;
  while (at < start + 2 && /[rbuftRBUFT]/.test(text.charAt(at))) at += 1;
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'") return undefined;
  const prefix = text.slice(start, at).toLowerCase();
  const quotes = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  const from = at + quotes.length;
  const close = findClose(text, from, quotes);
  if (close === undefined) return 'unclosed';
  const body = text.slice(from, close);
  const isRaw = prefix.includes('r') || !body.includes('\\');
  const value = isRaw ? body : resolveEscapes(body);
  const isBuilt = /[ft]/.test(prefix) && /[{}]/.test(body);
  const literal = !prefix.includes('b') && !isBuilt && value !== undefined;
  // Python reads `\r\n` as `\n`: lines are what matters here, and they are the same.
  return { value: value ?? body, offset: isRaw ? from : undefined, literal, end: close + quotes.length };
}

/** A backslash hides the character after it, also in a raw string; a short string ends with its line at the latest. */
function findClose(text: string, from: number, quotes: string): number | undefined {
  const quote = quotes.charAt(0);
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (quotes.length === 1 && (char === '\n' || char === '\r')) return undefined;
    else if (char === quote && text.startsWith(quotes, at)) return at;
  }
  return undefined;
}

const simple: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** Resolves escapes; undefined where one names a character by its name, or is no character. Unknown ones stay as they are. */
function resolveEscapes(body: string): string | undefined {
  let broken = false;
  const pattern = /\\(?:\r\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(.))/gs;
  const value = body.replace(pattern, (whole, x?: string, u?: string, long?: string, octal?: string, one?: string) => {
    const hex = x ?? u ?? long;
    const code = hex === undefined ? Number.parseInt(octal ?? 'x', 8) : Number.parseInt(hex, 16);
    if (!Number.isNaN(code)) {
      broken ||= code > 0x10ffff;
      return code > 0x10ffff ? '' : String.fromCodePoint(code);
    }
    broken ||= one === 'N' || one === 'x' || one === 'u' || one === 'U';
    return one === undefined ? '' : (simple.get(one) ?? whole);
  });
  return broken ? undefined : value;
}
