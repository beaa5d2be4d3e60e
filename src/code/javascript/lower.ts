import type { Argument, Expression, Field } from '../program.ts';
import { lowerElement } from './elements.ts';
import { FunctionLowering } from './functions.ts';
import { type Node, nameOf, nodeIn, nodesIn, textIn } from './node.ts';

const sameAs: Readonly<Record<string, string>> = { '===': '==', '!==': '!=' };
const wrappers = new Set([
  ...['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion', 'TSInstantiationExpression'],
  ...['TypeCastExpression', 'ParenthesizedExpression', 'JSXExpressionContainer', 'ChainExpression', 'JSXSpreadChild'],
  'TSParameterProperty',
]);

/** The syntax tree of a file in the form that all languages share. */
export class Lowering extends FunctionLowering {
  expression(node: Node): Expression {
    return this.deeper(node, () => this.#expression(node)) ?? this.nothing(node);
  }

  #expression(node: Node): Expression {
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
      case 'BinaryExpression':
        return this.#operation(node, sameAs[textIn(node, 'operator')] ?? textIn(node, 'operator'));
      case 'LogicalExpression':
        return this.#operation(node, textIn(node, 'operator') === '&&' ? 'and' : 'or');
      case 'ConditionalExpression':
        return {
          kind: 'choice',
          test: this.part(node, 'test'),
          options: [this.part(node, 'consequent'), this.part(node, 'alternate')],
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
        return lowerElement(node, (one) => this.expression(one));
      case 'ClassExpression':
        return { kind: 'class', statement: this.classOf(node, nameOf(nodeIn(node, 'id')) ?? ''), start, end };
      default:
        return this.nothing(node);
    }
  }

  #argument(node: Node): Expression {
    return this.part(node, 'argument');
  }

  /** `a + b + c` as one: of long ones the tree is as deep as they are long. */
  #operation(node: Node, operator: string): Expression {
    const operands: Expression[] = [];
    let at: Node | undefined = node;
    for (; at?.type === node.type && textIn(at, 'operator') === textIn(node, 'operator'); at = nodeIn(at, 'left'))
      operands.push(this.part(at, 'right'));
    operands.push(at === undefined ? this.nothing(node) : this.expression(at));
    return { kind: 'operation', operator, operands: operands.reverse(), start: node.start, end: node.end };
  }

  /** `/x/.exec(text)` finds, and runs nothing: it must be seen to be a pattern. */
  #pattern(node: Node): Expression {
    const { start, end } = node;
    const texts = [textIn(node, 'pattern'), textIn(node, 'flags')].filter((text) => text !== '');
    return {
      kind: 'call',
      callee: { kind: 'name', name: 'RegExp', start, end: start },
      given: texts.map((value) => ({ value: { kind: 'text', value, start, end } })),
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
      callee: this.part(node, 'tag'),
      given: given === undefined ? [] : [{ value: this.#template(given) }],
      isTagged: true,
      start,
      end,
    };
  }

  #member(node: Node): Expression {
    const { start, end } = node;
    const of = this.part(node, 'object');
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
        : this.part(node, 'callee');
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
        : this.part(node, 'value');
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
}
