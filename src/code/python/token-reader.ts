import type { Expression, Fault } from '../program.ts';
import { type Tokens, token } from './tokens.ts';

/** Deeper than anybody writes by hand: what lies deeper is not understood. */
const maxDepth = 200;
const maxFaults = 20;

/** Goes through tokens from the first to the last. */
export class TokenReader {
  readonly text: string;
  readonly faults: Fault[];
  protected at = 0;
  protected depth: number;
  #missed = 0;
  #askedAt = -1;
  #asked = '';
  readonly #kinds: readonly number[];
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];

  constructor(text: string, tokens: Tokens, depth = 0) {
    this.text = text;
    this.#kinds = tokens.kinds;
    this.#starts = tokens.starts;
    this.#ends = tokens.ends;
    this.faults = [...tokens.faults];
    this.depth = depth;
  }

  protected get kind(): number {
    return this.#kinds[this.at] ?? token.end;
  }

  protected get start(): number {
    return this.#starts[this.at] ?? this.text.length;
  }

  /** Where the token ends. */
  protected get end(): number {
    return this.#ends[this.at] ?? this.text.length;
  }

  /** Where the token before ends, or what was missed behind it. */
  protected get lastEnd(): number {
    return Math.max(this.#missed, this.#ends[this.at - 1] ?? 0);
  }

  protected wordAt(at: number): string {
    return this.text.slice(this.#starts[at], this.#ends[at]);
  }

  protected kindAt(at: number): number {
    return this.#kinds[at] ?? token.end;
  }

  /** The token, where it is a name or a mark; else empty. */
  protected get word(): string {
    // One token is asked for its word by each rule that may go on with it.
    if (this.#askedAt !== this.at) {
      const { kind } = this;
      this.#askedAt = this.at;
      this.#asked = kind === token.name || kind === token.mark ? this.wordAt(this.at) : '';
    }
    return this.#asked;
  }

  protected is(word: string): boolean {
    return this.word === word;
  }

  /** Whether a mark stands here that is one of these. */
  protected isMark(among: ReadonlySet<string>): boolean {
    return this.kind === token.mark && among.has(this.word);
  }

  /** Whether the line ends here. */
  protected get isLineEnd(): boolean {
    const { kind } = this;
    return kind === token.newline || kind === token.end;
  }

  protected accept(word: string): boolean {
    if (!this.is(word)) return false;
    this.at += 1;
    return true;
  }

  /** The name that stands here, which is taken; empty where none does. */
  protected acceptName(): string {
    if (this.kind !== token.name) return '';
    const { word } = this;
    this.at += 1;
    return word;
  }

  /**
   * Reads up to the mark that closes a bracket, and takes it.
   * @param read one part; what it leaves untouched is passed over
   */
  protected readUntil(closing: string, read: () => void): void {
    while (!this.accept(closing)) {
      if (this.isLineEnd) {
        this.fault('a bracket is not closed');
        return;
      }
      const before = this.at;
      read();
      if (this.at === before) this.at += 1;
    }
  }

  protected fault(reason: string): void {
    if (this.faults.length < maxFaults) this.faults.push({ at: this.start, reason });
  }

  /** Takes over what a reader of a part found. */
  protected addFaults(faults: readonly Fault[]): void {
    this.faults.push(...faults.slice(0, maxFaults - this.faults.length));
  }

  /** Goes one level deeper; undefined where that is too deep. */
  protected deeper<T>(read: () => T): T | undefined {
    if (this.depth >= maxDepth) {
      this.fault('it is nested too deeply to be read');
      return undefined;
    }
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }

  /** What is missing where a value should stand: whatever holds it goes on to there. */
  protected nothing(start: number): Expression {
    this.#missed = Math.max(this.#missed, start);
    return { kind: 'unknown', parts: [], start, end: this.lastEnd };
  }

  /** Leaves out what cannot be read any deeper, to the bracket that closes it. */
  protected skip(start: number): Expression {
    let depth = 0;
    for (; !this.isLineEnd; this.at++) {
      if (this.isMark(opening)) depth += 1;
      else if (depth === 0 && this.isMark(ending)) break;
      else if (this.isMark(closing)) depth -= 1;
    }
    return this.nothing(start);
  }

  protected skipLine(): void {
    while (!this.isLineEnd) this.at += 1;
    if (this.kind === token.newline) this.at += 1;
  }

  /** Leaves out the rest of the lines of this level. */
  protected skipBlock(): void {
    for (let depth = 1; depth > 0 && this.kind !== token.end; this.at++) {
      if (this.kind === token.indent) depth += 1;
      if (this.kind === token.dedent) depth -= 1;
    }
  }
}

export const opening: ReadonlySet<string> = new Set(['(', '[', '{']);
export const closing: ReadonlySet<string> = new Set([')', ']', '}']);
const ending: ReadonlySet<string> = new Set([...closing, ',', ':']);
