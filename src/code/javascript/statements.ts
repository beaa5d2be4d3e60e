import type { Binding, Expression, Fault, FunctionCode, Statement } from '../program.ts';
import { bindingOf, exportName, exportsOf, moduleOf, namesIn, requireOf } from './modules.ts';
import { type Node, nameOf, nodeIn, nodesIn, textIn } from './node.ts';

type Class = Extract<Statement, { kind: 'class' }>;
type Branch = Extract<Statement, { kind: 'if' }>['branches'][number];

/** Deeper than anybody writes by hand: what lies deeper is not understood. */
const maxDepth = 400;
const maxFaults = 20;
export const nestedTooDeeply = 'it is nested too deeply to be read';

/** Statements of the tree. Types and declarations without a value are left out: nothing flows there. */
export abstract class StatementLowering {
  readonly text: string;
  readonly faults: Fault[] = [];
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  abstract expression(node: Node): Expression;
  abstract target(node: Node): Expression;
  abstract code(node: Node, name: string): FunctionCode;

  /** Goes one level deeper; undefined where that is too deep. */
  protected deeper<T>({ start }: Node, lower: () => T): T | undefined {
    if (this.#depth >= maxDepth) {
      if (this.faults.length < maxFaults) this.faults.push({ at: start, reason: nestedTooDeeply });
      return undefined;
    }
    this.#depth += 1;
    try {
      return lower();
    } finally {
      this.#depth -= 1;
    }
  }

  protected nothing({ start, end }: Node): Expression {
    return { kind: 'unknown', parts: [], start, end };
  }

  statements(node: Node): readonly Statement[] {
    return nodesIn(node, 'body').flatMap((one) => this.statement(one));
  }

  /** The statements of a block, or the only one. */
  #body(node: Node | undefined): readonly Statement[] {
    if (node === undefined) return [];
    return node.type === 'BlockStatement' ? this.statements(node) : this.statement(node);
  }

  statement(node: Node): readonly Statement[] {
    return this.deeper(node, () => this.#statement(node)) ?? [];
  }

  #statement(node: Node): readonly Statement[] {
    const { start, end } = node;
    switch (node.type) {
      case 'ExpressionStatement':
        return this.#expressionStatement(node);
      case 'VariableDeclaration':
        return this.#variables(node);
      case 'FunctionDeclaration':
        return [{ kind: 'define', code: this.code(node, nameOf(nodeIn(node, 'id')) ?? ''), start, end }];
      case 'ClassDeclaration':
        return [this.classOf(node, nameOf(nodeIn(node, 'id')) ?? '')];
      case 'ReturnStatement':
        return [{ kind: 'return', ...this.#given(node), start, end }];
      case 'ThrowStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return [{ kind: 'leave', ...this.#given(node), start, end }];
      case 'BlockStatement':
      case 'StaticBlock':
        return [{ kind: 'block', body: this.statements(node), start, end }];
      case 'LabeledStatement':
        return this.#body(nodeIn(node, 'body'));
      case 'IfStatement':
        return [this.#if(node)];
      case 'SwitchStatement':
        return [this.#switch(node)];
      case 'TryStatement':
        return [this.#try(node)];
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#loop(node);
      default:
        return this.#module(node);
    }
  }

  #value(node: Node, field: string): Expression {
    const value = nodeIn(node, field);
    return value === undefined ? this.nothing(node) : this.expression(value);
  }

  #given(node: Node): { readonly value?: Expression } {
    const value = nodeIn(node, 'argument');
    return value === undefined ? {} : { value: this.expression(value) };
  }

  #expressionStatement(node: Node): readonly Statement[] {
    const value = this.#value(node, 'expression');
    const { start, end } = node;
    return [{ kind: 'expression', value, start, end }, ...exportsOf(value)];
  }

  #variables(node: Node): readonly Statement[] {
    return nodesIn(node, 'declarations').flatMap((one): readonly Statement[] => {
      const id = nodeIn(one, 'id');
      const value = nodeIn(one, 'init');
      if (id === undefined) return [];
      const { start, end } = one;
      const given: Expression =
        value === undefined ? { kind: 'constant', value: null, start: end, end } : this.expression(value);
      return [{ kind: 'assign', targets: [this.target(id)], value: given, start, end }];
    });
  }

  classOf(node: Node, name: string): Class {
    const { start, end } = node;
    const base = nodeIn(node, 'superClass');
    const members = nodeIn(node, 'body');
    return {
      kind: 'class',
      name,
      bases: base === undefined ? [] : [this.expression(base)],
      body: members === undefined ? [] : nodesIn(members, 'body').flatMap((one) => this.#member(one)),
      start,
      end,
    };
  }

  #member(node: Node): readonly Statement[] {
    const { start, end } = node;
    if (node.type === 'StaticBlock') return this.statements(node);
    const key = nodeIn(node, 'key');
    const name = nameOf(key) ?? '';
    if (node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod')
      return [{ kind: 'define', code: this.code(node, name), start, end }];
    const value = nodeIn(node, 'value');
    if (key === undefined || value === undefined) return [];
    const target: Expression = { kind: 'name', name, start: key.start, end: key.end };
    return [{ kind: 'assign', targets: [target], value: this.expression(value), start, end }];
  }

  #if(node: Node): Statement {
    const branches: Branch[] = [];
    const { start, end } = node;
    let at: Node | undefined = node;
    for (; at?.type === 'IfStatement'; at = nodeIn(at, 'alternate'))
      branches.push({ test: this.#value(at, 'test'), body: this.#body(nodeIn(at, 'consequent')) });
    return { kind: 'if', branches, otherwise: this.#body(at), start, end };
  }

  #try(node: Node): Statement {
    const { start, end } = node;
    const handler = nodeIn(node, 'handler');
    const caught = handler === undefined ? undefined : nodeIn(handler, 'param');
    const handlers = handler === undefined ? [] : [[...this.#caught(caught), ...this.#body(nodeIn(handler, 'body'))]];
    const body = this.#body(nodeIn(node, 'block'));
    return { kind: 'try', body, handlers, last: this.#body(nodeIn(node, 'finalizer')), start, end };
  }

  #caught(node: Node | undefined): readonly Statement[] {
    if (node === undefined) return [];
    const { start, end } = node;
    return [{ kind: 'assign', targets: [this.target(node)], value: this.nothing(node), start, end }];
  }

  /** Each case by itself: one that goes on into the next one flows there by what both assign. */
  #switch(node: Node): Statement {
    const subject = this.#value(node, 'discriminant');
    const { start, end } = node;
    const cases: Statement[] = [];
    let labels: Expression[] = [];
    for (const one of nodesIn(node, 'cases')) {
      const label = nodeIn(one, 'test');
      if (label !== undefined) labels.push(this.expression(label));
      const inner = nodesIn(one, 'consequent').flatMap((part) =>
        part.type === 'BlockStatement' ? nodesIn(part, 'body') : part,
      );
      const body = inner.filter(({ type }) => type !== 'BreakStatement').flatMap((part) => this.statement(part));
      if (body.length === 0 && label !== undefined) continue;
      const around = { start: one.start, end: one.start };
      const list: Expression = { kind: 'list', items: labels, ...around };
      const compared: Expression = { kind: 'operation', operator: 'in', operands: [subject, list], ...around };
      const test = label === undefined ? this.nothing(one) : compared;
      cases.push({ kind: 'if', branches: [{ test, body }], otherwise: [], start, end });
      labels = [];
    }
    return { kind: 'block', body: cases, start, end };
  }

  #loop(node: Node): readonly Statement[] {
    const { start, end } = node;
    const body = this.#body(nodeIn(node, 'body'));
    const left = nodeIn(node, 'left');
    if (left !== undefined) {
      const declared = left.type === 'VariableDeclaration' ? nodesIn(left, 'declarations')[0] : undefined;
      const id = declared === undefined ? left : nodeIn(declared, 'id');
      const target = id === undefined ? this.nothing(left) : this.target(id);
      // `for (key in record)` gives keys.
      const of = node.type === 'ForInStatement' ? this.nothing(node) : this.#value(node, 'right');
      return [{ kind: 'loop', target, of, body, start, end }];
    }
    const [test, update, init] = [nodeIn(node, 'test'), nodeIn(node, 'update'), nodeIn(node, 'init')];
    const before = init?.type === 'VariableDeclaration' ? this.#variables(init) : this.#run(init);
    const tested = test === undefined ? {} : { test: this.expression(test) };
    return [...before, { kind: 'loop', ...tested, body: [...body, ...this.#run(update)], start, end }];
  }

  #run(node: Node | undefined): readonly Statement[] {
    if (node === undefined) return [];
    return [{ kind: 'expression', value: this.expression(node), start: node.start, end: node.end }];
  }

  #module(node: Node): readonly Statement[] {
    const { start, end } = node;
    switch (node.type) {
      case 'ImportDeclaration': {
        if (textIn(node, 'importKind') === 'type' || textIn(node, 'importKind') === 'typeof') return [];
        return [
          { kind: 'import', module: moduleOf(node), bindings: nodesIn(node, 'specifiers').map(bindingOf), start, end },
        ];
      }
      case 'TSImportEqualsDeclaration': {
        const reference = nodeIn(node, 'moduleReference');
        const named = reference === undefined ? undefined : nodeIn(reference, 'expression');
        const id = nodeIn(node, 'id');
        if (named === undefined || id === undefined) return [];
        const binding: Binding = { local: nameOf(id) ?? '', start: id.start, end: id.end };
        return [{ kind: 'import', module: textIn(named, 'value'), bindings: [binding], start, end }];
      }
      case 'ExportNamedDeclaration':
        return this.#exported(node);
      case 'ExportDefaultDeclaration':
        return this.#exportedDefault(node);
      case 'ExportAllDeclaration':
        return [{ kind: 'export', name: '*', value: requireOf(node), start, end }];
      case 'TSExportAssignment':
        return [{ kind: 'export', name: 'default', value: this.#value(node, 'expression'), start, end }];
      case 'TSModuleDeclaration': {
        const body = nodeIn(node, 'body');
        return body === undefined ? [] : this.statements(body);
      }
      default:
        return [];
    }
  }

  #exported(node: Node): readonly Statement[] {
    const { start, end } = node;
    const declaration = nodeIn(node, 'declaration');
    if (declaration !== undefined) {
      const statements = this.statement(declaration);
      return [...statements, ...statements.flatMap((one) => namesIn(one)).map((name) => exportName(name, name, node))];
    }
    const source = nodeIn(node, 'source');
    return nodesIn(node, 'specifiers').flatMap((one): readonly Statement[] => {
      const name = nameOf(nodeIn(one, 'exported'));
      const local = nameOf(nodeIn(one, 'local'));
      if (name === undefined) return [];
      if (source === undefined) return [exportName(name, local ?? name, node)];
      const whole = requireOf(node);
      const value: Expression = local === undefined ? whole : { kind: 'member', of: whole, name: local, start, end };
      return [{ kind: 'export', name, value, start, end }];
    });
  }

  #exportedDefault(node: Node): readonly Statement[] {
    const { start, end } = node;
    const declaration = nodeIn(node, 'declaration');
    if (declaration === undefined) return [];
    if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
      const name = nameOf(nodeIn(declaration, 'id')) ?? '*default*';
      const defined: Statement =
        declaration.type === 'ClassDeclaration'
          ? this.classOf(declaration, name)
          : { kind: 'define', code: this.code(declaration, name), start, end };
      return [defined, exportName('default', name, node)];
    }
    return [{ kind: 'export', name: 'default', value: this.expression(declaration), start, end }];
  }
}
