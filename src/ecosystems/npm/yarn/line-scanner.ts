import { Unusual } from './entry.ts';

export const lineFeed = 0x0a;
export const space = 0x20;
export const quote = 0x22;
export const hash = 0x23;
export const comma = 0x2c;
export const colon = 0x3a;

/** Characters that a plain text of YAML cannot begin with, or that Yarn puts in quotes (`@yarnpkg/parsers`, syml.ts). */
const quotedAtStart = codesOf('-?:,][{}#&*!|>\'"%@`');
const quotedInside = codesOf(',][{}:#"\\');

/** Characters that end a bare word of Yarn 1, or that it puts in quotes (yarn, lockfile/stringify.js). */
const quotedInWord = codesOf(':\\",[]');

const nameSigns = codesOf('-_.');

function codesOf(characters: string): Uint8Array {
  const codes = new Uint8Array(128);
  for (const character of characters) codes[character.charCodeAt(0)] = 1;
  return codes;
}

const isIn = (codes: Uint8Array, code: number): boolean => code < 128 && codes[code] === 1;

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
    const { text } = this;
    let at = this.at + 1;
    this.start = at;
    for (let code = text.charCodeAt(at); code !== quote; code = text.charCodeAt(at)) {
      // Below are control characters, and what the comparison is never true for: the end of the text.
      if (!(code >= space) || code === 0x5c) throw new Unusual();
      at += 1;
    }
    this.end = at;
    this.at = at + 1;
  }

  /** A bare word of Yarn 1. */
  word(): void {
    const { text } = this;
    let { at } = this;
    this.start = at;
    if (!isLetter(text.charCodeAt(at))) throw new Unusual();
    if (text.startsWith('true', at) || text.startsWith('false', at)) throw new Unusual();
    for (let code = text.charCodeAt(at); code > space && !isIn(quotedInWord, code); code = text.charCodeAt(at)) at += 1;
    this.end = at;
    this.at = at;
  }

  /** A bare key of YAML, as names of packages are. */
  key(): void {
    const { text } = this;
    let { at } = this;
    this.start = at;
    if (!isLetter(text.charCodeAt(at)) && !isDigit(text.charCodeAt(at))) throw new Unusual();
    for (let code = text.charCodeAt(at); isLetter(code) || isDigit(code) || isIn(nameSigns, code); ) {
      at += 1;
      code = text.charCodeAt(at);
    }
    this.end = at;
    this.at = at;
    if (text.charCodeAt(at) !== colon) throw new Unusual();
  }

  /** A plain text of YAML up to the end of the line. */
  plain(): void {
    const { text } = this;
    let { at } = this;
    this.start = at;
    const first = text.charCodeAt(at);
    if (!(first > space) || isIn(quotedAtStart, first)) throw new Unusual();
    let code = first;
    while (code >= space && !isIn(quotedInside, code)) {
      at += 1;
      code = text.charCodeAt(at);
    }
    if (text.charCodeAt(at - 1) === space) throw new Unusual();
    this.end = at;
    this.at = at;
    if (!Number.isNaN(code) && code !== lineFeed && code !== 0x0d) throw new Unusual();
  }

  /** The name of a field: letters alone. */
  fieldName(): void {
    const { text } = this;
    let { at } = this;
    this.start = at;
    while (isLetter(text.charCodeAt(at))) at += 1;
    this.end = at;
    this.at = at;
    if (at === this.start) throw new Unusual();
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

const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
