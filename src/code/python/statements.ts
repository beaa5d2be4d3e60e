import type { Expression, FunctionCode, Statement } from '../program.ts';
import { magics } from './lines.ts';
import { PatternReader } from './patterns.ts';
import { closing, opening } from './token-reader.ts';
import { token } from './tokens.ts';

type Branch = Extract<Statement, { kind: 'if' }>['branches'][number];

/** Reads tokens as statements (docs.python.org/3/reference/compound_stmts.html). */
export class StatementReader extends PatternReader {
  program(): readonly Statement[] {
    const body: Statement[] = [];
    while (this.kind !== token.end) this.#statement(body);
    return body;
  }

  #statement(into: Statement[]): void {
    const { kind, at } = this;
    if (kind === token.newline || kind === token.dedent) this.at += 1;
    else if (kind === token.indent) {
      const { start } = this;
      into.push({ kind: 'block', body: this.#indented(), start, end: this.lastEnd });
    } else if (this.isMark(magics)) {
      const value = this.magic();
      into.push({ kind: 'expression', value, start: value.start, end: value.end });
    } else if (!this.#compound(into)) this.line(into);
    if (this.at === at) this.at += 1;
  }

  /** The lines that are indented from here on. */
  #indented(): readonly Statement[] {
    this.at += 1;
    const body = this.deeper(() => this.#rest());
    if (body === undefined) this.skipBlock();
    return body ?? [];
  }

  /** Statements up to where the level of their lines ends. */
  #rest(): readonly Statement[] {
    const body: Statement[] = [];
    while (this.kind !== token.end && this.kind !== token.dedent) this.#statement(body);
    if (this.kind === token.dedent) this.at += 1;
    return body;
  }

  /** Behind the colon: the rest of the line, or the lines below that are indented. */
  #suite(): readonly Statement[] {
    if (!this.accept(':')) {
      this.fault('a colon is missing');
      this.skipLine();
      if (this.kind !== token.indent) return [];
    }
    if (this.kind !== token.newline && this.kind !== token.indent) {
      const body: Statement[] = [];
      this.line(body);
      return body;
    }
    if (this.kind === token.newline) this.at += 1;
    return this.kind === token.indent ? this.#indented() : [];
  }

  #compound(into: Statement[]): boolean {
    if (this.is('@')) {
      this.#decorated(into);
      return true;
    }
    while (this.kind === token.name && this.accept('async'));
    switch (this.kind === token.name ? this.word : '') {
      case 'if':
        into.push(this.#if());
        return true;
      case 'for':
      case 'while':
        into.push(this.#loop());
        return true;
      case 'with':
        into.push(this.#with());
        return true;
      case 'try':
        into.push(this.#try());
        return true;
      case 'def':
        into.push(this.#define([]));
        return true;
      case 'class':
        into.push(this.#class());
        return true;
      case 'match':
        return this.#match(into);
      default:
        return false;
    }
  }

  #decorated(into: Statement[]): void {
    const decorators: Expression[] = [];
    while (this.accept('@')) {
      decorators.push(this.expression());
      this.skipLine();
    }
    this.accept('async');
    if (this.is('def')) {
      into.push(this.#define(decorators));
      return;
    }
    // What a decorator of a class is given may run something.
    for (const value of decorators) into.push({ kind: 'expression', value, start: value.start, end: value.end });
    if (this.is('class')) into.push(this.#class());
  }

  #if(): Statement {
    const { start } = this;
    const branches: Branch[] = [];
    do {
      this.at += 1;
      branches.push({ test: this.expression(), body: this.#suite() });
    } while (this.is('elif'));
    const otherwise = this.accept('else') ? this.#suite() : [];
    return { kind: 'if', branches, otherwise, start, end: this.lastEnd };
  }

  #loop(): Statement {
    const { start, word } = this;
    this.at += 1;
    const head = word === 'for' ? this.#forHead() : { test: this.expression() };
    const body = this.#suite();
    const last = this.accept('else') ? this.#suite() : [];
    return { kind: 'loop', ...head, body: [...body, ...last], start, end: this.lastEnd };
  }

  #forHead(): { readonly target: Expression; readonly of: Expression } {
    const target = this.targets();
    this.accept('in');
    return { target, of: this.list() };
  }

  #with(): Statement {
    const { start } = this;
    this.at += 1;
    // Brackets around all of them (Python 3.10) look like those around one.
    const isBracketed = this.is('(') && this.#closesBeforeColon();
    if (isBracketed) this.at += 1;
    const items: { value: Expression; target?: Expression }[] = [];
    do {
      if (!this.beginsExpression()) break;
      const value = this.expression();
      const target = this.accept('as') ? this.starred() : undefined;
      items.push({ value, ...(target === undefined ? {} : { target }) });
    } while (this.accept(','));
    if (isBracketed) this.accept(')');
    const body = this.#suite();
    return { kind: 'with', items, body, start, end: this.lastEnd };
  }

  /** Whether the bracket here is closed right before the colon that ends the line, and has `as` or `,` in it. */
  #closesBeforeColon(): boolean {
    let depth = 0;
    let isSeveral = false;
    for (let at = this.at; this.kindAt(at) !== token.newline && this.kindAt(at) !== token.end; at++) {
      const word = this.kindAt(at) === token.text ? '' : this.wordAt(at);
      if (opening.has(word)) depth += 1;
      else if (closing.has(word)) {
        depth -= 1;
        if (depth === 0) return isSeveral && this.wordAt(at + 1) === ':';
      } else if (depth === 1 && (word === 'as' || word === ',')) isSeveral = true;
    }
    return false;
  }

  #try(): Statement {
    const { start } = this;
    this.at += 1;
    const body = this.#suite();
    const handlers: (readonly Statement[])[] = [];
    while (this.accept('except')) handlers.push(this.#handler());
    const otherwise = this.accept('else') ? this.#suite() : [];
    const last = this.accept('finally') ? this.#suite() : [];
    return { kind: 'try', body: [...body, ...otherwise], handlers, last, start, end: this.lastEnd };
  }

  /** `except Error as error:`, in Python 2 `except Error, error:`. */
  #handler(): readonly Statement[] {
    this.accept('*');
    const { start } = this;
    const caught = this.is(':') ? undefined : this.list();
    const target = this.accept('as') ? this.starred() : undefined;
    const value: Expression = { kind: 'unknown', parts: [], start, end: caught?.end ?? start };
    const taken: readonly Statement[] =
      target === undefined ? [] : [{ kind: 'assign', targets: [target], value, start, end: target.end }];
    return [...taken, ...this.#suite()];
  }

  #define(decorators: readonly Expression[]): Statement {
    const { start } = this;
    this.at += 1;
    const name = this.acceptName();
    this.#typeParameters();
    const parameters = this.accept('(') ? this.parameters(')') : [];
    this.accept(')');
    if (this.accept('->')) this.expression();
    const body = this.#suite();
    const isGetter = decorators.some((one) =>
      /(?:^|\.)(?:cached_)?property$/.test(this.text.slice(one.start, one.end)),
    );
    const own: FunctionCode = { name, parameters, body, decorators, start, end: this.lastEnd };
    const code = isGetter ? { ...own, isGetter } : own;
    return { kind: 'define', code, start: decorators[0]?.start ?? start, end: this.lastEnd };
  }

  /** `[T: int]` behind the name of a function or class (PEP 695). */
  #typeParameters(): void {
    if (!this.accept('[')) return;
    for (let depth = 1; depth > 0 && !this.isLineEnd; this.at++) {
      if (this.is('[')) depth += 1;
      if (this.is(']')) depth -= 1;
    }
  }

  #class(): Statement {
    const { start } = this;
    this.at += 1;
    const name = this.acceptName();
    this.#typeParameters();
    const bases: Expression[] = [];
    if (this.is('(')) {
      const value = this.expression();
      bases.push(...(value.kind === 'list' ? value.items : [value]));
      // A keyword (`metaclass=`) is no base, and ends what reads as an expression.
      for (let depth = 0; !this.is(':') && !this.isLineEnd; this.at++) {
        if (this.is('(')) depth += 1;
        if (this.is(')') && --depth < -1) break;
      }
    }
    const body = this.#suite();
    return { kind: 'class', name, bases, body, start, end: this.lastEnd };
  }

  /** `match` is a name elsewhere (PEP 634): what tells is the colon that ends the line, and `case` below it. */
  #match(into: Statement[]): boolean {
    const { at, start } = this;
    this.at += 1;
    const subject = this.beginsExpression() ? this.list() : undefined;
    const isMatch = this.is(':') && this.kindAt(this.at + 1) === token.newline && this.wordAt(this.at + 3) === 'case';
    if (subject === undefined || !isMatch) {
      this.at = at;
      return false;
    }
    this.at += 3;
    const branches: Branch[] = [];
    while (this.is('case')) branches.push(this.#case(subject));
    if (this.kind === token.dedent) this.at += 1;
    // The first that fits: to what flows they are branches.
    into.push({ kind: 'if', branches, otherwise: [], start, end: this.lastEnd });
    return true;
  }

  /** A case of texts compares the subject with them; what a pattern names takes it, or parts of it. */
  #case(subject: Expression): Branch {
    const { start } = this;
    this.at += 1;
    const { literals, names, isPlain } = this.pattern();
    const around = { start, end: this.lastEnd };
    const list: Expression = { kind: 'list', items: literals, ...around };
    const test: Expression = isPlain
      ? { kind: 'operation', operator: 'in', operands: [subject, list], ...around }
      : { kind: 'unknown', parts: [], ...around };
    const guard = this.accept('if') ? this.expression() : undefined;
    const taken: readonly Statement[] =
      names.length === 0
        ? []
        : [{ kind: 'assign', targets: names, value: subject, start: subject.start, end: around.end }];
    const both: Expression =
      guard === undefined
        ? test
        : { kind: 'operation', operator: 'and', operands: [test, guard], start, end: guard.end };
    return { test: both, body: [...taken, ...this.#suite()] };
  }
}
