import type { Binding, Expression, FunctionCode, Statement } from '../program.ts';
import { ExpressionReader } from './expressions.ts';
import { token } from './tokens.ts';

const augmented = new Set(['+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '>>=', '<<=', '**=']);

type Clause = Extract<Statement, { kind: 'try' }>;

/** Reads tokens as statements (docs.python.org/3/reference/compound_stmts.html). A line that is none is left out. */
export class StatementReader extends ExpressionReader {
  program(): readonly Statement[] {
    const body: Statement[] = [];
    while (this.kind !== token.end) this.#statement(body);
    return body;
  }

  #statement(into: Statement[]): void {
    const { kind, at } = this;
    if (kind === token.newline || kind === token.dedent) this.at += 1;
    else if (kind === token.indent) {
      this.at += 1;
      const { start } = this;
      into.push({ kind: 'block', body: this.#rest(), start, end: this.lastEnd });
    } else if (kind === token.mark && (this.is('!') || this.is('%') || this.is('?'))) this.#magic(into);
    else if (!this.#compound(into)) this.#line(into);
    if (this.at === at) this.at += 1;
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
      this.#skipLine();
      if (this.kind !== token.indent) return [];
    }
    if (this.kind !== token.newline && this.kind !== token.indent) {
      const body: Statement[] = [];
      this.#line(body);
      return body;
    }
    if (this.kind === token.newline) this.at += 1;
    if (this.kind !== token.indent) return [];
    this.at += 1;
    return this.deeper(() => this.#rest()) ?? this.#skipBlock();
  }

  #skipBlock(): readonly Statement[] {
    for (let depth = 1; depth > 0 && this.kind !== token.end; this.at++) {
      if (this.kind === token.indent) depth += 1;
      if (this.kind === token.dedent) depth -= 1;
    }
    return [];
  }

  #skipLine(): void {
    while (this.kind !== token.newline && this.kind !== token.end) this.at += 1;
    if (this.kind === token.newline) this.at += 1;
  }

  #compound(into: Statement[]): boolean {
    if (this.kind === token.mark) {
      if (!this.is('@')) return false;
      this.#decorated(into);
      return true;
    }
    switch (this.word) {
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
      case 'async':
        this.at += 1;
        return this.#compound(into);
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
      this.#skipLine();
    }
    this.accept('async');
    if (this.is('def')) into.push(this.#define(decorators));
    else {
      // What a decorator of a class is given may run something.
      into.push(
        ...decorators.map((value) => ({ kind: 'expression' as const, value, start: value.start, end: value.end })),
      );
      if (this.is('class')) into.push(this.#class());
    }
  }

  #if(): Statement {
    const { start } = this;
    this.at += 1;
    const test = this.expression();
    const then = this.#suite();
    let otherwise: readonly Statement[] = [];
    if (this.is('elif')) otherwise = this.deeper(() => [this.#if()]) ?? this.#skipClauses();
    else if (this.accept('else')) otherwise = this.#suite();
    return { kind: 'if', test, then, otherwise, start, end: this.lastEnd };
  }

  #skipClauses(): readonly Statement[] {
    while (this.is('elif') || this.is('else')) {
      this.#skipLine();
      if (this.kind === token.indent) {
        this.at += 1;
        this.#skipBlock();
      }
    }
    return [];
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
      if (word === '(' || word === '[' || word === '{') depth += 1;
      else if (word === ')' || word === ']' || word === '}') {
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
    const handlers: Clause['handlers'][number][] = [];
    while (this.accept('except')) {
      this.accept('*');
      const { start: from } = this;
      const caught = this.is(':') ? undefined : this.list();
      const target = this.accept('as') ? this.starred() : undefined;
      const value: Expression = { kind: 'unknown', parts: [], start: from, end: caught?.end ?? from };
      const taken: readonly Statement[] =
        target === undefined ? [] : [{ kind: 'assign', targets: [target], value, start: from, end: target.end }];
      handlers.push([...taken, ...this.#suite()]);
    }
    const otherwise = this.accept('else') ? this.#suite() : [];
    const last = this.accept('finally') ? this.#suite() : [];
    return { kind: 'try', body: [...body, ...otherwise], handlers, last, start, end: this.lastEnd };
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
    const isGetter = decorators.some(({ start: from, end }) =>
      /(?:^|\.)(?:cached_)?property$/.test(this.text.slice(from, end)),
    );
    const code: FunctionCode = {
      name,
      parameters,
      body,
      decorators,
      ...(isGetter ? { isGetter } : {}),
      start,
      end: this.lastEnd,
    };
    return { kind: 'define', code, start, end: this.lastEnd };
  }

  /** `[T: int]` behind the name of a function or class (PEP 695). */
  #typeParameters(): void {
    if (!this.accept('[')) return;
    for (let depth = 1; depth > 0 && this.kind !== token.newline && this.kind !== token.end; this.at++) {
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
      for (let depth = 0; !this.is(':') && this.kind !== token.newline && this.kind !== token.end; this.at++) {
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
    if (!this.beginsExpression()) {
      this.at = at;
      return false;
    }
    const subject = this.list();
    const isMatch = this.is(':') && this.kindAt(this.at + 1) === token.newline && this.wordAt(this.at + 3) === 'case';
    if (!isMatch) {
      this.at = at;
      return false;
    }
    this.at += 3;
    const cases: Statement[] = [];
    while (this.is('case')) cases.push(this.#case(subject));
    if (this.kind === token.dedent) this.at += 1;
    // The first that fits: to what flows they are branches.
    const chain = cases.reduceRight<readonly Statement[]>(
      (otherwise, one) => [one.kind === 'if' ? { ...one, otherwise } : one],
      [],
    );
    into.push({ kind: 'block', body: chain, start, end: this.lastEnd });
    return true;
  }

  /** A case of texts compares the subject with them; what a pattern names takes it, or parts of it. */
  #case(subject: Expression): Statement {
    const { start } = this;
    this.at += 1;
    const literals: Expression[] = [];
    const names: Expression[] = [];
    let isPlain = true;
    for (let depth = 0; this.kind !== token.newline && this.kind !== token.end; ) {
      if (depth === 0 && (this.is(':') || this.is('if'))) break;
      if (this.is('(') || this.is('[') || this.is('{')) depth += 1;
      if (this.is(')') || this.is(']') || this.is('}')) depth -= 1;
      if (this.kind === token.text)
        literals.push({ kind: 'text', value: this.wordAt(this.at), start, end: this.start });
      else if (this.kind === token.name && !this.is('_')) {
        names.push({ kind: 'name', name: this.word, start: this.start, end: this.start + this.word.length });
        isPlain = false;
      } else if (!this.is('|')) isPlain = false;
      this.at += 1;
    }
    const end = this.lastEnd;
    const compared: Expression = {
      kind: 'operation',
      operator: 'in',
      operands: [subject, { kind: 'list', items: literals, start, end }],
      start,
      end,
    };
    const open: Expression = { kind: 'unknown', parts: [], start, end };
    const test = isPlain && literals.length > 0 ? compared : open;
    const guard = this.accept('if') ? this.expression() : undefined;
    const taken: readonly Statement[] =
      names.length === 0 ? [] : [{ kind: 'assign', targets: names, value: subject, start, end }];
    const both: Expression =
      guard === undefined
        ? test
        : { kind: 'operation', operator: 'and', operands: [test, guard], start, end: guard.end };
    return { kind: 'if', test: both, then: [...taken, ...this.#suite()], otherwise: [], start, end: this.lastEnd };
  }

  /** Simple statements up to the end of the line. */
  #line(into: Statement[]): void {
    do {
      if (this.kind === token.newline || this.kind === token.end) break;
      this.#simple(into);
    } while (this.accept(';'));
    if (this.kind === token.newline) this.at += 1;
    else if (this.kind !== token.end && this.kind !== token.dedent) this.#leftover(into);
  }

  /** What follows a statement on its line without a reason: Python 2, or no Python. Its expressions count. */
  #leftover(into: Statement[]): void {
    this.fault('this is not understood');
    while (this.kind !== token.newline && this.kind !== token.end && this.kind !== token.dedent) {
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
    const { start } = this;
    switch (this.kind === token.name ? this.word : '') {
      case 'return': {
        this.at += 1;
        const value = this.beginsExpression() || this.#isValue() ? this.list() : undefined;
        into.push({ kind: 'return', ...(value === undefined ? {} : { value }), start, end: this.lastEnd });
        return;
      }
      case 'raise':
      case 'break':
      case 'continue': {
        this.at += 1;
        const value = this.beginsExpression() ? this.list() : undefined;
        if (this.accept('from') && this.beginsExpression()) this.list();
        into.push({ kind: 'leave', ...(value === undefined ? {} : { value }), start, end: this.lastEnd });
        return;
      }
      case 'import':
        this.#import(into);
        return;
      case 'from':
        this.#importFrom(into);
        return;
      case 'global':
      case 'nonlocal':
        this.#outer(into);
        return;
      case 'assert': {
        this.at += 1;
        const test = this.list();
        into.push({
          kind: 'if',
          test,
          then: [],
          otherwise: [{ kind: 'leave', start, end: test.end }],
          start,
          end: test.end,
        });
        return;
      }
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
        if (this.kindAt(this.at + 1) === token.name && !this.#isOperatorNext()) this.#toLineEnd();
        else this.#assignment(into);
        return;
      default:
        this.#assignment(into);
    }
  }

  /** Whether a word that stands between two values follows: `type in names`. */
  #isOperatorNext(): boolean {
    return ['in', 'is', 'and', 'or', 'not', 'if'].includes(this.wordAt(this.at + 1));
  }

  #toLineEnd(): void {
    while (this.kind !== token.newline && this.kind !== token.end && !this.is(';')) this.at += 1;
  }

  #isValue(): boolean {
    return this.is('lambda') || this.is('await') || this.is('yield');
  }

  /** A statement of Python 2: its words stand without brackets. */
  #isOfPython2(): boolean {
    const next = this.kindAt(this.at + 1);
    return next === token.text || next === token.name || (next === token.mark && this.wordAt(this.at + 1) === '>>');
  }

  #python2(into: Statement[]): void {
    const { start, word } = this;
    const callee: Expression = { kind: 'name', name: word, start, end: start + word.length };
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
    this.at += 1;
    const names: string[] = [];
    while (this.kind === token.name) {
      names.push(this.word);
      this.at += 1;
      if (!this.accept(',')) break;
    }
    into.push({ kind: 'outer', names, start, end: this.lastEnd });
  }

  #assignment(into: Statement[]): void {
    const { start } = this;
    const first = this.list();
    if (this.kind === token.mark && augmented.has(this.word)) {
      this.at += 1;
      const value = this.list();
      into.push({ kind: 'assign', targets: [first], value, isAdded: true, start, end: value.end });
      return;
    }
    const type = this.is(':') && first.kind !== 'list' ? this.#type() : undefined;
    if (!this.is('=')) {
      if (type === undefined) into.push({ kind: 'expression', value: first, start, end: first.end });
      else if (first.kind === 'name') {
        const value: Expression = { kind: 'unknown', parts: [], start: first.end, end: first.end };
        into.push({ kind: 'assign', targets: [first], value, type, start, end: this.lastEnd });
      }
      return;
    }
    const targets = [first];
    let value = first;
    while (this.accept('=')) {
      value = this.list();
      targets.push(value);
    }
    targets.pop();
    into.push({ kind: 'assign', targets, value, ...(type === undefined ? {} : { type }), start, end: value.end });
  }

  #type(): string {
    this.at += 1;
    return this.annotation();
  }

  /** `a.b.c` */
  #dotted(): string {
    let name = '';
    while (this.kind === token.name || this.is('.') || this.is('...')) {
      if (this.is('import')) break;
      name += this.word;
      this.at += 1;
      if (this.kind === token.name && !name.endsWith('.')) break;
    }
    return name;
  }

  #import(into: Statement[]): void {
    const { start } = this;
    this.at += 1;
    do {
      const { start: from } = this;
      const module = this.#dotted();
      if (module === '') break;
      const local = this.accept('as') ? this.acceptName() : undefined;
      const [root = module] = module.split('.');
      const isWhole = local !== undefined || root === module;
      const binding: Binding = { local: local ?? root, start: from, end: this.lastEnd };
      into.push({ kind: 'import', module: isWhole ? module : root, bindings: [binding], start, end: this.lastEnd });
    } while (this.accept(','));
  }

  #importFrom(into: Statement[]): void {
    const { start } = this;
    this.at += 1;
    const module = this.#dotted();
    if (!this.accept('import')) return;
    const isBracketed = this.accept('(');
    const bindings: Binding[] = [];
    do {
      const { start: from } = this;
      if (this.accept('*')) {
        bindings.push({ local: '*', member: '*', start: from, end: this.lastEnd });
        break;
      }
      const member = this.acceptName();
      if (member === '') break;
      const local = this.accept('as') ? this.acceptName() : member;
      bindings.push({ local, member, start: from, end: this.lastEnd });
    } while (this.accept(','));
    if (isBracketed) this.accept(')');
    into.push({ kind: 'import', module, bindings, start, end: this.lastEnd });
  }

  /** A line of a notebook for IPython: `!pip install x`, `%run file.py`; what stands in braces is put in. */
  #magic(into: Statement[]): void {
    const { start } = this;
    const name = this.is('!') ? 'system' : 'run_line_magic';
    this.at += 1;
    const parts: Expression[] = [];
    let from = this.start;
    while (this.kind !== token.newline && this.kind !== token.end) {
      if (this.is('{') && this.kindAt(this.at + 1) === token.name) {
        this.at += 1;
        parts.push({ kind: 'text', value: this.text.slice(from, this.start - 1), start: from, end: this.start - 1 });
        parts.push(this.expression());
        from = this.start + 1;
      } else if (this.is('$') && this.kindAt(this.at + 1) === token.name) {
        this.at += 1;
        parts.push({ kind: 'text', value: this.text.slice(from, this.start - 1), start: from, end: this.start - 1 });
        parts.push({ kind: 'name', name: this.word, start: this.start, end: this.start + this.word.length });
        from = this.start + this.word.length;
      }
      this.at += 1;
    }
    const end = this.lastEnd;
    parts.push({ kind: 'text', value: this.text.slice(Math.min(from, end), end), start: Math.min(from, end), end });
    const shell: Expression = {
      kind: 'call',
      callee: { kind: 'name', name: 'get_ipython', start, end: start },
      given: [],
      start,
      end: start,
    };
    const callee: Expression = { kind: 'member', of: shell, name, start, end: start };
    const given = [{ value: { kind: 'template' as const, parts, start, end } }];
    into.push({ kind: 'expression', value: { kind: 'call', callee, given, start, end }, start, end });
  }
}
