// Reads one TypeScript file: what it imports, values and types alike, and which effects it names.
import { isBuiltin } from 'node:module';
import { parseSync } from 'oxc-parser';

/** Names that reach the world, or differ from run to run. */
const effects = new Set([
  'process',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'performance',
  'crypto',
  'globalThis',
  'global',
  'navigator',
  'eval',
  'Function',
  'require',
  '__dirname',
  '__filename',
]);

/** Pure members of objects that also hold the clock or chance. */
const pureMembers = { Date: ['parse', 'UTC', 'prototype'], Math: undefined, AbortSignal: ['any', 'abort'] };
const impureMembers = { Math: ['random'] };

/** @typedef {{ line: number, specifier: string | undefined }} Import */
/** @typedef {{ line: number, name: string }} Effect */

/** @returns {{ imports: Import[], effects: Effect[], errors: string[] }} */
export function readSource(path, text) {
  const { program, errors } = parseSync(path, text);
  const found = { imports: [], effects: [], errors: errors.map(({ message }) => message) };
  const lineOf = (node) => text.slice(0, node.start).split('\n').length;
  const stack = [{ node: program, parent: undefined, key: '' }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node, parent, key } = item;
    const specifier = importOf(node);
    if (specifier !== undefined) found.imports.push({ line: lineOf(node), specifier: specifier.value });
    const name = effectOf(node, parent, key);
    if (name !== undefined) found.effects.push({ line: lineOf(node), name });
    for (const [childKey, child] of Object.entries(node)) {
      for (const one of Array.isArray(child) ? child : [child]) {
        if (typeof one?.type === 'string') stack.push({ node: one, parent: node, key: childKey });
      }
    }
  }
  found.imports.sort((a, b) => a.line - b.line);
  found.effects.sort((a, b) => a.line - b.line);
  return found;
}

/** The specifier of an import of any kind; its value is undefined where it is computed. */
function importOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return { value: literal(node.source) };
    case 'ExportNamedDeclaration':
      return node.source ? { value: literal(node.source) } : undefined;
    case 'TSExternalModuleReference':
      return { value: literal(node.expression) };
    default:
      return undefined;
  }
}

const literal = (node) => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined);

function effectOf(node, parent, key) {
  if (node.type === 'MetaProperty' && node.meta.name === 'import') return 'import.meta';
  if (node.type !== 'Identifier' || isLabel(parent, key)) return undefined;
  if (effects.has(node.name)) return node.name;
  return node.name in pureMembers ? impureUse(node, parent, key) : undefined;
}

/** Positions where an identifier names a member, not a variable. */
function isLabel(parent, key) {
  switch (parent?.type) {
    case 'MemberExpression':
      return key === 'property' && !parent.computed;
    case 'Property':
      return key === 'key' && !parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
      return key === 'key' && !parent.computed;
    case 'ImportSpecifier':
      return key === 'imported';
    case 'ExportSpecifier':
      return key === 'exported';
    case 'TSQualifiedName':
      return key === 'right';
    default:
      return false;
  }
}

/** `Date`, `Math` and `AbortSignal` in any form that may read the clock, wait or roll dice. */
function impureUse({ name }, parent, key) {
  if (parent.type === 'TSTypeReference') return undefined;
  if (parent.type === 'BinaryExpression' && parent.operator === 'instanceof') return undefined;
  if (parent.type === 'NewExpression' && key === 'callee' && name === 'Date') {
    return parent.arguments.length === 0 ? 'new Date()' : undefined;
  }
  if (parent.type !== 'MemberExpression' || key !== 'object') return name;
  if (parent.computed) return `${name}[…]`;
  const member = parent.property.name;
  const pure = pureMembers[name]?.includes(member) ?? !impureMembers[name].includes(member);
  return pure ? undefined : `${name}.${member}`;
}

/** `@scope/name/deep` -> `@scope/name`; undefined for relative paths and Node's modules. */
export function packageOf(specifier) {
  if (specifier.startsWith('.') || specifier.startsWith('/') || isNode(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

export const isNode = (specifier) => specifier.startsWith('node:') || isBuiltin(specifier);
