import type { Expression, Field } from '../program.ts';
import { type Node, nameOf, nodeIn, nodesIn, textIn } from './node.ts';

type Lower = (node: Node) => Expression;

/** Attributes and children of an element: what they hold is shown, and their functions may be called. */
export function lowerElement(node: Node, lower: Lower): Expression {
  const opening = nodeIn(node, 'openingElement');
  const attributes = opening === undefined ? [] : nodesIn(opening, 'attributes');
  const tag = opening === undefined ? '' : (nameOf(nodeIn(opening, 'name')) ?? '');
  if (/^[A-Z]/.test(tag)) return lowerComponent(node, tag, attributes, lower);
  const isScript = tag === 'script' && isProgram(attributes);
  const parts = [
    ...attributes.map((one) => {
      const value = lower(one.type === 'JSXAttribute' ? (nodeIn(one, 'value') ?? one) : one);
      if (tag === 'iframe') return lowerFrame(one, value, attributes);
      return isScript ? lowerScript(one, value) : value;
    }),
    ...nodesIn(node, 'children').map((one) => {
      const value = lower(one);
      return isScript && value.kind !== 'text' ? setOn(one, '<script>', 'text', value) : value;
    }),
  ];
  return { kind: 'unknown', parts, start: node.start, end: node.end };
}

/** `<Preview code={code}>...</Preview>` is `Preview({ code, children })`. */
function lowerComponent(node: Node, tag: string, attributes: readonly Node[], lower: Lower): Expression {
  const { start, end } = node;
  const given = attributes.map((one): Field => {
    if (one.type !== 'JSXAttribute') return { value: lower(one) };
    return { key: attributeName(one), value: lower(nodeIn(one, 'value') ?? one) };
  });
  const inner: Expression = { kind: 'list', items: nodesIn(node, 'children').map(lower), start, end };
  const fields = [...given, { key: 'children', value: inner }];
  return {
    kind: 'call',
    callee: { kind: 'name', name: tag, start, end },
    given: [{ value: { kind: 'record', fields, start, end } }],
    isElement: true,
    start,
    end,
  };
}

const attributeName = (node: Node): string => nameOf(nodeIn(node, 'name')) ?? '';

/** A script with another type (`application/ld+json`) is data. */
function isProgram(attributes: readonly Node[]): boolean {
  const type = attributes.find((one) => attributeName(one) === 'type');
  const value = type === undefined ? undefined : nodeIn(type, 'value');
  return value?.type !== 'StringLiteral' || /^(?:module|)$|javascript$/i.test(textIn(value, 'value'));
}

/** The page of a frame runs, unless the frame takes that right from it. */
function lowerFrame(node: Node, value: Expression, attributes: readonly Node[]): Expression {
  const name = attributeName(node);
  if (!/^srcdoc$/i.test(name)) return value;
  const sandbox = attributes.find((one) => attributeName(one) === 'sandbox');
  if (sandbox === undefined) return setOn(node, '<iframe>', name, value);
  const allowed = nodeIn(sandbox, 'value');
  return allowed !== undefined && textIn(allowed, 'value').includes('allow-scripts')
    ? setOn(node, '<iframe sandbox>', name, value)
    : value;
}

function lowerScript(node: Node, value: Expression): Expression {
  if (attributeName(node) !== 'dangerouslySetInnerHTML' || value.kind !== 'record') return value;
  return setOn(node, '<script>', 'text', value.fields[0]?.value ?? value);
}

/** Like an assignment to a property of an element. */
function setOn({ start, end }: Node, element: string, name: string, value: Expression): Expression {
  const of: Expression = { kind: 'name', name: element, start, end };
  return { kind: 'assignment', target: { kind: 'member', of, name, start, end }, value, start, end };
}
