import type { LineIndex } from './lines.ts';
import { LazyArray, LazyEntry, LazyScalar, LazyString, LazyTable } from './toml-lazy.ts';
import type { TomlNode } from './toml-nodes.ts';

/** The text is legal TOML that tools do not write, or no TOML at all: a real parser has to look at it. */
export class UnexpectedToml extends Error {
  override readonly name = 'UnexpectedToml';
}

export const code = {
  tab: 9,
  lineFeed: 10,
  return: 13,
  space: 32,
  quote: 34,
  hash: 35,
  apostrophe: 39,
  comma: 44,
  dot: 46,
  equals: 61,
  open: 91,
  backslash: 92,
  close: 93,
  openBrace: 123,
  closeBrace: 125,
} as const;

/**
 * Control characters that may stand nowhere (TOML 1.0, comment and string). To look for each alone is three times as fast
 * as one regular expression for all.
 */
const forbidden: readonly string[] = [...Array(32).keys(), 127]
  .filter((unit) => unit !== code.tab && unit !== code.lineFeed && unit !== code.return)
  .map((unit) => String.fromCharCode(unit));

const isClean = (text: string): boolean =>
  !forbidden.some((char) => text.includes(char)) &&
  text.isWellFormed() &&
  !(text.includes('\r') && /\r(?!\n)/.test(text));

/** Arrays and inline tables inside each other: tools need three. */
const maxDepth = 16;

const bareKey = /^[A-Za-z0-9_-]+$/;
const isBare = new Uint8Array(128);
const isToken = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const char = String.fromCharCode(unit);
  isBare[unit] = bareKey.test(char) ? 1 : 0;
  isToken[unit] = /[A-Za-z0-9+\-._:]/.test(char) ? 1 : 0;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
]);

export interface Key {
  readonly name: string;
  /** Offset of the name, after its quote. */
  readonly start: number;
}

/** Reads keys and values from an offset on (TOML 1.0, without what tools do not write). Throws `UnexpectedToml`. */
export class TomlValueScanner {
  readonly text: string;
  readonly lines: LineIndex;
  at = 0;
  #depth = 0;
  #lineFeed = -1;
  #backslash = -1;

  constructor(text: string, lines: LineIndex) {
    this.text = text;
    this.lines = lines;
    // Said of the whole text at once, so that strings need not be looked through.
    if (!isClean(text)) throw this.unexpected();
  }

  unexpected(): UnexpectedToml {
    return new UnexpectedToml(`at offset ${this.at}`);
  }

  skipBlanks(): void {
    for (; ; this.at++) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== code.space && unit !== code.tab) return;
    }
  }

  /** Blanks, line ends and comments, as they may stand between the items of an array. */
  skipLines(): void {
    for (;;) {
      this.skipBlanks();
      const unit = this.text.charCodeAt(this.at);
      if (unit === code.hash) this.skipComment();
      else if (unit === code.lineFeed) this.at++;
      else if (unit === code.return && this.text.charCodeAt(this.at + 1) === code.lineFeed) this.at += 2;
      else return;
    }
  }

  /** Up to the end of the line. */
  skipComment(): void {
    const end = this.#lineFeedAfter(this.at);
    this.at = this.text.charCodeAt(end - 1) === code.return ? end - 1 : end;
  }

  #lineFeedAfter(from: number): number {
    if (this.#lineFeed < from) this.#lineFeed = endIfNone(this.text.indexOf('\n', from), this.text);
    return this.#lineFeed;
  }

  #backslashAfter(from: number): number {
    if (this.#backslash < from) this.#backslash = endIfNone(this.text.indexOf('\\', from), this.text);
    return this.#backslash;
  }

  /** What would not have to stand in quotes must not: people and simple readers look for it without them. */
  readKey(): Key {
    const { text } = this;
    const first = text.charCodeAt(this.at);
    if (first === code.quote || first === code.apostrophe) {
      const { value, offset } = first === code.quote ? this.#readBasic() : this.#readLiteral();
      if (offset === undefined || value === '' || bareKey.test(value)) throw this.unexpected();
      return { name: value, start: offset };
    }
    const start = this.at;
    while (isBare[text.charCodeAt(this.at)] === 1) this.at++;
    if (this.at === start) throw this.unexpected();
    return { name: text.slice(start, this.at), start };
  }

  readEntryInto(table: LazyTable): void {
    const { name, start } = this.readKey();
    this.skipBlanks();
    if (this.text.charCodeAt(this.at) !== code.equals) throw this.unexpected();
    this.at++;
    this.skipBlanks();
    if (!table.entries.add(new LazyEntry(name, this.readValue(), start, this.lines))) throw this.unexpected();
  }

  readValue(): TomlNode {
    switch (this.text.charCodeAt(this.at)) {
      case code.quote:
        return this.#readBasic();
      case code.apostrophe:
        return this.#readLiteral();
      case code.open:
        return this.#readArray();
      case code.openBrace:
        return this.#readInlineTable();
      default:
        return this.#readScalar();
    }
  }

  #enter(): void {
    if (++this.#depth > maxDepth) throw this.unexpected();
  }

  #readArray(): LazyArray {
    this.#enter();
    const array = new LazyArray(false, this.at++, 0, this.lines);
    for (;;) {
      this.skipLines();
      if (this.text.charCodeAt(this.at) === code.close) break;
      array.items.push(this.readValue());
      this.skipLines();
      const unit = this.text.charCodeAt(this.at);
      if (unit === code.close) break;
      if (unit !== code.comma) throw this.unexpected();
      this.at++;
    }
    this.#depth--;
    array.end = ++this.at;
    return array;
  }

  /** On one line, without a comma at its end (TOML 1.0). */
  #readInlineTable(): LazyTable {
    this.#enter();
    const table = new LazyTable(false, this.at++, 0, this.lines);
    this.skipBlanks();
    if (this.text.charCodeAt(this.at) !== code.closeBrace) {
      for (;;) {
        this.readEntryInto(table);
        this.skipBlanks();
        const unit = this.text.charCodeAt(this.at);
        if (unit === code.closeBrace) break;
        if (unit !== code.comma) throw this.unexpected();
        this.at++;
        this.skipBlanks();
      }
    }
    this.#depth--;
    table.end = ++this.at;
    return table;
  }

  #readBasic(): LazyString {
    const start = this.at + 1;
    const end = this.text.indexOf('"', start);
    if (end < 0 || this.#lineFeedAfter(start) < end) throw this.unexpected();
    if (this.#backslashAfter(start) < end) return this.#readEscaped(start);
    return this.#finishString(start, end, this.text.slice(start, end), true);
  }

  #readEscaped(start: number): LazyString {
    const { text } = this;
    const parts: string[] = [];
    let from = start;
    let at = this.#backslashAfter(start);
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === code.quote) break;
      if (unit === code.lineFeed) throw this.unexpected();
      if (unit !== code.backslash) continue;
      parts.push(text.slice(from, at), this.#escapeAt(at + 1));
      at += text.charAt(at + 1) === 'u' ? 5 : 1;
      from = at + 1;
    }
    parts.push(text.slice(from, at));
    return this.#finishString(start, at, parts.join(''), false);
  }

  #escapeAt(at: number): string {
    const char = this.text.charAt(at);
    const plain = escapes.get(char);
    if (plain !== undefined) return plain;
    const digits = this.text.slice(at + 1, at + 5);
    if (char !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits) || /^d[89a-f]/i.test(digits)) throw this.unexpected();
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #readLiteral(): LazyString {
    const start = this.at + 1;
    const end = this.text.indexOf("'", start);
    if (end < 0 || this.#lineFeedAfter(start) < end) throw this.unexpected();
    return this.#finishString(start, end, this.text.slice(start, end), true);
  }

  /** An empty text that another quote follows is the beginning of a text over several lines. */
  #finishString(start: number, end: number, value: string, isVerbatim: boolean): LazyString {
    const { text } = this;
    if (end >= text.length) throw this.unexpected();
    if (start === end && text.charCodeAt(end + 1) === text.charCodeAt(end)) throw this.unexpected();
    this.at = end + 1;
    return new LazyString(value, isVerbatim, start, end, this.lines);
  }

  #readScalar(): LazyScalar {
    const { text } = this;
    const start = this.at;
    while (isToken[text.charCodeAt(this.at)] === 1) this.at++;
    const token = text.slice(start, this.at);
    const value = readToken(token);
    if (value === undefined) throw this.unexpected();
    return new LazyScalar(value, start, this.at, this.lines);
  }
}

const endIfNone = (found: number, text: string): number => (found < 0 ? text.length : found);

const dateTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function readToken(token: string): number | boolean | string | undefined {
  if (token === 'true') return true;
  if (token === 'false') return false;
  if (/^(?:0|-?[1-9][0-9]{0,14})$/.test(token)) return Number(token);
  const parts = dateTime.exec(token)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const isPlain = year > 0 && month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60;
  return isPlain && day <= daysOf(year, month) ? token : undefined;
}

const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
