import type { Binding, Expression, Statement } from '../program.ts';
import { type Node, nameOf, nodeIn, textIn } from './node.ts';

/** What a module is named by in an import. */
export const moduleOf = (node: Node): string => {
  const source = nodeIn(node, 'source');
  return source === undefined ? '' : textIn(source, 'value');
};

export const exportName = (name: string, local: string, { start, end }: Node): Statement => ({
  kind: 'export',
  name,
  value: { kind: 'name', name: local, start, end },
  start,
  end,
});

/** Another module, as a value. */
export const requireOf = (node: Node): Expression => {
  const { start, end } = node;
  const value: Expression = { kind: 'text', value: moduleOf(node), start, end };
  return { kind: 'call', callee: { kind: 'name', name: 'require', start, end: start }, given: [{ value }], start, end };
};

export function bindingOf(node: Node): Binding {
  const { start, end } = node;
  const local = nameOf(nodeIn(node, 'local')) ?? '';
  if (node.type === 'ImportNamespaceSpecifier') return { local, start, end };
  const member = node.type === 'ImportDefaultSpecifier' ? 'default' : (nameOf(nodeIn(node, 'imported')) ?? local);
  return { local, member, start, end };
}

/** Names that a declaration makes. */
export function namesIn(statement: Statement): readonly string[] {
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
export function exportsOf(value: Expression): readonly Statement[] {
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
