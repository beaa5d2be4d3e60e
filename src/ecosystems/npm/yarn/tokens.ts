import type { Span } from '../lock/conflicts.ts';

export type TokenKind = 'line-end' | 'indent' | 'text' | 'number' | 'boolean' | 'colon' | 'comma' | 'invalid' | 'end';

/** A token of Yarn 1's format. Offsets are those of the text; comments are left out. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** Decoded text; of an indentation, its width in pairs of spaces. */
  readonly value: string;
}

const isStart = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x2f || code === 0x2e || code === 0x2d;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/**
 * The tokens of Yarn 1's format, one after the other, exactly as Yarn 1 takes them (yarn, src/lockfile/parse.js): a lone
 * carriage return ends a line, and only spaces right after a line feed are an indentation.
 */
export class Tokens {
  readonly #text: string;
  /** Lines that are passed over as if they were not there, in order. */
  readonly #holes: readonly Span[];
  #hole = 0;
  #at = 0;
  #afterLine = false;

  constructor(text: string, holes: readonly Span[]) {
    this.#text = text;
    this.#holes = holes;
  }

  next(): Token {
    for (;;) {
      this.#passHoles();
      const code = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(code)) return this.#token('end', this.#at);
      if (code === 0x23) this.#passComment();
      else if (code === 0x20 && !this.#afterLine) this.#at += 1;
      else return this.#read(code);
    }
  }

  #passHoles(): void {
    for (
      let hole = this.#holes[this.#hole];
      hole !== undefined && hole.start <= this.#at;
      hole = this.#holes[this.#hole]
    ) {
      this.#at = Math.max(this.#at, hole.end);
      this.#hole += 1;
    }
  }

  #passComment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
    this.#afterLine = false;
  }

  #read(code: number): Token {
    const start = this.#at;
    if (code === 0x0a || code === 0x0d) return this.#lineEnd(code);
    if (code === 0x20) return this.#indent();
    this.#afterLine = false;
    if (code === 0x22) return this.#quoted();
    if (isDigit(code)) return this.#word('number', isDigit);
    for (const word of ['true', 'false']) {
      if (this.#text.startsWith(word, start)) return this.#token('boolean', start + word.length, word);
    }
    if (code === 0x3a) return this.#token('colon', start + 1);
    if (code === 0x2c) return this.#token('comma', start + 1);
    return isStart(code) ? this.#word('text', isInWord) : this.#token('invalid', start + 1);
  }

  #lineEnd(code: number): Token {
    const isFeed = code === 0x0a;
    const isDouble = this.#text.charCodeAt(this.#at + 1) === 0x0a;
    this.#afterLine = isFeed || isDouble;
    // Two line feeds in a row are one token as well.
    return this.#token('line-end', this.#at + (isDouble ? 2 : 1));
  }

  #indent(): Token {
    let end = this.#at;
    while (this.#text.charCodeAt(end) === 0x20) end += 1;
    const width = end - this.#at;
    this.#afterLine = false;
    return width % 2 === 1 ? this.#token('invalid', end) : this.#token('indent', end, String(width / 2));
  }

  #quoted(): Token {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    const after = end === -1 ? this.#text.length : end + 1;
    try {
      const value: unknown = JSON.parse(this.#text.slice(start, after));
      return this.#token('text', after, String(value));
    } catch {
      return this.#token('invalid', after);
    }
  }

  #isEscaped(at: number): boolean {
    return this.#text[at - 1] === '\\' && this.#text[at - 2] !== '\\';
  }

  #word(kind: TokenKind, belongs: (code: number) => boolean): Token {
    let end = this.#at + 1;
    while (end < this.#text.length && belongs(this.#text.charCodeAt(end))) end += 1;
    return this.#token(kind, end, this.#text.slice(this.#at, end));
  }

  #token(kind: TokenKind, end: number, value = ''): Token {
    const start = this.#at;
    this.#at = end;
    return { kind, start, end, value };
  }
}

const isInWord = (code: number): boolean =>
  code !== 0x3a && code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x2c;
