import type { Span } from '../program.ts';

/** A node of the syntax tree (github.com/babel/babel, packages/babel-parser/ast/spec.md). Only what is there is read. */
export interface Node extends Span {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

export const nodeIn = (node: Node, field: string): Node | undefined => {
  const value = node[field];
  return isNode(value) ? value : undefined;
};

/** Holes of a list are left out. */
export const nodesIn = (node: Node, field: string): readonly Node[] => {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

export const textIn = (node: Node, field: string): string => {
  const value = node[field];
  return typeof value === 'string' ? value : '';
};

/** The name of an identifier, a private name or a key that is a text; undefined for what is computed. */
export function nameOf(node: Node | undefined): string | undefined {
  switch (node?.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return textIn(node, 'name');
    case 'StringLiteral':
      return textIn(node, 'value');
    case 'NumericLiteral':
      return String(node['value']);
    case 'PrivateName':
      return `#${nameOf(nodeIn(node, 'id')) ?? ''}`;
    default:
      return undefined;
  }
}
