/** One line of an ini file, as the `ini` package of npm reads it. */
export type IniLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'section' }
  | { readonly kind: 'setting'; readonly key: string; readonly value: string }
  | { readonly kind: 'unknown' };

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Offsets of the lines, without their ends. A lone `\r` ends a line here too. */
export function splitIniLines(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (at < text.length && code !== 10 && code !== 13) continue;
    if (at > start) spans.push({ start, end: at });
    start = at + 1;
  }
  return spans;
}

export function readIniLine(line: string): IniLine {
  const text = line.trim();
  if (text === '' || text.startsWith(';') || text.startsWith('#')) return { kind: 'blank' };
  if (line.startsWith('[') && text.indexOf(']') === text.length - 1) return { kind: 'section' };
  const equals = line.indexOf('=');
  if (equals < 1) return { kind: 'unknown' };
  return { kind: 'setting', key: unquote(line.slice(0, equals)), value: unquote(line.slice(equals + 1)) };
}

/** Takes off quotes, or a comment that begins at a `;` or `#` without a backslash before it. */
function unquote(raw: string): string {
  const text = raw.trim();
  const isQuoted = (quote: string): boolean => text.startsWith(quote) && text.endsWith(quote);
  if (isQuoted('"')) return parseText(text) ?? text;
  if (isQuoted("'")) return parseText(text.slice(1, -1)) ?? text.slice(1, -1);
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === ';' || character === '#') break;
    const next = text.charAt(at + 1);
    const escapes = character === '\\' && (next === '\\' || next === ';' || next === '#');
    plain += escapes ? next : character;
    if (escapes) at += 1;
  }
  return plain.trim();
}

function parseText(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
