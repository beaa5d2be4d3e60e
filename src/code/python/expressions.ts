import type { Expression, Parameter } from '../program.ts';
import { OperandReader } from './operands.ts';
import { readTokens, token } from './tokens.ts';

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=', '<>', 'in']);
const arithmetic: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '/', '//', '%', '@', '&', '|', '^', '<<', '>>', '**'],
]);
const signs: ReadonlySet<string> = new Set(['-', '+', '~']);

/** Reads tokens as expressions (docs.python.org/3/reference/expressions.html). What follows no rule is left to the caller. */
export class ExpressionReader extends OperandReader {
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

  expression(): Expression {
    const { start } = this;
    return this.deeper(() => this.#expression()) ?? this.skip(start);
  }

  #expression(): Expression {
    const { start } = this;
    if (this.is('lambda')) return this.#lambda();
    if (this.is('yield')) return this.#yield();
    const value = this.condition();
    if (this.accept(':=')) {
      const given = this.expression();
      return { kind: 'assignment', target: value, value: given, start, end: given.end };
    }
    if (!this.accept('if')) return value;
    const test = this.condition();
    const otherwise = this.accept('else') ? this.expression() : this.nothing(this.start);
    return { kind: 'choice', test, options: [value, otherwise], start, end: otherwise.end };
  }

  #yield(): Expression {
    const { start } = this;
    this.at += 1;
    this.accept('from');
    const of = this.beginsExpression() ? this.list() : this.nothing(start);
    return { kind: 'yield', of, start, end: Math.max(of.end, this.lastEnd) };
  }

  #lambda(): Expression {
    const { start } = this;
    this.at += 1;
    const parameters = this.parameters(':');
    this.accept(':');
    const value = this.expression();
    const body = [{ kind: 'return' as const, value, start: value.start, end: value.end }];
    const code = { name: '', parameters, body, decorators: [], start, end: value.end };
    return { kind: 'function', code, start, end: value.end };
  }

  /** Up to the mark that closes them, which is left. */
  protected parameters(closing: string): readonly Parameter[] {
    const parameters: Parameter[] = [];
    while (!this.is(closing) && !this.isLineEnd) {
      const before = this.at;
      const isRest = this.accept('*') || this.accept('**');
      // Python 2 takes an argument apart where it is named.
      if (this.kind === token.name || this.is('(')) parameters.push(this.#parameter(isRest, closing !== ':'));
      this.accept('/');
      if (!this.accept(',') && this.at === before) this.at += 1;
    }
    return parameters;
  }

  #parameter(isRest: boolean, mayHaveType: boolean): Parameter {
    const target = this.is('(') ? this.atom() : this.name();
    const type = mayHaveType && this.accept(':') ? this.annotation() : undefined;
    const preset = this.accept('=') ? this.expression() : undefined;
    return {
      target,
      ...(preset === undefined ? {} : { preset }),
      ...(isRest ? { isRest } : {}),
      ...(type === undefined ? {} : { type }),
    };
  }

  /** A type as written. */
  protected annotation(): string {
    const { start } = this;
    const { end } = this.expression();
    return this.text.slice(start, Math.min(end, start + 200));
  }

  protected condition(): Expression {
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
    const operand = this.deeper(() => this.#not()) ?? this.nothing(start);
    return { kind: 'operation', operator: 'not', operands: [operand], start, end: operand.end };
  }

  /** Of `a < b < c` the first operator is told: that the result is a truth is all that it says. */
  #comparison(): Expression {
    const { start } = this;
    const first = this.#arithmetic();
    const operator = this.#comparisonWord();
    if (operator === undefined) return first;
    const operands = [first];
    do operands.push(this.#arithmetic());
    while (this.#comparisonWord() !== undefined);
    return { kind: 'operation', operator, operands, start, end: operands.at(-1)?.end ?? start };
  }

  #comparisonWord(): string | undefined {
    const { word } = this;
    if (comparisons.has(word)) {
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
    if (!this.isMark(arithmetic)) return first;
    const operator = this.word;
    const operands = [first];
    while (this.isMark(arithmetic)) {
      this.at += 1;
      operands.push(this.#unary());
    }
    return { kind: 'operation', operator, operands, start, end: operands.at(-1)?.end ?? start };
  }

  #unary(): Expression {
    const { start } = this;
    while (this.isMark(signs)) this.at += 1;
    if (!this.accept('await')) return this.operand(start);
    const of = this.deeper(() => this.#unary()) ?? this.nothing(start);
    return { kind: 'await', of, start, end: of.end };
  }

  protected inserted(from: number, to: number): Expression {
    const read = () => {
      const inner = new ExpressionReader(this.text, readTokens(this.text, from, to, true), this.depth);
      const value = inner.list();
      this.addFaults(inner.faults);
      return value;
    };
    return this.deeper(read) ?? { kind: 'unknown', parts: [], start: from, end: to };
  }
}
