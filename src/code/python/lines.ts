import type { Expression, Statement } from '../program.ts';
import { ExpressionReader } from './expressions.ts';
import { token } from './tokens.ts';

const augmented: ReadonlySet<string> = new Set([
  ...['+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '>>=', '<<=', '**='],
]);
/** Behind `=`, too: `files = !ls`. */
export const magics: ReadonlySet<string> = new Set(['!', '%', '?']);
const betweenValues: ReadonlySet<string> = new Set(['in', 'is', 'and', 'or', 'not', 'if']);

/** Reads lines of simple statements (docs.python.org/3/reference/simple_stmts.html). A line that is none is left out. */
export abstract class LineReader extends ExpressionReader {
  protected abstract magic(): Expression;
  protected abstract import(into: Statement[]): void;
  protected abstract importFrom(into: Statement[]): void;

  /** Simple statements up to the end of the line. */
  protected line(into: Statement[]): void {
    do {
      if (this.isLineEnd) break;
      this.#simple(into);
    } while (this.accept(';'));
    if (this.kind === token.newline) this.at += 1;
    else if (this.kind !== token.end && this.kind !== token.dedent) this.#leftover(into);
  }

  /** What follows a statement on its line without a reason: Python 2, or no Python. Its expressions count. */
  #leftover(into: Statement[]): void {
    this.fault('this is not understood');
    while (!this.isLineEnd && this.kind !== token.dedent) {
      const before = this.at;
      if (this.beginsExpression()) {
        const value = this.list();
        into.push({ kind: 'expression', value, start: value.start, end: value.end });
      }
      if (this.at === before) this.at += 1;
    }
    if (this.kind === token.newline) this.at += 1;
  }

  #simple(into: Statement[]): void {
    switch (this.kind === token.name ? this.word : '') {
      case 'return':
        this.#return(into);
        return;
      case 'raise':
      case 'break':
      case 'continue':
        this.#leave(into);
        return;
      case 'import':
        this.import(into);
        return;
      case 'from':
        this.importFrom(into);
        return;
      case 'global':
      case 'nonlocal':
        this.#outer(into);
        return;
      case 'assert':
        this.#assert(into);
        return;
      case 'pass':
        this.at += 1;
        return;
      case 'del':
        this.at += 1;
        this.list();
        return;
      case 'exec':
      case 'print':
        if (this.#isOfPython2()) this.#python2(into);
        else this.#assignment(into);
        return;
      case 'type':
        // The name of a type (PEP 695): nothing flows there.
        if (this.#isTypeName()) while (!this.isLineEnd && !this.is(';')) this.at += 1;
        else this.#assignment(into);
        return;
      default:
        this.#assignment(into);
    }
  }

  #return(into: Statement[]): void {
    const { start } = this;
    this.at += 1;
    const value = this.beginsExpression() ? this.list() : undefined;
    into.push({ kind: 'return', ...(value === undefined ? {} : { value }), start, end: this.lastEnd });
  }

  #leave(into: Statement[]): void {
    const { start } = this;
    this.at += 1;
    const value = this.beginsExpression() ? this.list() : undefined;
    if (this.accept('from') && this.beginsExpression()) this.list();
    into.push({ kind: 'leave', ...(value === undefined ? {} : { value }), start, end: this.lastEnd });
  }

  #assert(into: Statement[]): void {
    const { start } = this;
    this.at += 1;
    const test = this.list();
    const { end } = test;
    into.push({ kind: 'if', branches: [{ test, body: [] }], otherwise: [{ kind: 'leave', start, end }], start, end });
  }

  /** Not so `type in names`. */
  #isTypeName(): boolean {
    return this.kindAt(this.at + 1) === token.name && !betweenValues.has(this.wordAt(this.at + 1));
  }

  /** A statement of Python 2: its words stand without brackets. */
  #isOfPython2(): boolean {
    const next = this.kindAt(this.at + 1);
    return next === token.text || next === token.name || (next === token.mark && this.wordAt(this.at + 1) === '>>');
  }

  #python2(into: Statement[]): void {
    const { start, end } = this;
    const callee: Expression = { kind: 'name', name: this.word, start, end };
    this.at += 1;
    this.accept('>>');
    const value = this.list();
    // `exec code in space`: the comparison that it reads as holds the code.
    const code = value.kind === 'operation' && value.operator === 'in' ? (value.operands[0] ?? value) : value;
    const call: Expression = { kind: 'call', callee, given: [{ value: code }], start, end: this.lastEnd };
    into.push({ kind: 'expression', value: call, start, end: this.lastEnd });
  }

  #outer(into: Statement[]): void {
    const { start } = this;
    const names: string[] = [];
    do {
      this.at += 1;
      const name = this.acceptName();
      if (name !== '') names.push(name);
    } while (this.is(','));
    into.push({ kind: 'outer', names, start, end: this.lastEnd });
  }

  #assignment(into: Statement[]): void {
    const { start } = this;
    const first = this.list();
    if (this.isMark(augmented)) {
      this.at += 1;
      const value = this.list();
      into.push({ kind: 'assign', targets: [first], value, isAdded: true, start, end: value.end });
      return;
    }
    const type = first.kind !== 'list' && this.accept(':') ? this.annotation() : undefined;
    const typed = type === undefined ? {} : { type };
    if (this.is('=')) {
      const targets = [first];
      let value = first;
      while (this.accept('=')) {
        value = this.isMark(magics) ? this.magic() : this.list();
        targets.push(value);
      }
      targets.pop();
      into.push({ kind: 'assign', targets, value, ...typed, start, end: value.end });
    } else if (type === undefined) into.push({ kind: 'expression', value: first, start, end: first.end });
    else if (first.kind === 'name') {
      const value: Expression = { kind: 'unknown', parts: [], start: first.end, end: first.end };
      into.push({ kind: 'assign', targets: [first], value, ...typed, start, end: this.lastEnd });
    }
  }
}
