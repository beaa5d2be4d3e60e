import { MalformedFileError } from '../model/ecosystem.ts';
import type { LineIndex } from './lines.ts';
import type { TomlArray, TomlNode, TomlScalar, TomlString, TomlTable } from './toml-nodes.ts';
import { code } from './toml-scan-values.ts';
import { addEntry, type Building, createTable, type KeyPart, openTable } from './toml-tree.ts';

/** Arrays and inline tables inside each other; the reader before this one allows as many. */
const maxDepth = 64;

const bareKey = /[A-Za-z0-9_-]+/y;
const blanks = /[ \t]*/y;
const blankLines = /[ \t\r\n]*/y;
const comment = /[^\n]*/y;
/** Up to what can follow a number, truth value or date. */
const token = /[^,\]}#\r\n]+/y;
/** In a text over several lines: a line end that is not meant, and what stands before the next words. */
const lineJoin = /\\[ \t]*\r?\n[ \t\r\n]*/y;

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const codePoint = /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;

/**
 * Reads the tables of a TOML 1.1 text with the place of every key and value (toml.io/en/v1.1.0). It does not tell whether
 * a text is right: what it is given was accepted by `toml`, with whose values its own are compared.
 *
 * @throws MalformedFileError where it meets something that cannot stand there
 */
export const readPlaces = (text: string, index: LineIndex): TomlTable => new Reader(text, index).readDocument();

class Reader {
  readonly #text: string;
  readonly #index: LineIndex;
  #at = 0;
  #depth = 0;

  constructor(text: string, index: LineIndex) {
    this.#text = text;
    this.#index = index;
  }

  readDocument(): TomlTable {
    const root = createTable(0, 0, this.#index);
    let table = root;
    for (this.#skipLines(); this.#at < this.#text.length; this.#skipLines()) {
      if (this.#unit() === code.open) table = this.#readHeader(root);
      else this.#readEntryInto(table);
    }
    return root;
  }

  /** `[a.b]` or `[[a.b]]`. */
  #readHeader(root: Building): Building {
    const isArray = this.#text.charCodeAt(this.#at + 1) === code.open;
    this.#at += isArray ? 2 : 1;
    this.#skip(blanks);
    const keys = this.#readKeys();
    for (let count = isArray ? 2 : 1; count > 0; count--) this.#take(code.close);
    return openTable(root, keys, isArray, this.#index);
  }

  #readEntryInto(table: Building): void {
    const keys = this.#readKeys();
    this.#take(code.equals);
    this.#skip(blanks);
    addEntry(table, keys, this.#readValue(), this.#index);
  }

  /** A dotted key, and the blanks behind it. */
  #readKeys(): readonly KeyPart[] {
    const keys = [this.#readKey()];
    for (this.#skip(blanks); this.#unit() === code.dot; this.#skip(blanks)) {
      this.#at++;
      this.#skip(blanks);
      keys.push(this.#readKey());
    }
    return keys;
  }

  #readKey(): KeyPart {
    const from = this.#at;
    if (this.#unit() === code.quote || this.#unit() === code.apostrophe) {
      const { value, start, end } = this.#readLine();
      return { name: value, start, end, from, to: this.#at };
    }
    const end = this.#skip(bareKey);
    if (end === from) throw this.#unexpected();
    return { name: this.#text.slice(from, end), start: from, end, from, to: end };
  }

  #readValue(): TomlNode {
    switch (this.#unit()) {
      case code.quote:
      case code.apostrophe:
        return this.#readString();
      case code.open:
        return this.#readArray();
      case code.openBrace:
        return this.#readInlineTable();
      default:
        return this.#readScalar();
    }
  }

  #readArray(): TomlArray {
    const start = this.#at;
    const items: TomlNode[] = [];
    this.#readList(code.close, () => items.push(this.#readValue()));
    return { kind: 'array', items, region: this.#index.region(start, this.#at) };
  }

  #readInlineTable(): TomlTable {
    const start = this.#at;
    const table = createTable(start, start, this.#index);
    this.#readList(code.closeBrace, () => this.#readEntryInto(table));
    return { ...table, region: this.#index.region(start, this.#at) };
  }

  /** From the opening bracket to the closing one: items with commas between them, and maybe behind the last. */
  #readList(close: number, readItem: () => void): void {
    if (++this.#depth > maxDepth) throw this.#unexpected();
    this.#at++;
    for (this.#skipLines(); this.#unit() !== close; this.#skipLines()) {
      readItem();
      this.#skipLines();
      if (this.#unit() !== close) this.#take(code.comma);
    }
    this.#at++;
    this.#depth--;
  }

  #readString(): TomlString {
    const quotes = this.#text.slice(this.#at, this.#at + 3);
    const { value, start, end } = quotes === '"""' || quotes === "'''" ? this.#readLines(quotes) : this.#readLine();
    const isVerbatim = this.#text.slice(start, end) === value;
    return {
      kind: 'string',
      value,
      region: this.#index.region(start, end),
      offset: isVerbatim ? start : undefined,
    };
  }

  /** A text on one line. */
  #readLine() {
    const quote = this.#unit();
    const start = ++this.#at;
    for (; this.#unit() !== quote; this.#at++) {
      if (this.#at >= this.#text.length) throw this.#unexpected();
      if (quote === code.quote && this.#unit() === code.backslash) this.#at++;
    }
    const end = this.#at++;
    return { value: quote === code.quote ? this.#unescape(start, end) : this.#slice(start, end), start, end };
  }

  /** A text over several lines: the line end right behind the opening quotes is none of it; up to two quotes are at its end. */
  #readLines(quotes: string) {
    const { length } = this.#text;
    const quote = this.#unit();
    this.#at += quotes.length;
    if (this.#unit() === code.return) this.#at++;
    if (this.#unit() === code.lineFeed) this.#at++;
    const start = this.#at;
    for (; !this.#text.startsWith(quotes, this.#at); this.#at++) {
      if (this.#at >= length) throw this.#unexpected();
      if (quote === code.quote && this.#unit() === code.backslash) this.#at++;
    }
    for (let more = 0; more < 2 && this.#text.charCodeAt(this.#at + quotes.length) === quote; more++) this.#at++;
    const end = this.#at;
    this.#at += quotes.length;
    return { value: quote === code.quote ? this.#unescape(start, end) : this.#slice(start, end), start, end };
  }

  /** As it is written, but for line ends, which are all the same. */
  #slice(start: number, end: number): string {
    return this.#text.slice(start, end).replaceAll('\r\n', '\n');
  }

  #unescape(start: number, end: number): string {
    const written = this.#slice(start, end);
    if (!written.includes('\\')) return written;
    const after = this.#at;
    const parts: string[] = [];
    let from = start;
    for (let at = this.#text.indexOf('\\', start); at >= 0 && at < end; at = this.#text.indexOf('\\', from)) {
      parts.push(this.#slice(from, at));
      this.#at = at;
      from = this.#skip(lineJoin);
      if (from === at) parts.push(this.#readEscape());
      from = this.#at;
    }
    parts.push(this.#slice(from, end));
    this.#at = after;
    return parts.join('');
  }

  #readEscape(): string {
    const plain = escapes.get(this.#text.charAt(++this.#at));
    if (plain !== undefined) {
      this.#at++;
      return plain;
    }
    const digits = this.#text.slice(this.#at + 1, this.#skip(codePoint));
    const point = digits === '' ? Number.NaN : Number.parseInt(digits, 16);
    if (!(point <= 0x10ffff)) throw this.#unexpected();
    return String.fromCodePoint(point);
  }

  #readScalar(): TomlScalar {
    const start = this.#at;
    const written = this.#text.slice(start, this.#skip(token)).trimEnd();
    const value = readToken(written);
    if (value === undefined) throw this.#unexpected();
    return { kind: 'scalar', value, region: this.#index.region(start, start + written.length) };
  }

  /** Blanks, line ends and comments. */
  #skipLines(): void {
    for (this.#skip(blankLines); this.#unit() === code.hash; this.#skip(blankLines)) this.#skip(comment);
  }

  #unit(): number {
    return this.#text.charCodeAt(this.#at);
  }

  #take(unit: number): void {
    if (this.#unit() !== unit) throw this.#unexpected();
    this.#at++;
  }

  /** Goes behind what a sticky expression finds at this place, if anything. Gives the place. */
  #skip(expression: RegExp): number {
    expression.lastIndex = this.#at;
    if (expression.test(this.#text)) this.#at = expression.lastIndex;
    return this.#at;
  }

  #unexpected(): MalformedFileError {
    return new MalformedFileError('not valid TOML: its places are not found', this.#index.position(this.#at).line);
  }
}

const infinity = /^([+-])?inf$/;
const number = /^[+-]?(?:0[xob])?[0-9]/;
const dateOrTime = /^[0-9]{2}(?:[0-9]{2}-|:)/;

/** Dates stay as they are written. Integers beyond 2^53 are rounded. */
function readToken(written: string): number | boolean | string | undefined {
  if (written === 'true' || written === 'false') return written === 'true';
  if (dateOrTime.test(written)) return written;
  const sign = infinity.exec(written);
  if (sign !== null) return sign[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^[+-]?nan$/.test(written)) return Number.NaN;
  const value = number.test(written) ? Number(written.replaceAll('_', '')) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}
