import type { Binding, Expression, Statement } from '../program.ts';
import { LineReader } from './lines.ts';
import { token } from './tokens.ts';

/** Lines that bring something in, or leave Python: imports, and what notebooks hand to IPython. */
export class ImportReader extends LineReader {
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

  protected import(into: Statement[]): void {
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

  protected importFrom(into: Statement[]): void {
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

  /** A line of a notebook for IPython: `!pip install x`, `%run file.py`; what stands behind `$` or in braces is put in. */
  protected magic(into: Statement[]): void {
    const { start } = this;
    const name = this.is('!') ? 'system' : 'run_line_magic';
    this.at += 1;
    const parts: Expression[] = [];
    let from = this.start;
    const addText = (end: number) => {
      if (from < end) parts.push({ kind: 'text', value: this.text.slice(from, end), start: from, end });
    };
    while (!this.isLineEnd) {
      const isInserted = (this.is('{') || this.is('$')) && this.kindAt(this.at + 1) === token.name;
      if (isInserted) {
        addText(this.start);
        const isBraced = this.accept('{');
        if (!isBraced) this.at += 1;
        parts.push(isBraced ? this.expression() : this.name());
        if (isBraced) this.accept('}');
        from = this.lastEnd;
      } else this.at += 1;
    }
    const end = this.lastEnd;
    addText(end);
    const around = { start, end: start };
    const shell: Expression = {
      kind: 'call',
      callee: { kind: 'name', name: 'get_ipython', ...around },
      given: [],
      ...around,
    };
    const callee: Expression = { kind: 'member', of: shell, name, ...around };
    const given = [{ value: { kind: 'template' as const, parts, start, end } }];
    into.push({ kind: 'expression', value: { kind: 'call', callee, given, start, end }, start, end });
  }
}
