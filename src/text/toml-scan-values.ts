import type { LineIndex } from './lines.ts';
import { LazyArray, LazyEntry, LazyScalar, LazyString, LazyTable } from './toml-lazy.ts';
import type { TomlNode } from './toml-nodes.ts';
import { endOfPlainList, type ItemReader, PlainArray } from './toml-plain.ts';

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
  delete: 127,
} as const;

/** Control characters may stand nowhere but in line ends, and the tab (TOML 1.0, comment and string). */
const control = '\\0-\\x08\\n-\\x1f\\x7f';
const plainBasic = new RegExp(`"[^"\\\\${control}]*"`, 'y');
const plainLiteral = new RegExp(`'[^'${control}]*'`, 'y');
const comment = new RegExp(`#[^${control}]*`, 'y');
const isControl = (unit: number): boolean => (unit < code.space && unit !== code.tab) || unit === code.delete;

/** Arrays and inline tables inside each other: tools need three. */
const maxDepth = 16;

const bareKey = /^[A-Za-z0-9_-]+$/;
const bareRun = /[A-Za-z0-9_-]+/y;
const isToken = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const char = String.fromCharCode(unit);
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
export class TomlValueScanner implements ItemReader {
  readonly text: string;
  readonly lines: LineIndex;
  at = 0;
  #depth = 0;

  constructor(text: string, lines: LineIndex) {
    this.text = text;
    this.lines = lines;
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
    this.at = this.#endOf(comment) ?? this.at;
  }

  /** Where what a sticky expression finds at this place ends. */
  #endOf(expression: RegExp): number | undefined {
    expression.lastIndex = this.at;
    return expression.test(this.text) ? expression.lastIndex : undefined;
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
    const end = this.#endOf(bareRun);
    if (end === undefined) throw this.unexpected();
    this.at = end;
    return { name: text.slice(start, end), start };
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

  #readArray(): LazyArray | PlainArray {
    const end = endOfPlainList(this.text, this.at);
    if (end === undefined) return this.#readItems();
    const array = new PlainArray(this, this.at, end);
    this.at = end;
    return array;
  }

  itemsAt(start: number): readonly TomlNode[] {
    const again = new TomlValueScanner(this.text, this.lines);
    again.at = start;
    return again.#readItems().items;
  }

  #readItems(): LazyArray {
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
    const end = this.#endOf(plainBasic);
    if (end === undefined) return this.#readEscaped(this.at + 1);
    return this.#finishString(end - 1, this.text.slice(this.at + 1, end - 1), true);
  }

  #readEscaped(start: number): LazyString {
    const { text } = this;
    const parts: string[] = [];
    let from = start;
    let at = start;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === code.quote) break;
      if (isControl(unit)) throw this.unexpected();
      if (unit !== code.backslash) continue;
      parts.push(text.slice(from, at), this.#escapeAt(at + 1));
      at += text.charAt(at + 1) === 'u' ? 5 : 1;
      from = at + 1;
    }
    if (at >= text.length) throw this.unexpected();
    parts.push(text.slice(from, at));
    return this.#finishString(at, parts.join(''), false);
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
    const end = this.#endOf(plainLiteral);
    if (end === undefined) throw this.unexpected();
    return this.#finishString(end - 1, this.text.slice(this.at + 1, end - 1), true);
  }

  /** An empty text that another quote follows is the beginning of a text over several lines. */
  #finishString(end: number, value: string, isVerbatim: boolean): LazyString {
    const { text } = this;
    const start = this.at + 1;
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
