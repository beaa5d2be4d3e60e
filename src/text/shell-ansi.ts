const simple: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['E', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** Most digits after `\x`, `\u` and `\U`. */
const hexadecimal: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * Reads `$'...'` from after its opening quote (Bash reference manual, "ANSI-C Quoting"). Undefined where it has no end.
 */
export function decodeAnsi(
  text: string,
  start: number,
  limit: number,
): { readonly text: string; readonly end: number; readonly isPlain: boolean } | undefined {
  const parts: string[] = [];
  let at = start;
  let from = start;
  while (at < limit && text.charAt(at) !== "'") {
    if (text.charAt(at) !== '\\') {
      at++;
      continue;
    }
    parts.push(text.slice(from, at));
    const decoded = readEscape(text, at + 1);
    parts.push(decoded.text);
    at = decoded.end;
    from = at;
  }
  if (at >= limit) return undefined;
  parts.push(text.slice(from, at));
  return { text: parts.join(''), end: at + 1, isPlain: parts.length === 1 };
}

function readEscape(text: string, at: number): { readonly text: string; readonly end: number } {
  const letter = text.charAt(at);
  const known = simple.get(letter);
  if (known !== undefined) return { text: known, end: at + 1 };
  const digits = hexadecimal.get(letter);
  if (digits !== undefined) return readDigits(text, at + 1, digits, 16) ?? { text: `\\${letter}`, end: at + 1 };
  const octal = readDigits(text, at, 3, 8);
  return octal ?? { text: letter, end: at + 1 };
}

function readDigits(text: string, from: number, most: number, radix: 8 | 16) {
  const isDigit = (character: string) => character !== '' && (radix === 8 ? /[0-7]/ : /[0-9a-fA-F]/).test(character);
  let end = from;
  while (end < from + most && isDigit(text.charAt(end))) end++;
  if (end === from) return undefined;
  const code = Number.parseInt(text.slice(from, end), radix);
  return { text: code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), end };
}
