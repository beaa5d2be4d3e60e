import type { Expression, FunctionCode, Program, Span, Statement } from '../../src/code/program.ts';

type Part = Expression | Statement;

const ofFunction = ({ parameters, body, decorators }: FunctionCode): readonly Part[] => [
  ...decorators,
  ...parameters.flatMap(({ target, preset }) => (preset === undefined ? [target] : [target, preset])),
  ...body,
];

const given = (...parts: readonly (Part | undefined)[]): readonly Part[] => parts.filter((part) => part !== undefined);

/** What stands right inside a part of a program. */
export function partsOf(part: Part): readonly Part[] {
  switch (part.kind) {
    case 'template':
    case 'unknown':
      return part.parts;
    case 'member':
    case 'await':
    case 'yield':
    case 'spread':
      return [part.of];
    case 'item':
      return [part.of, part.index];
    case 'call':
      return [part.callee, ...part.given.map(({ value }) => value)];
    case 'function':
    case 'define':
      return ofFunction(part.code);
    case 'list':
      return part.items;
    case 'record':
      return part.fields.map(({ value }) => value);
    case 'operation':
      return part.operands;
    case 'choice':
      return [part.test, ...part.options];
    case 'assignment':
      return [part.target, part.value];
    case 'comprehension':
      return [part.element, ...part.loops.flatMap(({ target, of, conditions }) => [target, of, ...conditions])];
    case 'assign':
      return [...part.targets, part.value];
    case 'expression':
    case 'return':
    case 'leave':
    case 'export':
      return given(part.value);
    case 'if':
      return [...part.branches.flatMap(({ test, body }) => [test, ...body]), ...part.otherwise];
    case 'loop':
      return [...given(part.target, part.of, part.test), ...part.body];
    case 'with':
      return [...part.items.flatMap(({ value, target }) => given(value, target)), ...part.body];
    case 'try':
      return [...part.body, ...part.handlers.flat(), ...part.last];
    default:
      return 'body' in part ? [...('bases' in part ? part.bases : []), ...part.body] : otherParts(part);
  }
}

const otherParts = (part: Part): readonly Part[] =>
  part.kind === 'class' && 'statement' in part ? [...part.statement.bases, ...part.statement.body] : [];

const isStatement = (part: Part): part is Statement =>
  ['assign', 'if', 'loop', 'with', 'try', 'block', 'define', 'return', 'leave', 'import', 'export', 'outer'].includes(
    part.kind,
  ) || part.kind === 'expression';

/** Parts whose place is not in the text, or not in the statement that they are of. Trees of any depth are walked. */
export function misplaced({ text, body }: Program): readonly string[] {
  const found: string[] = [];
  const left: (readonly [Part, Span])[] = body.map((one) => [one, { start: 0, end: text.length }]);
  for (let next = left.pop(); next !== undefined && found.length < 5; next = left.pop()) {
    const [part, around] = next;
    if (!(around.start <= part.start && part.start <= part.end && part.end <= around.end))
      found.push(`${part.kind} ${part.start}-${part.end} in ${around.start}-${around.end}`);
    const inner = isStatement(part) ? part : around;
    for (const one of partsOf(part)) left.push([one, inner]);
  }
  return found;
}

/** All parts of a kind, in the order of their places. */
export function partsOfKind<Kind extends Part['kind']>(
  { body }: Program,
  kind: Kind,
): readonly Extract<Part, { kind: Kind }>[] {
  const found: Part[] = [];
  const left: Part[] = [...body];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.kind === kind) found.push(next);
    left.push(...partsOf(next));
  }
  return found.sort((a, b) => a.start - b.start) as unknown as readonly Extract<Part, { kind: Kind }>[];
}
