import type { Parameter } from '../program.ts';
import { bind, evaluate, invoke, run } from './interpreter.ts';
import { childFrame, type Frame, type Machine, makeScope, stepAt } from './machine.ts';
import { narrowedByClass, narrowedByType } from './schemas.ts';
import { typeOf } from './types.ts';
import {
  type Closure,
  goOn,
  join,
  makeCell,
  type Narrowed,
  nothing,
  type Scope,
  setField,
  type Taint,
  tainted,
  taintIn,
  type Value,
} from './values.ts';

/** Functions that call one another: what lies deeper is not looked at, which is said. */
const deepest = 64;
/** A function is looked at for so many different arguments. */
const mostCalls = 200;
/** Far down in calls it is for fewer: the ways that lead there multiply. */
const farFrom = 12;
const mostFar = 3;
let lastId = 0;
const ids = new WeakMap<object, number>();
const idOf = (one: object): number => {
  const id = ids.get(one) ?? ++lastId;
  ids.set(one, id);
  return id;
};

/** What tells whether a function was already looked at with the same. */
const signatureOf = (value: Value | undefined): string => {
  if (value === undefined || value === nothing) return '-';
  const { paths, taint, text, closures, cell, client, sets } = value;
  return `${paths.join('|')};${taint === undefined ? '' : idOf(taint.source)}${taint?.lowered.join() ?? ''};${text?.slice(0, 40) ?? ''};${closures?.map((one) => idOf(one.code)).join() ?? ''};${cell === undefined ? '' : `${idOf(cell)}${taintIn(value) === undefined ? '' : 't'}`};${client?.of.title ?? ''};${sets === undefined ? '' : idOf(sets)}`;
};

/** Whether a function sees what a model wrote in the one that it was made in: there it is another one each time. */
export function holdsOutside({ scope, module }: Closure, machine: Machine): boolean {
  for (let at: Scope | undefined = scope; at !== undefined && at !== module.scope; at = at.parent) {
    if (!machine.spend(at.vars.size / 16)) return false;
    for (const [name, value] of at.vars) if (name !== 'this' && taintIn(value, 1) !== undefined) return true;
  }
  return false;
}

/** What a function gives back for these arguments, with all that happens in it. */
export function callFunction(
  closure: Closure,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
  frame: Frame,
): Value {
  const { machine } = frame;
  const { code } = closure;
  machine.invoked.add(code);
  const isDeep = machine.stack.length >= deepest;
  if (isDeep) machine.noteCut();
  if (isDeep || machine.stack.includes(code))
    return tainted(args.map((one) => taintIn(one)).find((one) => one !== undefined));
  const key = [
    ...args.map(signatureOf),
    ...[...named].map(([name, value]) => `${name}=${signatureOf(value)}`),
    signatureOf(closure.self),
    holdsOutside(closure, machine) ? idOf(closure.scope) : '',
    frame.isConfirmed ? 'c' : '',
  ].join('\0');
  const known = machine.memo.get(code) ?? new Map<string, Value>();
  machine.memo.set(code, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const isFar = machine.stack.length >= farFrom;
  const far = machine.far.get(code) ?? 0;
  if (known.size >= mostCalls || (isFar && far >= mostFar)) {
    machine.noteCut();
    return tainted(args.map((one) => taintIn(one)).find((one) => one !== undefined));
  }
  if (isFar) machine.far.set(code, far + 1);
  known.set(key, nothing);
  machine.stack.push(code);
  const scope = makeScope(closure.scope);
  const inner = childFrame(frame, closure.module, scope);
  if (closure.self !== undefined) scope.vars.set('this', closure.self);
  bindParameters(closure, args, named, inner);
  run(code.body, inner);
  machine.stack.pop();
  known.set(key, inner.returns);
  return inner.returns;
}

function bindParameters(
  { code, self, module }: Closure,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
  inner: Frame,
): void {
  const isStatic = code.decorators.some((one) => one.kind === 'name' && one.name === 'staticmethod');
  const takesSelf = self !== undefined && module.language === 'python' && !isStatic;
  let at = takesSelf ? -1 : 0;
  const rest = new Map(named);
  for (const parameter of code.parameters) {
    const { target } = parameter;
    const name = target.kind === 'name' ? target.name : '';
    if (at === -1) bind(target, self ?? nothing, inner, true);
    else if (parameter.isRest === true) bind(target, restOf(args.slice(Math.max(0, at)), rest), inner, true);
    else {
      const given = rest.get(name) ?? args[at];
      rest.delete(name);
      bind(target, withSteps(given ?? presetOf(parameter, inner), parameter, inner), inner, true);
    }
    at += 1;
  }
}

const presetOf = ({ preset }: Parameter, inner: Frame): Value =>
  preset === undefined ? nothing : evaluate(preset, inner);

function withSteps(value: Value, { target }: Parameter, inner: Frame): Value {
  if (value.taint === undefined || target.kind === 'name') return value;
  return { ...value, taint: goOn(value.taint, stepAt(inner, target, 'a function is given it')) };
}

function restOf(args: readonly Value[], named: ReadonlyMap<string, Value>): Value {
  const cell = makeCell();
  for (const [at, value] of args.entries()) setField(cell, String(at), value);
  for (const [name, value] of named) setField(cell, name, value);
  return { ...nothing, cell };
}

/** Looks at a function that nobody here calls: what it is given is not known, or is the model's. */
export function enter(closure: Closure, frame: Frame): void {
  const { code, module, scope } = closure;
  const inner = { ...childFrame(frame, module, scope), isConfirmed: false };
  const { tools } = frame.machine;
  const args = code.parameters
    .slice(closure.self !== undefined && module.language === 'python' ? 1 : 0)
    .map((parameter) =>
      tools.has(code) && !isFrameworks(parameter)
        ? chosenByModel(parameter, tools.get(code), inner)
        : unknownOf(parameter, inner),
    );
  invoke(closure, args, new Map(), inner);
}

function unknownOf({ target, type, preset }: Parameter, inner: Frame): Value {
  const name = target.kind === 'name' ? target.name : '';
  const typed = type === undefined ? undefined : typeOf(type, inner);
  const value: Value = typed ?? { ...nothing, paths: name === '' ? [] : [`?${name}`] };
  return preset === undefined ? value : join(evaluate(preset, inner), value);
}

/** What the one that calls a tool puts in by itself. */
const contexts =
  /^["']?(?:\w+\.)*(?:RunContext|RunContextWrapper|ToolContext|ToolRuntime|Context|CallbackContext|RunnableConfig)\b|\bInjected(?:State|Store|ToolArg|ToolCallId)\b/;
const isFrameworks = ({ type }: Parameter): boolean => type !== undefined && contexts.test(type);

function chosenByModel({ target, type, preset }: Parameter, narrowed: Narrowed | undefined, inner: Frame): Value {
  const named = target.kind === 'name' ? narrowed?.get(target.name) : undefined;
  const typed = type !== undefined && inner.module.language === 'python';
  const by = named ?? (typed ? narrowedByType(type, preset, inner) : undefined);
  if (by === '') return nothing;
  const source = stepAt(inner, target, 'a model chooses this');
  const taint: Taint = { source, client: 'a model', way: undefined, lowered: by === undefined ? [] : [by] };
  const fields = typed ? narrowedByClass(typeOf(type, inner)?.cell?.made, inner) : [];
  return { ...tainted(taint), narrowed: new Map([...(narrowed ?? []), ...fields]) };
}
