import type { Expression, Field, FunctionCode, Parameter, Statement } from '../program.ts';
import { type Node, nameOf, nodeIn, nodesIn } from './node.ts';
import { StatementLowering } from './statements.ts';

/** Functions, and what values are bound to: names, members and patterns. */
export abstract class FunctionLowering extends StatementLowering {
  protected part(node: Node, field: string): Expression {
    const part = nodeIn(node, field);
    return part === undefined ? this.nothing(node) : this.expression(part);
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
        const value = this.part(node, 'right');
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
    const parameter = nodeIn(node, 'parameter');
    const value = parameter && this.target(parameter);
    const named = value?.kind === 'assignment' ? value.target : value;
    if (named?.kind !== 'name') return [];
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
    return { target, preset: this.part(inner, 'right'), ...typed };
  }

  /** The name of a type, as written behind a name. */
  #typeOf(node: Node | undefined): string | undefined {
    const annotation = node === undefined ? undefined : nodeIn(node, 'typeAnnotation');
    const type = annotation === undefined ? undefined : nodeIn(annotation, 'typeAnnotation');
    return type === undefined ? undefined : this.text.slice(type.start, Math.min(type.end, type.start + 200));
  }
}
