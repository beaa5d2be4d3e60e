import type { Binding, Expression, Fault, FunctionCode, Statement } from '../program.ts';
import { moduleOf, type Node, nameOf, nodeIn, nodesIn, textIn } from './node.ts';

type Class = Extract<Statement, { kind: 'class' }>;

/** Statements of the tree. Types and declarations without a value are left out: nothing flows there. */
export abstract class StatementLowering {
  readonly text: string;
  readonly faults: Fault[] = [];

  constructor(text: string) {
    this.text = text;
  }

  abstract expression(node: Node): Expression;
  abstract target(node: Node): Expression;
  abstract code(node: Node, name: string): FunctionCode;

  protected nothing({ start, end }: Node): Expression {
    return { kind: 'unknown', parts: [], start, end };
  }

  program(node: Node): readonly Statement[] {
    return this.statements(node);
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
      case 'ReturnStatement': {
        const value = nodeIn(node, 'argument');
        return [{ kind: 'return', ...(value === undefined ? {} : { value: this.expression(value) }), start, end }];
      }
      case 'ThrowStatement':
      case 'BreakStatement':
      case 'ContinueStatement': {
        const value = nodeIn(node, 'argument');
        return [{ kind: 'leave', ...(value === undefined ? {} : { value: this.expression(value) }), start, end }];
      }
      case 'BlockStatement':
      case 'StaticBlock':
        return [{ kind: 'block', body: this.statements(node), start, end }];
      case 'LabeledStatement':
        return this.#body(nodeIn(node, 'body'));
      case 'IfStatement':
      case 'SwitchStatement':
      case 'TryStatement':
        return this.#branching(node);
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

  #branching(node: Node): readonly Statement[] {
    const { start, end } = node;
    if (node.type === 'IfStatement') {
      const test = this.#value(node, 'test');
      const then = this.#body(nodeIn(node, 'consequent'));
      return [{ kind: 'if', test, then, otherwise: this.#body(nodeIn(node, 'alternate')), start, end }];
    }
    if (node.type === 'SwitchStatement') return this.#switch(node);
    const handler = nodeIn(node, 'handler');
    const caught = handler === undefined ? undefined : nodeIn(handler, 'param');
    const taken: readonly Statement[] =
      caught === undefined
        ? []
        : [
            {
              kind: 'assign',
              targets: [this.target(caught)],
              value: this.nothing(caught),
              start: caught.start,
              end: caught.end,
            },
          ];
    const handlers = handler === undefined ? [] : [[...taken, ...this.#body(nodeIn(handler, 'body'))]];
    const body = this.#body(nodeIn(node, 'block'));
    return [{ kind: 'try', body, handlers, last: this.#body(nodeIn(node, 'finalizer')), start, end }];
  }

  /** Each case by itself: one that goes on into the next one flows there by what both assign. */
  #switch(node: Node): readonly Statement[] {
    const subject = this.#value(node, 'discriminant');
    const { start, end } = node;
    const cases: Statement[] = [];
    let labels: Expression[] = [];
    for (const one of nodesIn(node, 'cases')) {
      const test = nodeIn(one, 'test');
      if (test !== undefined) labels.push(this.expression(test));
      const body = nodesIn(one, 'consequent')
        .filter(({ type }) => type !== 'BreakStatement')
        .flatMap((inner) => this.#withoutBreaks(inner));
      if (body.length === 0 && test !== undefined) continue;
      const list: Expression = { kind: 'list', items: labels, start: one.start, end: one.start };
      const compared: Expression = {
        kind: 'operation',
        operator: 'in',
        operands: [subject, list],
        start: one.start,
        end: one.start,
      };
      const isDefault = test === undefined;
      const open = this.nothing(one);
      cases.push({
        kind: 'if',
        test: isDefault ? open : compared,
        then: body,
        otherwise: [],
        start: one.start,
        end: one.end,
      });
      labels = [];
    }
    return [{ kind: 'block', body: cases, start, end }];
  }

  #withoutBreaks(node: Node): readonly Statement[] {
    if (node.type !== 'BlockStatement') return this.statement(node);
    return nodesIn(node, 'body')
      .filter(({ type }) => type !== 'BreakStatement')
      .flatMap((one) => this.statement(one));
  }

  #loop(node: Node): readonly Statement[] {
    const { start, end } = node;
    const body = this.#body(nodeIn(node, 'body'));
    const [left, right, test, update, init] = ['left', 'right', 'test', 'update', 'init'].map((field) =>
      nodeIn(node, field),
    );
    if (left !== undefined && right !== undefined) {
      const declared = left.type === 'VariableDeclaration' ? nodesIn(left, 'declarations')[0] : undefined;
      const id = declared === undefined ? left : nodeIn(declared, 'id');
      const target = id === undefined ? this.nothing(left) : this.target(id);
      // `for (key in record)` gives keys.
      const of: Expression =
        node.type === 'ForInStatement' ? { kind: 'unknown', parts: [], start, end } : this.expression(right);
      return [{ kind: 'loop', target, of, body, start, end }];
    }
    const before =
      init === undefined ? [] : init.type === 'VariableDeclaration' ? this.#variables(init) : [this.#run(init)];
    const after = update === undefined ? [] : [this.#run(update)];
    const tested = test === undefined ? {} : { test: this.expression(test) };
    return [...before, { kind: 'loop', ...tested, body: [...body, ...after], start, end }];
  }

  #run(node: Node): Statement {
    return { kind: 'expression', value: this.expression(node), start: node.start, end: node.end };
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

const exportName = (name: string, local: string, { start, end }: Node): Statement => ({
  kind: 'export',
  name,
  value: { kind: 'name', name: local, start, end },
  start,
  end,
});

/** Another module, as a value. */
const requireOf = (node: Node): Expression => {
  const { start, end } = node;
  const value: Expression = { kind: 'text', value: moduleOf(node), start, end };
  return { kind: 'call', callee: { kind: 'name', name: 'require', start, end: start }, given: [{ value }], start, end };
};

function bindingOf(node: Node): Binding {
  const { start, end } = node;
  const local = nameOf(nodeIn(node, 'local')) ?? '';
  if (node.type === 'ImportNamespaceSpecifier') return { local, start, end };
  const member = node.type === 'ImportDefaultSpecifier' ? 'default' : (nameOf(nodeIn(node, 'imported')) ?? local);
  return { local, member, start, end };
}

/** Names that a declaration makes. */
function namesIn(statement: Statement): readonly string[] {
  if (statement.kind === 'define') return [statement.code.name];
  if (statement.kind === 'class') return [statement.name];
  return statement.kind === 'assign' ? statement.targets.flatMap(namesOfTarget) : [];
}

function namesOfTarget(target: Expression): readonly string[] {
  switch (target.kind) {
    case 'name':
      return [target.name];
    case 'list':
      return target.items.flatMap(namesOfTarget);
    case 'record':
      return target.fields.flatMap(({ value }) => namesOfTarget(value));
    case 'spread':
      return namesOfTarget(target.of);
    case 'assignment':
      return namesOfTarget(target.target);
    default:
      return [];
  }
}

/** What modules of the older kind export: `module.exports = {...}`, `exports.name = ...`. */
function exportsOf(value: Expression): readonly Statement[] {
  if (value.kind !== 'assignment') return [];
  const { target, value: given, start, end } = value;
  const make = (name: string, one: Expression): Statement => ({ kind: 'export', name, value: one, start, end });
  if (isExports(target)) {
    const fields = given.kind === 'record' ? given.fields : [];
    return [
      make('default', given),
      ...fields.flatMap((one) => (one.key === undefined ? [] : [make(one.key, one.value)])),
    ];
  }
  return target.kind === 'member' && (isExports(target.of) || isName(target.of, 'exports'))
    ? [make(target.name, given)]
    : [];
}

const isName = (value: Expression, name: string): boolean => value.kind === 'name' && value.name === name;

const isExports = (value: Expression): boolean =>
  value.kind === 'member' && value.name === 'exports' && isName(value.of, 'module');
