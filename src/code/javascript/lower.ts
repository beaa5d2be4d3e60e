import type { Argument, Expression, Field, FunctionCode, Parameter, Statement } from '../program.ts';
import { type Node, nameOf, nodeIn, nodesIn, textIn } from './node.ts';
import { StatementLowering } from './statements.ts';

/** The stack ended: the file is nested deeper than anybody writes. */
export const isNested = (error: unknown): boolean => error instanceof RangeError;

const sameAs: Readonly<Record<string, string>> = { '===': '==', '!==': '!=' };
const wrappers = new Set([
  ...['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion', 'TSInstantiationExpression'],
  ...['TypeCastExpression', 'ParenthesizedExpression', 'JSXExpressionContainer', 'ChainExpression', 'JSXSpreadChild'],
  'TSParameterProperty',
]);

/** The syntax tree of a file in the form that all languages share. */
export class Lowering extends StatementLowering {
  expression(node: Node): Expression {
    const { start, end } = node;
    if (wrappers.has(node.type)) {
      const inner = nodeIn(node, 'expression') ?? nodeIn(node, 'parameter');
      return inner === undefined ? this.nothing(node) : this.expression(inner);
    }
    switch (node.type) {
      case 'Identifier':
        return textIn(node, 'name') === 'undefined'
          ? { kind: 'constant', value: null, start, end }
          : { kind: 'name', name: textIn(node, 'name'), start, end };
      case 'ThisExpression':
        return { kind: 'name', name: 'this', start, end };
      case 'Super':
        return { kind: 'name', name: 'super', start, end };
      case 'Import':
        return { kind: 'name', name: 'import', start, end };
      case 'MetaProperty':
        return { kind: 'name', name: 'import.meta', start, end };
      case 'StringLiteral':
      case 'JSXText':
      case 'DirectiveLiteral':
        return { kind: 'text', value: textIn(node, 'value'), start, end };
      case 'NumericLiteral':
      case 'BooleanLiteral':
        return { kind: 'constant', value: node['value'] as number | boolean, start, end };
      case 'NullLiteral':
      case 'BigIntLiteral':
      case 'UpdateExpression':
        return { kind: 'constant', value: null, start, end };
      case 'RegExpLiteral':
        return this.#pattern(node);
      case 'TemplateLiteral':
        return this.#template(node);
      case 'TaggedTemplateExpression':
        return this.#tagged(node);
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.#member(node);
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
      case 'ImportExpression':
        return this.#call(node);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { kind: 'function', code: this.code(node, nameOf(nodeIn(node, 'id')) ?? ''), start, end };
      case 'ArrayExpression':
        return { kind: 'list', items: nodesIn(node, 'elements').map((one) => this.expression(one)), start, end };
      case 'ObjectExpression':
        return { kind: 'record', fields: nodesIn(node, 'properties').map((one) => this.#field(one)), start, end };
      case 'SpreadElement':
      case 'JSXSpreadAttribute':
        return { kind: 'spread', of: this.#argument(node), start, end };
      case 'AwaitExpression':
        return { kind: 'await', of: this.#argument(node), start, end };
      case 'YieldExpression':
        return { kind: 'yield', of: this.#argument(node), start, end };
      default:
        return this.#combined(node);
    }
  }

  /** What is made of several values. */
  #combined(node: Node): Expression {
    const { start, end } = node;
    switch (node.type) {
      case 'UnaryExpression': {
        const operator = textIn(node, 'operator');
        return {
          kind: 'operation',
          operator: operator === '!' ? 'not' : operator,
          operands: [this.#argument(node)],
          start,
          end,
        };
      }
      case 'BinaryExpression': {
        const operator = textIn(node, 'operator');
        return { kind: 'operation', operator: sameAs[operator] ?? operator, operands: this.#sides(node), start, end };
      }
      case 'LogicalExpression': {
        const operands = this.#sides(node);
        return textIn(node, 'operator') === '&&'
          ? { kind: 'operation', operator: 'and', operands, start, end }
          : { kind: 'operation', operator: 'or', operands, start, end };
      }
      case 'ConditionalExpression':
        return {
          kind: 'choice',
          test: this.#part(node, 'test'),
          options: [this.#part(node, 'consequent'), this.#part(node, 'alternate')],
          start,
          end,
        };
      case 'AssignmentExpression':
        return this.#assignment(node);
      case 'SequenceExpression': {
        const parts = nodesIn(node, 'expressions').map((one) => this.expression(one));
        const last = parts.at(-1);
        const test: Expression = { kind: 'unknown', parts: parts.slice(0, -1), start, end };
        return last === undefined ? test : { kind: 'choice', test, options: [last], start, end };
      }
      case 'JSXElement':
      case 'JSXFragment':
        return this.#element(node);
      case 'ClassExpression':
        return { kind: 'class', statement: this.classOf(node, nameOf(nodeIn(node, 'id')) ?? ''), start, end };
      default:
        return this.nothing(node);
    }
  }

  #part(node: Node, field: string): Expression {
    const part = nodeIn(node, field);
    return part === undefined ? this.nothing(node) : this.expression(part);
  }

  #argument(node: Node): Expression {
    return this.#part(node, 'argument');
  }

  #sides(node: Node): readonly Expression[] {
    return [this.#part(node, 'left'), this.#part(node, 'right')];
  }

  /** `/x/.exec(text)` finds, and runs nothing: it must be seen to be a pattern. */
  #pattern(node: Node): Expression {
    const { start, end } = node;
    const value: Expression = { kind: 'text', value: textIn(node, 'pattern'), start, end };
    return {
      kind: 'call',
      callee: { kind: 'name', name: 'RegExp', start, end: start },
      given: [{ value }],
      start,
      end,
    };
  }

  #template(node: Node): Expression {
    const { start, end } = node;
    const parts = [...nodesIn(node, 'quasis'), ...nodesIn(node, 'expressions')].sort((a, b) => a.start - b.start);
    const read = parts.flatMap((part): readonly Expression[] => {
      if (part.type !== 'TemplateElement') return [this.expression(part)];
      const { cooked, raw } = (part['value'] ?? {}) as { readonly cooked?: string | null; readonly raw?: string };
      const value = cooked ?? raw ?? '';
      return value === '' ? [] : [{ kind: 'text', value, start: part.start, end: part.end }];
    });
    const [only] = read;
    if (read.length === 0) return { kind: 'text', value: '', start, end };
    return only?.kind === 'text' && read.length === 1
      ? { ...only, start, end }
      : { kind: 'template', parts: read, start, end };
  }

  #tagged(node: Node): Expression {
    const { start, end } = node;
    const given = nodeIn(node, 'quasi');
    return {
      kind: 'call',
      callee: this.#part(node, 'tag'),
      given: given === undefined ? [] : [{ value: this.#template(given) }],
      isTagged: true,
      start,
      end,
    };
  }

  #member(node: Node): Expression {
    const { start, end } = node;
    const of = this.#part(node, 'object');
    const property = nodeIn(node, 'property');
    const name = node['computed'] === true && property?.type === 'Identifier' ? undefined : nameOf(property);
    if (name !== undefined) return { kind: 'member', of, name, start, end };
    return {
      kind: 'item',
      of,
      index: property === undefined ? this.nothing(node) : this.expression(property),
      start,
      end,
    };
  }

  #call(node: Node): Expression {
    const { start, end } = node;
    const callee: Expression =
      node.type === 'ImportExpression'
        ? { kind: 'name', name: 'import', start, end: start }
        : this.#part(node, 'callee');
    const given = nodesIn(node, 'arguments').map((one): Argument => ({ value: this.expression(one) }));
    const source = node.type === 'ImportExpression' ? nodeIn(node, 'source') : undefined;
    return {
      kind: 'call',
      callee,
      given: source === undefined ? given : [{ value: this.expression(source) }],
      ...(node.type === 'NewExpression' ? { isNew: true as const } : {}),
      start,
      end,
    };
  }

  #field(node: Node): Field {
    if (node.type === 'SpreadElement' || node.type === 'RestElement') return { value: this.#argument(node) };
    const keyNode = nodeIn(node, 'key');
    const key = node['computed'] === true && keyNode?.type === 'Identifier' ? undefined : nameOf(keyNode);
    const { start, end } = node;
    const value: Expression =
      node.type === 'ObjectMethod'
        ? { kind: 'function', code: this.code(node, key ?? ''), start, end }
        : this.#part(node, 'value');
    return { ...(key === undefined ? {} : { key }), value };
  }

  #assignment(node: Node): Expression {
    const { start, end } = node;
    const [left, right] = [nodeIn(node, 'left'), nodeIn(node, 'right')];
    if (left === undefined || right === undefined) return this.nothing(node);
    const target = this.target(left);
    const value = this.expression(right);
    const operator = textIn(node, 'operator').slice(0, -1);
    if (operator === '') return { kind: 'assignment', target, value, start, end };
    const both: Expression = { kind: 'operation', operator, operands: [target, value], start, end };
    return { kind: 'assignment', target, value: both, start, end };
  }

  /** Attributes and children: what they hold is shown, and their functions may be called. */
  #element(node: Node): Expression {
    const opening = nodeIn(node, 'openingElement');
    const attributes = opening === undefined ? [] : nodesIn(opening, 'attributes');
    const tag = opening === undefined ? '' : (nameOf(nodeIn(opening, 'name')) ?? '');
    const isScript = tag === 'script';
    const parts = [
      ...attributes.map((one) => this.#attribute(one, tag, attributes)),
      ...nodesIn(node, 'children').map((one) => {
        const value = this.expression(one);
        return isScript && value.kind !== 'text' ? setOn(one, '<script>', 'text', value) : value;
      }),
    ];
    return { kind: 'unknown', parts, start: node.start, end: node.end };
  }

  /** What an element that runs it is given: the page of a frame, the text of a script. */
  #attribute(node: Node, tag: string, all: readonly Node[]): Expression {
    const given = nodeIn(node, 'value');
    if (node.type !== 'JSXAttribute') return this.expression(node);
    const value = given === undefined ? this.nothing(node) : this.expression(given);
    const name = nameOf(nodeIn(node, 'name')) ?? '';
    const sandbox = all.find((one) => nameOf(nodeIn(one, 'name')) === 'sandbox');
    if (tag === 'iframe' && /^srcdoc$/i.test(name)) {
      const allowed = sandbox === undefined ? undefined : nodeIn(sandbox, 'value');
      if (sandbox === undefined) return setOn(node, '<iframe>', name, value);
      return allowed !== undefined && textIn(allowed, 'value').includes('allow-scripts')
        ? setOn(node, '<iframe sandbox>', name, value)
        : value;
    }
    if (tag !== 'script' || name !== 'dangerouslySetInnerHTML' || value.kind !== 'record') return value;
    return setOn(node, '<script>', 'text', value.fields[0]?.value ?? value);
  }

  /** What is assigned to: a name, a member, or a pattern that takes the value apart. */
  target(node: Node): Expression {
    const { start, end } = node;
    switch (node.type) {
      case 'ObjectPattern':
        return { kind: 'record', fields: nodesIn(node, 'properties').map((one) => this.#targetField(one)), start, end };
      case 'ArrayPattern': {
        const elements = Array.isArray(node['elements']) ? (node['elements'] as readonly (Node | null)[]) : [];
        const items = elements.map((one) => (one === null ? this.nothing(node) : this.target(one)));
        return { kind: 'list', items, start, end };
      }
      case 'AssignmentPattern': {
        const left = nodeIn(node, 'left');
        const value = this.#part(node, 'right');
        return left === undefined
          ? this.nothing(node)
          : { kind: 'assignment', target: this.target(left), value, start, end };
      }
      case 'RestElement': {
        const argument = nodeIn(node, 'argument');
        return argument === undefined ? this.nothing(node) : { kind: 'spread', of: this.target(argument), start, end };
      }
      default:
        return this.expression(node);
    }
  }

  #targetField(node: Node): Field {
    if (node.type === 'RestElement') {
      const argument = nodeIn(node, 'argument');
      return { value: argument === undefined ? this.nothing(node) : this.target(argument) };
    }
    const key = nameOf(nodeIn(node, 'key'));
    const value = nodeIn(node, 'value');
    const target = value === undefined ? this.nothing(node) : this.target(value);
    return { ...(key === undefined ? {} : { key }), value: target };
  }

  code(node: Node, name: string): FunctionCode {
    const body = nodeIn(node, 'body');
    const { start, end } = node;
    const statements =
      body === undefined
        ? []
        : body.type === 'BlockStatement'
          ? this.statements(body)
          : [{ kind: 'return' as const, value: this.expression(body), start: body.start, end: body.end }];
    return {
      name,
      parameters: nodesIn(node, 'params').map((one) => this.#parameter(one)),
      body: [...nodesIn(node, 'params').flatMap((one) => this.#property(one)), ...statements],
      ...(node['kind'] === 'get' ? { isGetter: true as const } : {}),
      decorators: nodesIn(node, 'decorators').flatMap((one) => {
        const value = nodeIn(one, 'expression');
        return value === undefined ? [] : [this.expression(value)];
      }),
      start,
      end,
    };
  }

  /** A parameter that is a property, too: `constructor(private client: OpenAI)`. */
  #property(node: Node): readonly Statement[] {
    if (node.type !== 'TSParameterProperty') return [];
    const { start, end } = node;
    const value = this.#part(node, 'parameter');
    const named = value.kind === 'assignment' ? value.target : value;
    if (named.kind !== 'name') return [];
    const own: Expression = { kind: 'name', name: 'this', start, end };
    const target: Expression = { kind: 'member', of: own, name: named.name, start, end };
    return [{ kind: 'assign', targets: [target], value: named, start, end }];
  }

  #parameter(node: Node): Parameter {
    const inner = node.type === 'TSParameterProperty' ? (nodeIn(node, 'parameter') ?? node) : node;
    const type = this.#typeOf(inner.type === 'AssignmentPattern' ? nodeIn(inner, 'left') : inner);
    const typed = type === undefined ? {} : { type };
    if (inner.type === 'RestElement') {
      const argument = nodeIn(inner, 'argument');
      const target = argument === undefined ? this.nothing(inner) : this.target(argument);
      return { target, isRest: true, ...typed };
    }
    if (inner.type !== 'AssignmentPattern') return { target: this.target(inner), ...typed };
    const left = nodeIn(inner, 'left');
    const target = left === undefined ? this.nothing(inner) : this.target(left);
    return { target, preset: this.#part(inner, 'right'), ...typed };
  }

  /** The name of a type, as written behind a name. */
  #typeOf(node: Node | undefined): string | undefined {
    const annotation = node === undefined ? undefined : nodeIn(node, 'typeAnnotation');
    const type = annotation === undefined ? undefined : nodeIn(annotation, 'typeAnnotation');
    return type === undefined ? undefined : this.text.slice(type.start, Math.min(type.end, type.start + 200));
  }
}

/** Like an assignment to a property of an element. */
function setOn({ start, end }: Node, element: string, name: string, value: Expression): Expression {
  const of: Expression = { kind: 'name', name: element, start, end };
  return { kind: 'assignment', target: { kind: 'member', of, name, start, end }, value, start, end };
}
