import { type Dialect, Unusual } from './entry.ts';

export const lineFeed = 0x0a;
export const space = 0x20;
export const quote = 0x22;
export const hash = 0x23;
export const comma = 0x2c;
export const colon = 0x3a;

/** Patterns are matched where the scanner stands: engines search texts far faster than loops over characters that just began. */
const inQuotes = /[^"\\\x00-\x1f]*(?=")/y;
/** A bare word of Yarn 1: up to what ends it, or what Yarn puts in quotes (yarn, lockfile/stringify.js). */
const bareWord = /(?!true|false)[A-Za-z][^:\\",[\]\x00-\x20]*/y;
/** A bare key of YAML, as names of packages are. */
const bareKey = /[A-Za-z0-9][\w.-]*(?=:)/y;
/** A plain text of YAML up to the end of the line, without what Yarn puts in quotes (`@yarnpkg/parsers`, syml.ts). */
const plainText = /(?![-?:,\][{}#&*!|>'"%@`\x00-\x20])[^,\][{}:#"\\\x00-\x1f]+(?<! )(?=\r|\n|$)/y;
const letters = /[A-Za-z]+/y;

const quotedText = `"${inQuotes.source}"`;

/** Lines below a field, of a name and a range each; a bounded number at a time. */
const linesOf = (line: string): RegExp => new RegExp(`(?: {4}${line}\\r?\\n){1,32}`, 'y');
export const nameLines: Readonly<Record<Dialect, RegExp>> = {
  classic: linesOf(`(?:${quotedText}|${bareWord.source}) (?:${quotedText}|${bareWord.source})`),
  berry: linesOf(`(?:${quotedText}|${bareKey.source}): (?:${quotedText}|${plainText.source})`),
};

/**
 * Walks through the lines of a yarn.lock as Yarn writes it. Every method throws `Unusual` where the text is anything else:
 * nothing is guessed. `start` and `end` are the last value read, without its quotes.
 */
export class LineScanner {
  readonly text: string;
  at = 0;
  start = 0;
  end = 0;

  constructor(text: string) {
    this.text = text;
  }

  get value(): string {
    return this.text.slice(this.start, this.end);
  }

  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Passes over empty lines and comments; false at the end of the text. */
  nextLine(): boolean {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === hash) this.#passComment();
      else if (!this.#passEnd(code)) return !Number.isNaN(code);
    }
  }

  /** Whether the line begins with exactly so many spaces; takes them if so. */
  indent(width: number): boolean {
    const { text, at } = this;
    for (let place = 0; place < width; place += 1) if (text.charCodeAt(at + place) !== space) return false;
    if (text.charCodeAt(at + width) === space) return false;
    this.at = at + width;
    return true;
  }

  take(code: number): void {
    if (this.text.charCodeAt(this.at) !== code) throw new Unusual();
    this.at += 1;
  }

  /** The end of the line, which has to be here. */
  takeEnd(): void {
    const { code } = this;
    if (!this.#passEnd(code) && !Number.isNaN(code)) throw new Unusual();
  }

  /** A text in double quotes without escapes. */
  quoted(): void {
    this.at += 1;
    this.#match(inQuotes);
    this.at += 1;
  }

  word(): void {
    this.#match(bareWord);
  }

  key(): void {
    this.#match(bareKey);
  }

  plain(): void {
    this.#match(plainText);
  }

  /** The name of a field. */
  fieldName(): void {
    this.#match(letters);
  }

  /** Takes what the pattern matches here, if it does. */
  pass(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  #match(pattern: RegExp): void {
    this.start = this.at;
    if (!this.pass(pattern)) throw new Unusual();
    this.end = this.at;
  }

  #passComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end;
  }

  #passEnd(code: number): boolean {
    if (code === lineFeed) this.at += 1;
    else if (code === 0x0d && this.text.charCodeAt(this.at + 1) === lineFeed) this.at += 2;
    else return false;
    return true;
  }
}
