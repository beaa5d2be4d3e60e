import { decodeUtf7 } from './utf7.ts';

export interface Decoded {
  readonly text: string;
  /** Said where it is not UTF-8. */
  readonly encoding?: string;
}

/** pip looks for these in this order: the mark of UTF-16 is the beginning of that of UTF-32 (pip `req_file.py`, `BOMS`). */
const marks: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0, 0], 'utf-32-le'],
  [[0, 0, 0xfe, 0xff], 'utf-32-be'],
  [[0xff, 0xfe], 'utf-16-le'],
  [[0xfe, 0xff], 'utf-16-be'],
];

/**
 * Decodes a requirements file as pip does (pip `req_file.py`, `_decode_req_file`): by a byte-order mark, else by a PEP 263
 * comment in the first two lines, else as UTF-8. Undefined where pip fails, where it falls back to the locale of the
 * machine, and for codecs of Python that nobody writes requirements in: such a file cannot be audited.
 */
export function decodeRequirements(bytes: Uint8Array): Decoded | undefined {
  const mark = marks.find(([prefix]) => prefix.every((byte, index) => bytes[index] === byte));
  if (mark !== undefined) return decodeAs(bytes.subarray(mark[0].length), mark[1]);
  return decodeAs(bytes, encodingComment(bytes) ?? 'utf-8');
}

/** Longer lines hold no encoding comment that anybody wrote. */
const maxComment = 4096;

function encodingComment(bytes: Uint8Array): string | undefined {
  let start = 0;
  for (const _ of [1, 2]) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    if (bytes[start] === 35) {
      const line = latin1(bytes.subarray(start, Math.min(end, start + maxComment)));
      const named = readEncodingComment(line);
      if (named !== undefined) return named;
    }
    if (feed < 0) return undefined;
    start = feed + 1;
  }
  return undefined;
}

/** `PEP263_ENCODING_RE` of pip, for a line that begins with `#`. */
export const readEncodingComment = (line: string): string | undefined =>
  /coding[:=][ \t\r\v\f]{0,99}([-\w.]{1,99})/.exec(line)?.[1];

/** Lower case, and what Python's codec registry takes for the same: `Latin_1`, `latin-1`, `LATIN 1`. */
const canonical = (encoding: string): string => encoding.toLowerCase().replace(/[-_. ]+/g, '-');

const utf8Names = new Set(['utf-8', 'utf8', 'u8', 'utf', 'utf-8-sig', 'cp65001']);
const asciiNames = new Set(['ascii', 'us-ascii', '646', 'ansi-x3-4-1968', 'iso646-us', 'us']);
const latin1Names = new Set([
  'latin-1',
  'latin1',
  'l1',
  'iso-8859-1',
  'iso8859-1',
  '8859',
  'cp819',
  'latin',
  'iso-ir-100',
]);
const utf7Names = new Set(['utf-7', 'utf7', 'u7', 'unicode-1-1-utf-7']);

/** Whether a name stands for UTF-8 or a part of it. */
export const isUtf8 = (encoding: string): boolean =>
  utf8Names.has(canonical(encoding)) || asciiNames.has(canonical(encoding));

/** Encodings for which the decoder of the web platform gives what Python's codec gives. */
const shared = /^(?:(?:cp|windows-)125[013-8]|iso-?8859-(?:2|4|5|15)|koi8-r)$/;

function decodeAs(bytes: Uint8Array, encoding: string): Decoded | undefined {
  const name = canonical(encoding);
  if (utf8Names.has(name)) return wrap(decodeStrictly(bytes, 'utf-8', name !== 'utf-8-sig'), undefined);
  if (asciiNames.has(name)) return wrap(bytes.every((byte) => byte < 0x80) ? latin1(bytes) : undefined, undefined);
  if (utf7Names.has(name)) return wrap(decodeUtf7(bytes), 'utf-7');
  if (latin1Names.has(name)) return wrap(latin1(bytes), 'latin-1');
  if (/^(?:cp-?|windows-)1252$/.test(name)) return wrap(windows1252(bytes), 'windows-1252');
  const wide = /^(?:utf-?|u)(16|32)(?:-?(le|be))?$/.exec(name);
  if (wide !== null) return wrap(decodeWide(bytes, wide[1] === '32' ? 4 : 2, wide[2]), `utf-${wide[1]}`);
  if (!shared.test(name)) return undefined;
  const label = name.replace(/^cp/, 'windows-').replace(/^iso-?/, 'iso-');
  return wrap(decodeStrictly(bytes, label, true), name);
}

const wrap = (text: string | undefined, encoding: string | undefined): Decoded | undefined =>
  text === undefined ? undefined : { text, ...(encoding === undefined ? {} : { encoding }) };

function decodeStrictly(bytes: Uint8Array, label: string, ignoreBOM: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Every byte is the character of its number; the web platform's decoder of that name reads Windows-1252 instead. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

/** 0x80 to 0x9F of Windows-1252; the decoders of some releases of Node read it as Latin-1. A blank: not assigned. */
const above = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function windows1252(bytes: Uint8Array): string | undefined {
  const text = latin1(bytes).replace(/[\x80-\x9f]/g, (char) => above.charAt(char.charCodeAt(0) - 0x80));
  const assigned = bytes.every((byte) => byte < 0x80 || byte > 0x9f || above.charAt(byte - 0x80) !== ' ');
  return assigned ? text : undefined;
}

/** Without an order in its name, an encoding comment leaves it to a byte-order mark, and to the machine without one. */
function decodeWide(bytes: Uint8Array, width: 2 | 4, order: string | undefined): string | undefined {
  const big = order === 'be';
  if (width === 2) return decodeStrictly(bytes, big ? 'utf-16be' : 'utf-16le', true);
  if (bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const code = view.getUint32(at, !big);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    parts.push(String.fromCodePoint(code));
  }
  return parts.join('');
}
