/** Value of a character of the modified Base64 that UTF-7 uses, or -1. */
function digitOf(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  if (code === 43) return 62;
  return code === 47 ? 63 : -1;
}

const plus = 43;
const minus = 45;

/**
 * UTF-7 (RFC 2152) as Python's codec reads it: `+` begins a run of Base64 over UTF-16 units, `-` or any other character
 * ends it, `+-` is a plus. Undefined where Python refuses the bytes: outside ASCII, or a run that ends inside a character.
 */
export function decodeUtf7(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const code = bytes[at] ?? 0;
    if (code > 0x7f) return undefined;
    if (code !== plus) {
      const end = endOfPlain(bytes, at);
      parts.push(asciiOf(bytes, at, end));
      at = end;
      continue;
    }
    if (bytes[at + 1] === minus) {
      parts.push('+');
      at += 2;
      continue;
    }
    const run = decodeRun(bytes, at + 1);
    if (run === undefined) return undefined;
    parts.push(run.text);
    at = run.end;
  }
  return parts.join('');
}

function endOfPlain(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== plus && (bytes[at] ?? 0) <= 0x7f) at += 1;
  return at;
}

function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(start, end));
}

/** One run, up to and with the `-` that ends it. */
function decodeRun(bytes: Uint8Array, from: number): { text: string; end: number } | undefined {
  const units: string[] = [];
  let [buffer, bits, at] = [0, 0, from];
  for (; at < bytes.length; at += 1) {
    const digit = digitOf(bytes[at] ?? 0);
    if (digit < 0) break;
    buffer = ((buffer << 6) | digit) & 0x3fffff;
    bits += 6;
    if (bits < 16) continue;
    bits -= 16;
    units.push(String.fromCharCode((buffer >>> bits) & 0xffff));
  }
  const isEmpty = at === from;
  const rest = buffer & ((1 << bits) - 1);
  const text = units.join('');
  // A plus that ends the file begins an empty run, which Python lets pass.
  if (isEmpty && at === bytes.length) return { text: '', end: at };
  if (isEmpty || bits >= 6 || rest !== 0 || !text.isWellFormed()) return undefined;
  return { text, end: bytes[at] === minus ? at + 1 : at };
}
