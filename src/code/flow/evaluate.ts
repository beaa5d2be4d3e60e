import type { Expression } from '../program.ts';
import { noteCredential } from './credentials.ts';
import { fileKey, writtenTo } from './files.ts';
import { feed } from './handed.ts';
import { superOf } from './instances.ts';
import { bind, call, defineClass, evaluate } from './interpreter.ts';
import { closureOf, type Frame, findVar, sliceOf, stepAt } from './machine.ts';
import { anyMemberOf, memberOf } from './member.ts';
import { refine } from './refine.ts';
import {
  addRest,
  elementOf,
  join,
  joinTexts,
  makeCell,
  nothing,
  setField,
  type Taint,
  tainted,
  taintIn,
  type Value,
} from './values.ts';

/** What an expression may be, with all that happens on the way. */
export function evaluateExpression(expression: Expression, frame: Frame): Value {
  const { machine } = frame;
  if (!machine.spend() || !machine.descend()) return nothing;
  const value = evaluateKind(expression, frame);
  machine.ascend();
  if (value.taint === undefined || frame.refined.size === 0) return value;
  return frame.refined.has(sliceOf(frame, expression)) ? { ...value, taint: undefined } : value;
}

function evaluateKind(expression: Expression, frame: Frame): Value {
  switch (expression.kind) {
    case 'name':
      return evaluateName(expression.name, frame);
    case 'text':
      noteCredential(expression, frame);
      return { ...nothing, text: expression.value };
    case 'constant':
      return nothing;
    case 'member':
      return memberOf(evaluate(expression.of, frame), expression.name, frame, expression);
    case 'item':
      return evaluateItem(expression, frame);
    case 'call':
      return call(expression, frame);
    case 'function':
      return closureOf(expression.code, frame);
    case 'class':
      return defineClass(expression.statement, frame);
    case 'list':
      return evaluateList(expression.items, frame);
    case 'record':
      return evaluateRecord(expression, frame);
    case 'template':
      return evaluateTemplate(expression.parts, frame);
    case 'operation':
      return evaluateOperation(expression, frame);
    case 'choice':
      return evaluateChoice(expression, frame);
    case 'assignment': {
      const value = evaluate(expression.value, frame);
      bind(expression.target, value, frame, false);
      return value;
    }
    case 'comprehension':
      return evaluateComprehension(expression, frame);
    case 'await':
    case 'spread':
      return evaluate(expression.of, frame);
    case 'yield': {
      const value = evaluate(expression.of, frame);
      frame.returns = join(frame.returns, value);
      return nothing;
    }
    case 'unknown':
      for (const part of expression.parts) evaluate(part, frame);
      return nothing;
  }
}

/** Names of the space that browsers and Node share. */
const globals = /^(?:globalThis|window|self|global)$/;

function evaluateName(name: string, frame: Frame): Value {
  if (name === 'super') return superOf(frame);
  const found = findVar(frame.scope, name);
  return found ?? { ...nothing, paths: [globals.test(name) ? 'globalThis' : name] };
}

function evaluateItem(expression: Extract<Expression, { kind: 'item' }>, frame: Frame): Value {
  const of = evaluate(expression.of, frame);
  const index = evaluate(expression.index, frame);
  const { index: key } = expression;
  if (index.text !== undefined) return memberOf(of, index.text, frame, expression);
  const place =
    key.kind === 'constant' && typeof key.value === 'number' ? of.cell?.fields.get(String(key.value)) : undefined;
  const value = place === undefined ? anyMemberOf(of, frame) : join(place, { ...nothing, taint: of.taint });
  // `messages[-1]`, `rows[i]`, `text[a:b]`.
  return of.text !== undefined && value === nothing ? { ...nothing, taint: of.taint } : value;
}

function evaluateList(items: readonly Expression[], frame: Frame): Value {
  const cell = makeCell();
  let at = 0;
  let isPlaced = true;
  for (const item of items) {
    const value = evaluate(item, frame);
    const spread = item.kind === 'spread' && value.taint === undefined ? placesOf(value) : undefined;
    if (spread !== undefined && isPlaced && at + spread.length < 200)
      for (const one of spread) setField(cell, String(at++), one);
    else if (item.kind === 'spread' || item.kind === 'comprehension') {
      addRest(cell, elementOf(value));
      isPlaced = false;
    } else if (isPlaced && at < 200) setField(cell, String(at++), value);
    else addRest(cell, value);
  }
  return { ...nothing, cell };
}

/** What a list holds at its places; undefined where more may be in it. */
function placesOf({ cell }: Value): readonly Value[] | undefined {
  if (cell === undefined || cell.rest !== nothing || cell.made !== undefined) return undefined;
  const fields = [...cell.fields];
  return fields.every(([key], at) => key === String(at)) ? fields.map(([, value]) => value) : undefined;
}

function evaluateRecord({ fields }: Extract<Expression, { kind: 'record' }>, frame: Frame): Value {
  const cell = makeCell();
  for (const { key, value: given } of fields) {
    const value = evaluate(given, frame);
    if (key !== undefined) setField(cell, key, value);
    else if (value.cell === undefined) addRest(cell, value);
    else {
      for (const [name, field] of value.cell.fields) setField(cell, name, field);
      addRest(cell, value.cell.rest);
      if (value.taint !== undefined) addRest(cell, tainted(value.taint));
    }
  }
  return { ...nothing, cell };
}

function evaluateTemplate(parts: readonly Expression[], frame: Frame): Value {
  const values = parts.map((part) => evaluate(part, frame));
  const taint = values.map((value) => taintIn(value, 1)).find((one) => one !== undefined);
  const file = values.find((value) => writtenTo(value, frame) !== undefined);
  const key = file === undefined ? undefined : fileKey(file);
  return {
    ...nothing,
    taint,
    text: joinTexts(values.map(({ text }) => text)),
    file: key === undefined ? undefined : { key },
  };
}

const truths = new Set([
  'not',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '<>',
  'in',
  'not in',
  'is',
  'is not',
  'typeof',
  'instanceof',
  'delete',
  'void',
]);
/** Of numbers alone; in Python `%` and `*` are of texts, too, and `|` puts parts of a chain together. */
const numeric = {
  python: new Set(['-', '/', '//', '**', '<<', '>>', '^', '&']),
  javascript: new Set(['-', '/', '*', '%', '**', '<<', '>>', '>>>', '^', '&', '|', '~']),
};

function evaluateOperation(expression: Extract<Expression, { kind: 'operation' }>, frame: Frame): Value {
  const { operator, operands } = expression;
  if (operator === 'and' || operator === 'or') return evaluateLogical(operator, operands, frame);
  const values = operands.map((operand) => evaluate(operand, frame));
  if (operator === '/' && frame.module.language === 'python' && values.some(isPath)) return joinPaths(values);
  if (truths.has(operator) || numeric[frame.module.language].has(operator)) return nothing;
  const lists = operator === '+' ? values.map(placesOf) : [];
  if (lists.length > 0 && lists.every((list) => list !== undefined)) return listFrom(lists.flat());
  const taint = values.map((value) => taintIn(value, 1)).find((one) => one !== undefined);
  const client = operator === '|' ? values.find((value) => value.client?.tail === '')?.client : undefined;
  if (client !== undefined) feedChain(values, client, expression, frame);
  const known = operator === '+' ? joinTexts(values.map(({ text }) => text)) : (values[0]?.text ?? '');
  const file = operator === '/' ? undefined : values.find((value) => value.file !== undefined)?.file;
  const text = values.some((value) => value.text !== undefined) ? known : undefined;
  const paths = operator === '|' ? values.flatMap((value) => value.paths).slice(0, 1) : [];
  return { ...nothing, paths, taint, client, file, text };
}

/** `["docker", "run"] + [command]` */
function listFrom(values: readonly Value[]): Value {
  const cell = makeCell();
  for (const [at, value] of values.entries()) setField(cell, String(at), value);
  return { ...nothing, cell };
}

const isPath = ({ file, paths }: Value): boolean =>
  file !== undefined || paths.some((path) => /(?:^|\.)(?:Path|parent|cwd|home|mkdtemp)(?:\(\))?$/.test(path));

/** `Path("folder") / "file.py"` */
function joinPaths(values: readonly Value[]): Value {
  const parts = values.map((value) => value.text ?? value.file?.key);
  const text = joinTexts(parts, '/');
  return { ...nothing, text, file: { key: text } };
}

/** A chain (`prompt | model | function`): what stands behind the model is given what that wrote. */
function feedChain(values: readonly Value[], client: NonNullable<Value['client']>, at: Expression, frame: Frame): void {
  const { title } = client.of;
  const taint: Taint = {
    source: stepAt(frame, at, `${title} answers in this chain`),
    client: title,
    way: undefined,
    lowered: [],
  };
  for (const value of values) feed(value, [tainted(taint)], at, frame);
}

/** What stands behind `and` is looked at only where what stands before it holds. */
function evaluateLogical(operator: 'and' | 'or', operands: readonly Expression[], frame: Frame): Value {
  const before = frame.refined;
  const confirmed = frame.isConfirmed;
  let value = nothing;
  for (const operand of operands) {
    const next = evaluate(operand, frame);
    value =
      operator === 'or'
        ? join(value, next)
        : next.taint === undefined && value.taint === undefined
          ? next
          : join(value, next);
    refine(operand, operator === 'and', frame);
  }
  frame.refined = before;
  frame.isConfirmed = confirmed;
  return value;
}

function evaluateChoice({ test, options }: Extract<Expression, { kind: 'choice' }>, frame: Frame): Value {
  evaluate(test, frame);
  const before = frame.refined;
  const confirmed = frame.isConfirmed;
  let value = nothing;
  for (const [at, option] of options.entries()) {
    if (options.length === 2) refine(test, at === 0, frame);
    value = join(value, evaluate(option, frame));
    frame.refined = before;
    frame.isConfirmed = confirmed;
  }
  return value;
}

function evaluateComprehension(
  { loops, element }: Extract<Expression, { kind: 'comprehension' }>,
  frame: Frame,
): Value {
  const before = frame.refined;
  for (const { target, of, conditions } of loops) {
    bind(target, elementOf(evaluate(of, frame)), frame, true);
    for (const condition of conditions) {
      evaluate(condition, frame);
      refine(condition, true, frame);
    }
  }
  const cell = makeCell();
  addRest(cell, evaluate(element, frame));
  frame.refined = before;
  return { ...nothing, cell };
}
