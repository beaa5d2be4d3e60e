import type { Argument, Expression, Field, Loop } from '../program.ts';
import { readText } from './texts.ts';
import { TokenReader } from './token-reader.ts';
import { token } from './tokens.ts';

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
const beginnings: ReadonlySet<string> = new Set(['(', '[', '{', '-', '+', '~', '*', '**', '...', '`']);

/** What operators stand between: names, numbers, texts, brackets, and what is called on them or taken out of them. */
export abstract class OperandReader extends TokenReader {
  /** With `:=`, `lambda` and `a if b else c`. */
  abstract expression(): Expression;
  /** Without those. */
  protected abstract condition(): Expression;
  /** What an f-string puts in, between two offsets. */
  protected abstract inserted(from: number, to: number): Expression;

  protected beginsExpression(): boolean {
    const { kind, word } = this;
    if (kind === token.number || kind === token.text) return true;
    if (kind === token.name) return !keywords.has(word) || word === 'not';
    return kind === token.mark && beginnings.has(word);
  }

  protected starred(): Expression {
    const { start } = this;
    if (this.accept('*') || this.accept('**')) {
      const of = this.expression();
      return { kind: 'spread', of, start, end: of.end };
    }
    return this.expression();
  }

  /** @param start where it begins: a sign may stand before it */
  protected operand(start: number): Expression {
    let value = this.atom();
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
    this.readUntil(')', () => {
      given.push(this.#argument());
      this.accept(',');
    });
    return given;
  }

  #argument(): Argument {
    if (this.kind === token.name && this.wordAt(this.at + 1) === '=' && this.kindAt(this.at + 1) === token.mark) {
      const name = this.word;
      this.at += 2;
      return { name, value: this.expression() };
    }
    return { value: this.#comprehended(this.starred()) };
  }

  /** `[...]` behind a value: an index, a slice, several of them. */
  #index(): Expression {
    const { start } = this;
    const parts: Expression[] = [];
    let isSlice = false;
    this.readUntil(']', () => {
      if (this.accept(':') || this.accept(',')) isSlice = true;
      else if (this.beginsExpression() || this.is('lambda')) parts.push(this.starred());
    });
    const [only] = parts;
    if (only === undefined) return this.nothing(start);
    return parts.length === 1 && !isSlice ? only : { kind: 'unknown', parts, start, end: this.lastEnd };
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
      const of = this.condition();
      const conditions: Expression[] = [];
      while (this.accept('if')) conditions.push(this.condition());
      loops.push({ target, of, conditions });
    }
    return { kind: 'comprehension', loops, element, start: element.start, end: this.lastEnd };
  }

  /** What `for` assigns to: names and patterns of them, up to `in`. */
  protected targets(): Expression {
    const { start } = this;
    const items: Expression[] = [];
    do {
      if (this.is('in')) break;
      const isRest = this.accept('*');
      const one = this.operand(this.start);
      items.push(isRest ? { kind: 'spread', of: one, start: one.start, end: one.end } : one);
    } while (this.accept(','));
    const [only] = items;
    if (only === undefined) return this.nothing(start);
    return items.length === 1 ? only : { kind: 'list', items, start, end: this.lastEnd };
  }

  protected atom(): Expression {
    const { kind, start } = this;
    if (kind === token.name) return this.name();
    if (kind === token.number) {
      const value = Number(this.wordAt(this.at).replaceAll('_', ''));
      this.at += 1;
      return { kind: 'constant', value, start, end: this.lastEnd };
    }
    if (kind === token.text) return this.#texts();
    if (this.accept('(')) return this.deeper(() => this.#bracketed(')', start)) ?? this.skip(start);
    if (this.accept('[')) return this.deeper(() => this.#bracketed(']', start)) ?? this.skip(start);
    if (this.accept('{')) return this.deeper(() => this.#braced(start)) ?? this.skip(start);
    if (this.accept('...')) return { kind: 'constant', value: null, start, end: this.lastEnd };
    return this.nothing(start);
  }

  protected name(): Expression {
    const { start, word } = this;
    if (keywords.has(word)) return this.nothing(start);
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
    for (; this.kind === token.text; this.at++)
      parts.push(readText(this.text, this.start, this.end, (from, to) => this.inserted(from, to)));
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    const plain = parts.map((part) => (part.kind === 'text' ? part.value : undefined));
    return plain.every((one) => one !== undefined)
      ? { kind: 'text', value: plain.join(''), start, end: this.lastEnd }
      : { kind: 'template', parts, start, end: this.lastEnd };
  }

  #bracketed(closing: string, start: number): Expression {
    const items: Expression[] = [];
    let isTuple = closing === ']';
    this.readUntil(closing, () => {
      items.push(this.#comprehended(this.starred()));
      if (this.accept(',')) isTuple = true;
    });
    const [only] = items;
    if (only !== undefined && items.length === 1 && (!isTuple || only.kind === 'comprehension')) return only;
    return { kind: 'list', items, start, end: this.lastEnd };
  }

  #braced(start: number): Expression {
    const fields: Field[] = [];
    const items: Expression[] = [];
    this.readUntil('}', () => {
      const first = this.starred();
      if (this.accept(':')) {
        const value = this.expression();
        if (this.is('for') || this.is('async')) items.push(this.#comprehended(value));
        else fields.push({ ...(first.kind === 'text' ? { key: first.value } : {}), value });
      } else if (first.kind === 'spread' && this.text.startsWith('**', first.start)) fields.push({ value: first.of });
      else items.push(this.#comprehended(first));
      this.accept(',');
    });
    const end = this.lastEnd;
    if (items.length === 0) return { kind: 'record', fields, start, end };
    return { kind: 'list', items: [...items, ...fields.map(({ value }) => value)], start, end };
  }
}
