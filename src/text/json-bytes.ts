/** The grammar of JSON's small parts (RFC 8259), over bytes. */

export const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

/** Digits, letters, `+`, `-`, `.` and `E`: whatever numbers and literals are made of, checked as a whole afterwards. */
export const isScalarByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x2b ||
  byte === 0x2d ||
  byte === 0x2e ||
  byte === 0x45;

export const isEscapable = (byte: number): boolean => '"\\/bfnrt'.includes(String.fromCharCode(byte));

const numberPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** The value of a number or literal; undefined where the text is neither. */
export function parseScalar(text: string): number | boolean | null | undefined {
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return numberPattern.test(text) ? Number(text) : undefined;
}

/** The first byte that ends or interrupts plain text inside a string: a quote, a backslash or a control character. */
export function findTextEnd(chunk: Uint8Array, from: number): number {
  const end = chunk.length;
  let at = from;
  while (at < end) {
    const byte = chunk[at] ?? 0;
    if (byte === 0x22 || byte === 0x5c || byte < 0x20) return at;
    at++;
  }
  return end;
}

/** One array out of several pieces. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
