import type { Argument, Expression, Fault, Field, Loop, Parameter } from '../program.ts';
import { readText } from './texts.ts';
import { readTokens, type Tokens, token } from './tokens.ts';

/** Deeper than anybody writes by hand: what lies deeper is not understood. */
const maxDepth = 200;
const maxFaults = 20;

const comparisons = new Set(['==', '!=', '<', '>', '<=', '>=', '<>']);
const arithmetic = new Set(['+', '-', '*', '/', '//', '%', '@', '&', '|', '^', '<<', '>>', '**']);
/** Words that end an expression: they belong to what stands around it. */
const keywords = new Set([
  ...['if', 'else', 'for', 'in', 'and', 'or', 'not', 'is', 'as', 'from', 'import', 'async', 'class', 'def', 'return'],
  ...['while', 'with', 'try', 'except', 'finally', 'elif', 'raise', 'pass', 'break', 'continue', 'del', 'global'],
  ...['nonlocal', 'assert'],
]);
const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/** Reads tokens as expressions (docs.python.org/3/reference/expressions.html). What follows no rule is left to the caller. */
export class ExpressionReader {
  readonly text: string;
  readonly faults: Fault[];
  readonly #kinds: readonly number[];
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];
  protected at = 0;
  #depth: number;

  constructor(text: string, tokens: Tokens, depth = 0) {
    this.text = text;
    this.#kinds = tokens.kinds;
    this.#starts = tokens.starts;
    this.#ends = tokens.ends;
    this.faults = [...tokens.faults];
    this.#depth = depth;
  }

  protected get kind(): number {
    return this.#kinds[this.at] ?? token.end;
  }

  protected get start(): number {
    return this.#starts[this.at] ?? this.text.length;
  }

  /** Where the token before ends. */
  protected get lastEnd(): number {
    return this.#ends[this.at - 1] ?? 0;
  }

  protected wordAt(at: number): string {
    return this.text.slice(this.#starts[at], this.#ends[at]);
  }

  protected kindAt(at: number): number {
    return this.#kinds[at] ?? token.end;
  }

  /** The token, where it is a name or a mark; else empty. */
  protected get word(): string {
    const { kind } = this;
    return kind === token.name || kind === token.mark ? this.wordAt(this.at) : '';
  }

  protected is(word: string): boolean {
    return this.word === word;
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

  protected fault(reason: string): void {
    if (this.faults.length < maxFaults) this.faults.push({ at: this.start, reason });
  }

  /** Goes one level deeper; undefined where that is too deep. */
  protected deeper<T>(read: () => T): T | undefined {
    if (this.#depth >= maxDepth) {
      this.fault('it is nested too deeply to be read');
      return undefined;
    }
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  #nothing(start: number): Expression {
    return { kind: 'unknown', parts: [], start, end: Math.max(start, this.lastEnd) };
  }

  /** `a, *b, c`: one expression, or a tuple of several. */
  list(): Expression {
    const { start } = this;
    const first = this.starred();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.accept(',')) {
      if (!this.beginsExpression()) break;
      items.push(this.starred());
    }
    return { kind: 'list', items, start, end: this.lastEnd };
  }

  protected beginsExpression(): boolean {
    const { kind, word } = this;
    if (kind === token.number || kind === token.text) return true;
    if (kind === token.name) return !keywords.has(word) || word === 'not';
    return kind === token.mark && ['(', '[', '{', '-', '+', '~', '*', '**', '...', '`'].includes(word);
  }

  starred(): Expression {
    const { start } = this;
    if (this.accept('*') || this.accept('**')) {
      const of = this.expression();
      return { kind: 'spread', of, start, end: of.end };
    }
    return this.expression();
  }

  /** With `:=`, `lambda` and `a if b else c`. */
  expression(): Expression {
    const { start } = this;
    return this.deeper(() => this.#expression()) ?? this.#skip(start);
  }

  /** Leaves out what cannot be read any deeper, to the bracket that closes it. */
  #skip(start: number): Expression {
    let depth = 0;
    while (this.kind !== token.end && this.kind !== token.newline) {
      const { word } = this;
      if ('([{'.includes(word) && word !== '') depth += 1;
      else if (')]}'.includes(word) && word !== '') {
        if (depth === 0) break;
        depth -= 1;
      } else if (depth === 0 && (word === ',' || word === ':')) break;
      this.at += 1;
    }
    return this.#nothing(start);
  }

  #expression(): Expression {
    const { start } = this;
    if (this.is('lambda')) return this.#lambda();
    if (this.is('yield')) return this.#yield();
    const value = this.#or();
    if (this.accept(':=')) {
      const given = this.expression();
      return { kind: 'assignment', target: value, value: given, start, end: given.end };
    }
    if (!this.is('if')) return value;
    this.at += 1;
    const test = this.#or();
    const otherwise = this.accept('else') ? this.expression() : this.#nothing(this.start);
    return { kind: 'choice', test, options: [value, otherwise], start, end: otherwise.end };
  }

  #yield(): Expression {
    const { start } = this;
    this.at += 1;
    this.accept('from');
    const of = this.beginsExpression() ? this.list() : this.#nothing(start);
    return { kind: 'yield', of, start, end: Math.max(of.end, this.lastEnd) };
  }

  #lambda(): Expression {
    const { start } = this;
    this.at += 1;
    const parameters = this.parameters(':');
    this.accept(':');
    const value = this.expression();
    const code = {
      name: '',
      parameters,
      body: [{ kind: 'return' as const, value, start: value.start, end: value.end }],
      decorators: [],
      start,
      end: value.end,
    };
    return { kind: 'function', code, start, end: value.end };
  }

  /** Up to the mark that closes them, which is left. */
  protected parameters(closing: string): readonly Parameter[] {
    const parameters: Parameter[] = [];
    while (!this.is(closing) && this.kind !== token.end && this.kind !== token.newline) {
      const before = this.at;
      const isRest = this.accept('*') || this.accept('**');
      // Python 2 takes an argument apart where it is named.
      const isPattern = this.is('(');
      if (this.kind === token.name || isPattern) {
        const target = isPattern ? this.#atom() : this.#name();
        const type = closing !== ':' && this.accept(':') ? this.annotation() : undefined;
        const preset = this.accept('=') ? this.expression() : undefined;
        parameters.push({
          target,
          ...(preset === undefined ? {} : { preset }),
          ...(isRest ? { isRest: true as const } : {}),
          ...(type === undefined ? {} : { type }),
        });
      }
      this.accept('/');
      if (!this.accept(',') && this.at === before) this.at += 1;
    }
    return parameters;
  }

  /** A type as written. */
  protected annotation(): string {
    const { start } = this;
    const { end } = this.expression();
    return this.text.slice(start, Math.min(end, start + 200));
  }

  #or(): Expression {
    return this.#joined('or', () => this.#joined('and', () => this.#not()));
  }

  /** `a or b` is one of them; so is `a and b`, as far as what it holds goes. */
  #joined(word: 'or' | 'and', read: () => Expression): Expression {
    const { start } = this;
    const first = read();
    if (!this.is(word)) return first;
    const operands = [first];
    while (this.accept(word)) operands.push(read());
    return { kind: 'operation', operator: word, operands, start, end: operands.at(-1)?.end ?? start };
  }

  #not(): Expression {
    const { start } = this;
    if (!this.accept('not')) return this.#comparison();
    const operand = this.deeper(() => this.#not()) ?? this.#nothing(start);
    return { kind: 'operation', operator: 'not', operands: [operand], start, end: operand.end };
  }

  #comparison(): Expression {
    const { start } = this;
    let left = this.#arithmetic();
    for (;;) {
      const operator = this.#comparisonWord();
      if (operator === undefined) return left;
      const right = this.#arithmetic();
      left = { kind: 'operation', operator, operands: [left, right], start, end: right.end };
    }
  }

  #comparisonWord(): string | undefined {
    const { word } = this;
    if (comparisons.has(word) || word === 'in') {
      this.at += 1;
      return word;
    }
    if (word === 'is') {
      this.at += 1;
      return this.accept('not') ? 'is not' : 'is';
    }
    if (word === 'not' && this.wordAt(this.at + 1) === 'in') {
      this.at += 2;
      return 'not in';
    }
    return undefined;
  }

  /** All operators on numbers and texts: in what order they bind does not matter for what the result holds. */
  #arithmetic(): Expression {
    const { start } = this;
    const first = this.#unary();
    const operator = this.word;
    if (this.kind !== token.mark || !arithmetic.has(operator)) return first;
    const operands = [first];
    while (this.kind === token.mark && arithmetic.has(this.word)) {
      this.at += 1;
      operands.push(this.#unary());
    }
    return { kind: 'operation', operator, operands, start, end: operands.at(-1)?.end ?? start };
  }

  #unary(): Expression {
    const { start } = this;
    while (this.kind === token.mark && (this.is('-') || this.is('+') || this.is('~'))) this.at += 1;
    if (this.kind === token.name && this.is('await')) {
      this.at += 1;
      const of = this.deeper(() => this.#unary()) ?? this.#nothing(start);
      return { kind: 'await', of, start, end: of.end };
    }
    return this.#trailed(start);
  }

  #trailed(start: number): Expression {
    let value = this.#atom();
    for (;;) {
      if (this.kind !== token.mark) return value;
      if (this.accept('.')) {
        const name = this.acceptName();
        value = { kind: 'member', of: value, name, start, end: this.lastEnd };
      } else if (this.accept('(')) {
        const given = this.deeper(() => this.#given()) ?? [];
        value = { kind: 'call', callee: value, given, start, end: this.lastEnd };
      } else if (this.accept('[')) {
        const index = this.#index();
        value = { kind: 'item', of: value, index, start, end: this.lastEnd };
      } else return value;
    }
  }

  #given(): readonly Argument[] {
    const given: Argument[] = [];
    while (!this.accept(')')) {
      if (this.kind === token.end || this.kind === token.newline) {
        this.fault('a bracket is not closed');
        break;
      }
      const before = this.at;
      given.push(this.#argument());
      this.accept(',');
      if (this.at === before) this.at += 1;
    }
    return given;
  }

  #argument(): Argument {
    if (this.kind === token.name && this.wordAt(this.at + 1) === '=' && this.kindAt(this.at + 1) === token.mark) {
      const name = this.word;
      this.at += 2;
      return { name, value: this.expression() };
    }
    const value = this.starred();
    return { value: this.#comprehended(value) };
  }

  /** `[...]` behind a value: an index, a slice, several of them. */
  #index(): Expression {
    const { start } = this;
    const parts: Expression[] = [];
    let isSlice = false;
    while (!this.accept(']')) {
      if (this.kind === token.end || this.kind === token.newline) {
        this.fault('a bracket is not closed');
        break;
      }
      const before = this.at;
      if (this.accept(':') || this.accept(',')) isSlice = true;
      else if (this.beginsExpression() || this.is('lambda')) parts.push(this.starred());
      if (this.at === before) this.at += 1;
    }
    const [only] = parts;
    return only !== undefined && parts.length === 1 && !isSlice
      ? only
      : { kind: 'unknown', parts, start, end: this.lastEnd };
  }

  /** What `for` behind an element makes of it. */
  #comprehended(element: Expression): Expression {
    if (!this.is('for') && !(this.is('async') && this.wordAt(this.at + 1) === 'for')) return element;
    const loops: Loop[] = [];
    while (this.is('for') || this.is('async')) {
      this.accept('async');
      if (!this.accept('for')) break;
      const target = this.targets();
      this.accept('in');
      const of = this.#or();
      const conditions: Expression[] = [];
      while (this.accept('if')) conditions.push(this.#or());
      loops.push({ target, of, conditions });
    }
    return { kind: 'comprehension', loops, element, start: element.start, end: this.lastEnd };
  }

  /** What `for` assigns to: names and patterns of them, up to `in`. */
  targets(): Expression {
    const { start } = this;
    const items: Expression[] = [];
    do {
      if (this.is('in')) break;
      const isRest = this.accept('*');
      const one = this.#trailed(this.start);
      items.push(isRest ? { kind: 'spread', of: one, start: one.start, end: one.end } : one);
    } while (this.accept(','));
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: 'list', items, start, end: this.lastEnd };
  }

  #atom(): Expression {
    const { kind, start } = this;
    if (kind === token.name) return this.#name();
    if (kind === token.number) {
      const value = Number(this.wordAt(this.at).replaceAll('_', ''));
      this.at += 1;
      return { kind: 'constant', value, start, end: this.lastEnd };
    }
    if (kind === token.text) return this.#texts();
    if (this.accept('(')) return this.deeper(() => this.#bracketed(')', start)) ?? this.#skip(start);
    if (this.accept('[')) return this.deeper(() => this.#bracketed(']', start)) ?? this.#skip(start);
    if (this.accept('{')) return this.deeper(() => this.#braced(start)) ?? this.#skip(start);
    if (this.accept('...')) return { kind: 'constant', value: null, start, end: this.lastEnd };
    return this.#nothing(start);
  }

  #name(): Expression {
    const { start, word } = this;
    if (keywords.has(word)) return this.#nothing(start);
    this.at += 1;
    const constant = constants.get(word);
    return constant === undefined
      ? { kind: 'name', name: word, start, end: this.lastEnd }
      : { kind: 'constant', value: constant, start, end: this.lastEnd };
  }

  /** Texts that stand side by side are one. */
  #texts(): Expression {
    const { start } = this;
    const parts: Expression[] = [];
    while (this.kind === token.text) {
      parts.push(readText(this.text, this.start, this.#ends[this.at] ?? 0, (from, to) => this.#inserted(from, to)));
      this.at += 1;
    }
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    const plain = parts.map((part) => (part.kind === 'text' ? part.value : undefined));
    return plain.every((one) => one !== undefined)
      ? { kind: 'text', value: plain.join(''), start, end: this.lastEnd }
      : { kind: 'template', parts, start, end: this.lastEnd };
  }

  /** What an f-string puts in. */
  #inserted(from: number, to: number): Expression {
    const read = () => {
      const inner = new ExpressionReader(this.text, readTokens(this.text, from, to, true), this.#depth);
      const value = inner.list();
      this.faults.push(...inner.faults.slice(0, maxFaults - this.faults.length));
      return value;
    };
    return this.deeper(read) ?? { kind: 'unknown', parts: [], start: from, end: to };
  }

  #bracketed(closing: string, start: number): Expression {
    if (this.accept(closing)) return { kind: 'list', items: [], start, end: this.lastEnd };
    const items: Expression[] = [];
    let isTuple = closing === ']';
    while (!this.accept(closing)) {
      if (this.kind === token.end || this.kind === token.newline) {
        this.fault('a bracket is not closed');
        break;
      }
      const before = this.at;
      items.push(this.#comprehended(this.starred()));
      if (this.accept(',')) isTuple = true;
      if (this.at === before) this.at += 1;
    }
    const [only] = items;
    if (only !== undefined && items.length === 1 && (!isTuple || only.kind === 'comprehension')) return only;
    return { kind: 'list', items, start, end: this.lastEnd };
  }

  #braced(start: number): Expression {
    const fields: Field[] = [];
    const items: Expression[] = [];
    while (!this.accept('}')) {
      if (this.kind === token.end || this.kind === token.newline) {
        this.fault('a bracket is not closed');
        break;
      }
      const before = this.at;
      const first = this.starred();
      if (this.accept(':')) {
        const value = this.expression();
        if (this.is('for') || this.is('async')) items.push(this.#comprehended(value));
        else fields.push({ ...(first.kind === 'text' ? { key: first.value } : {}), value });
      } else if (first.kind === 'spread' && this.text.startsWith('**', first.start)) fields.push({ value: first.of });
      else items.push(this.#comprehended(first));
      this.accept(',');
      if (this.at === before) this.at += 1;
    }
    const end = this.lastEnd;
    if (items.length === 0) return { kind: 'record', fields, start, end };
    return { kind: 'list', items: [...items, ...fields.map(({ value }) => value)], start, end };
  }
}
