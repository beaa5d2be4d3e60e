import type { Fault } from '../program.ts';
import { findStringEnd } from './string-ends.ts';

/** Kinds of tokens. Numbers, since a file has a hundred thousand of them. */
export const token = { name: 0, number: 1, text: 2, mark: 3, newline: 4, indent: 5, dedent: 6, end: 7 } as const;

/** The tokens of a piece of Python (docs.python.org/3/reference/lexical_analysis.html), in parallel lists. */
export interface Tokens {
  readonly kinds: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly faults: readonly Fault[];
}

const maxFaults = 20;

/** Words that begin a statement and stand nowhere inside brackets: there, a bracket was never closed. */
const statementStart = /(?:def|class|import|return|raise|while|try|with|assert|global|nonlocal|del|pass)\b/y;
const nameStart = /[\p{ID_Start}_]/u;
const nameRest = /[\p{ID_Continue}]*/uy;
const number =
  /(?:0[xX][0-9a-fA-F_]+[lL]?|0[oO]?[0-7_]+[lL]?|0[bB][01_]+|(?:[0-9][0-9_]*)?\.?[0-9_]*(?:[eE][+-]?[0-9_]+)?[jJlL]?)/y;
const marks =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|!=|->|:=|\+=|-=|\*=|\/=|%=|@=|&=|\|=|\^=|==|<=|>=|<>|\*\*|\/\/|<<|>>|[-+*/%@&|^~<>()[\]{},:.;=!?$`]/y;

/**
 * @param isInside an expression in a text (f-string): its lines mean nothing
 */
export function readTokens(text: string, from = 0, to = text.length, isInside = false): Tokens {
  const scanner = new Scanner(text, from, to, isInside);
  scanner.run();
  return scanner;
}

class Scanner implements Tokens {
  readonly kinds: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly faults: Fault[] = [];
  readonly #text: string;
  readonly #to: number;
  readonly #indents: number[] = [0];
  readonly #isInside: boolean;
  #at: number;
  #depth: number;
  #isLineStart: boolean;

  constructor(text: string, from: number, to: number, isInside: boolean) {
    this.#text = text;
    this.#at = from;
    this.#to = to;
    this.#isInside = isInside;
    this.#depth = isInside ? 1 : 0;
    this.#isLineStart = !isInside;
  }

  run(): void {
    while (this.#at < this.#to) {
      if (this.#isLineStart) this.#indent();
      else this.#next();
    }
    if (this.kinds.at(-1) !== token.newline) this.#push(token.newline, this.#to, this.#to);
    while (this.#indents.length > 1) {
      this.#indents.pop();
      this.#push(token.dedent, this.#to, this.#to);
    }
    this.#push(token.end, this.#to, this.#to);
  }

  #push(kind: number, start: number, end: number): void {
    this.kinds.push(kind);
    this.starts.push(start);
    this.ends.push(end);
  }

  #fault(reason: string): void {
    if (this.faults.length < maxFaults) this.faults.push({ at: this.#at, reason });
  }

  /** Blank lines and comments count for nothing. */
  #indent(): void {
    const text = this.#text;
    let width = 0;
    let at = this.#at;
    for (; at < this.#to; at++) {
      const code = text.charCodeAt(at);
      if (code === 32) width += 1;
      else if (code === 9) width = (width >> 3) * 8 + 8;
      else if (code === 12 || code === 0xfeff) width = 0;
      else break;
    }
    const code = at < this.#to ? text.charCodeAt(at) : 10;
    if (code === 35 || code === 10 || code === 13) {
      this.#at = this.#lineEnd(at);
      return;
    }
    this.#at = at;
    this.#isLineStart = false;
    const last = this.#indents.at(-1) ?? 0;
    if (width > last) {
      this.#indents.push(width);
      this.#push(token.indent, at, at);
      return;
    }
    while (width < (this.#indents.at(-1) ?? 0)) {
      this.#indents.pop();
      this.#push(token.dedent, at, at);
    }
    if (width !== (this.#indents.at(-1) ?? 0)) {
      // Between two levels: taken for the outer one and a new level.
      this.#fault('a line is indented as none before it');
      this.#indents.push(width);
      this.#push(token.indent, at, at);
    }
  }

  /** Behind the end of the line. */
  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 || end >= this.#to ? this.#to : end + 1;
  }

  #next(): void {
    const text = this.#text;
    const at = this.#at;
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 12 || code === 13) this.#at += 1;
    else if (code === 10) this.#newline();
    else if (code === 35) {
      const end = text.indexOf('\n', at);
      this.#at = end < 0 || end > this.#to ? this.#to : end;
    } else if (code === 92) this.#continue();
    else if (code === 34 || code === 39) this.#string(at, at);
    else if (isNameCode(code)) this.#name(at, code);
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) this.#take(number, token.number);
    else if (code > 127 && nameStart.test(String.fromCodePoint(text.codePointAt(at) ?? 0))) this.#name(at, code);
    else this.#mark(code);
  }

  /** A backslash joins lines; elsewhere it means nothing. */
  #continue(): void {
    const text = this.#text;
    let at = this.#at + 1;
    if (text.charCodeAt(at) === 13) at += 1;
    if (text.charCodeAt(at) !== 10) this.#fault('a backslash stands where it means nothing');
    this.#at = text.charCodeAt(at) === 10 ? at + 1 : this.#at + 1;
  }

  #newline(): void {
    const next = this.#at + 1;
    if (this.#depth === 0) {
      this.#push(token.newline, this.#at, next);
      this.#at = next;
      this.#isLineStart = true;
      return;
    }
    this.#at = next;
    let at = next;
    while (isBlank(this.#text.charCodeAt(at))) at += 1;
    statementStart.lastIndex = at;
    if (this.#isInside || !statementStart.test(this.#text)) return;
    this.#fault('a bracket is not closed');
    this.#depth = 0;
    this.#push(token.newline, next - 1, next);
    this.#isLineStart = true;
  }

  #name(start: number, code: number): void {
    const text = this.#text;
    let at = start;
    if (code < 128) {
      while (at < this.#to && isNameOrDigit(text.charCodeAt(at))) at += 1;
    }
    if (at < this.#to && text.charCodeAt(at) > 127) {
      nameRest.lastIndex = at;
      at += nameRest.exec(text)?.[0].length ?? 0;
      if (at === start) at += 1;
    }
    const next = text.charCodeAt(at);
    if (
      (next === 34 || next === 39) &&
      at - start <= 2 &&
      /^(?:[rbuft]|[rR][bBfFtTuU]|[bBfFtTuU][rR])$/i.test(text.slice(start, at))
    )
      this.#string(start, at);
    else {
      this.#push(token.name, start, Math.min(at, this.#to));
      this.#at = at;
    }
  }

  #take(pattern: RegExp, kind: number): void {
    pattern.lastIndex = this.#at;
    const length = pattern.exec(this.#text)?.[0].length ?? 1;
    const end = Math.min(this.#to, this.#at + Math.max(1, length));
    this.#push(kind, this.#at, end);
    this.#at = end;
  }

  #mark(code: number): void {
    if (code === 40 || code === 91 || code === 123) this.#depth += 1;
    else if ((code === 41 || code === 93 || code === 125) && this.#depth > 0) this.#depth -= 1;
    marks.lastIndex = this.#at;
    if (!marks.test(this.#text)) {
      this.#fault('a character stands where it means nothing');
      this.#at += 1;
      return;
    }
    this.#take(marks, token.mark);
  }

  /** @param start of the prefix @param quote where it opens */
  #string(start: number, quote: number): void {
    const end = findStringEnd(this.#text, start, quote, this.#to);
    if (end.isOpen) this.#fault('a text is not closed');
    this.#push(token.text, start, end.at);
    this.#at = end.at;
  }
}

const isBlank = (code: number): boolean => code === 32 || code === 9;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isNameCode = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isNameOrDigit = (code: number): boolean => isNameCode(code) || isDigit(code);
