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
  protected magic(): Expression {
    const { start } = this;
    const name = this.is('!') ? 'system' : 'run_line_magic';
    this.at += 1;
    const parts: Expression[] = [];
    let from = this.start;
    const addText = (to: number) => {
      if (from < to) parts.push({ kind: 'text', value: this.text.slice(from, to), start: from, end: to });
    };
    while (!this.isLineEnd)
      for (const inserted of this.#inserted()) {
        addText(inserted.start - 1);
        parts.push(inserted);
        from = inserted.end + (this.text.charAt(inserted.end) === '}' ? 1 : 0);
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
    return { kind: 'call', callee, given, start, end };
  }

  /** What is put in at this place: `$name`, `{expression}`; in quotes only names are seen: `!bash -c "$command"`. */
  #inserted(): readonly Expression[] {
    const isInserted = (this.is('{') || this.is('$')) && this.kindAt(this.at + 1) === token.name;
    const { start, end, kind } = this;
    const isBraced = this.is('{');
    this.at += 1;
    if (isInserted) return [isBraced ? this.expression() : this.name()];
    if (kind !== token.text) return [];
    return [...this.text.slice(start, end).matchAll(/([${])([A-Za-z_]\w{0,100})/g)].map(({ index, 2: name = '' }) => {
      const from = start + index + 1;
      return { kind: 'name', name, start: from, end: from + name.length };
    });
  }
}
