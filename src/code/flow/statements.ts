import type { Statement } from '../program.ts';
import { bind, defineClass, type End, evaluate, invoke, run } from './interpreter.ts';
import { childFrame, closureOf, type Frame, makeScope } from './machine.ts';
import { refine } from './refine.ts';
import { isTool } from './tools.ts';
import { type ClassValue, type Closure, elementOf, join, makeCell, nothing, type Value } from './values.ts';

export function runStatements(statements: readonly Statement[], frame: Frame): End {
  // Functions are known before the lines above them run.
  for (const statement of statements)
    if (statement.kind === 'define') frame.scope.vars.set(statement.code.name, closureOf(statement.code, frame));
  for (const statement of statements) {
    if (!frame.machine.spend()) return 'leaves';
    if (runOne(statement, frame) === 'leaves') return 'leaves';
  }
  return 'falls';
}

function runOne(statement: Statement, frame: Frame): End {
  switch (statement.kind) {
    case 'expression':
      evaluate(statement.value, frame);
      return 'falls';
    case 'assign':
      runAssignment(statement, frame);
      return 'falls';
    case 'return':
      if (statement.value !== undefined) frame.returns = join(frame.returns, evaluate(statement.value, frame));
      return 'leaves';
    case 'leave':
      if (statement.value !== undefined) evaluate(statement.value, frame);
      return 'leaves';
    case 'outer':
      for (const name of statement.names) frame.scope.outer.add(name);
      return 'falls';
    case 'class': {
      const value = defineClass(statement, frame);
      frame.scope.vars.set(statement.name, value);
      return 'falls';
    }
    case 'import':
      importNames(statement, frame);
      return 'falls';
    case 'export':
      exportName(statement, frame);
      return 'falls';
    case 'if':
      return branch(statement, frame);
    case 'loop':
      return loop(statement, frame);
    case 'with':
      for (const { value, target } of statement.items) {
        const opened = evaluate(value, frame);
        if (target !== undefined) bind(target, opened, frame, true);
      }
      return run(statement.body, frame);
    case 'try':
      return attempt(statement, frame);
    case 'block':
      return run(statement.body, frame);
    case 'define':
      define(statement, frame);
      return 'falls';
  }
}

function runAssignment(
  { targets, value: given, isAdded, type }: Extract<Statement, { kind: 'assign' }>,
  frame: Frame,
): void {
  const value = evaluate(given, frame);
  for (const target of targets) {
    const before = isAdded === true ? evaluate(target, frame) : nothing;
    const typed: Value = type !== undefined && value === nothing && target.kind === 'name' ? { paths: [] } : value;
    bind(target, isAdded === true ? join(before, typed) : typed, frame, true);
  }
}

function define({ code }: Extract<Statement, { kind: 'define' }>, frame: Frame): void {
  if (code.decorators.length === 0) return;
  if (isTool(code.decorators, frame)) frame.machine.tools.set(code, 'a model');
  let value = frame.scope.vars.get(code.name) ?? closureOf(code, frame);
  for (const decorator of code.decorators.toReversed()) {
    // One of the program's own puts what it gives back in the place of the function.
    const { closures = [] } = evaluate(decorator, frame);
    for (const closure of closures) {
      const given = invoke(closure, [value], new Map(), frame);
      if (given.closures !== undefined) value = given;
    }
  }
  frame.scope.vars.set(code.name, value);
}

/** Methods that a framework calls with what a model chose, of classes that it says tools are made of. */
const toolBase = /(?:^|\.)(?:BaseTool|StructuredTool|Tool|DynamicTool)(?:\(\))?$/;
const toolMethods = new Set(['_run', '_arun', 'forward', '_call', 'call', 'run', 'execute']);

export function makeClass(statement: Extract<Statement, { kind: 'class' }>, frame: Frame): Value {
  const bases = statement.bases.map((base) => evaluate(base, frame));
  const methods = new Map<string, Closure>();
  const type: ClassValue = { name: statement.name, methods, bases, statement, instance: makeCell() };
  type.instance.made = type;
  // A derived class shares what its base holds.
  for (const base of bases)
    for (const [name, value] of base.type?.instance.fields ?? []) type.instance.fields.set(name, value);
  const self: Value = { paths: [], cell: type.instance };
  const scope = makeScope(frame.scope);
  scope.vars.set('this', self);
  const inner = childFrame(frame, frame.module, scope);
  const isToolClass = bases.some(({ paths }) => paths.some((path) => toolBase.test(path)));
  for (const one of statement.body) {
    if (one.kind !== 'define') continue;
    const { code } = one;
    if ((isToolClass && toolMethods.has(code.name)) || isTool(code.decorators, inner))
      frame.machine.tools.set(code, 'a model');
    const closure: Closure = { code, scope: frame.scope, module: frame.module, self };
    methods.set(code.name, closure);
    frame.machine.pending.push(closure);
  }
  run(
    statement.body.filter(({ kind }) => kind !== 'define'),
    inner,
  );
  for (const [name, value] of scope.vars) if (name !== 'this') type.instance.fields.set(name, value);
  return { paths: [], type };
}

function importNames({ module: name, bindings }: Extract<Statement, { kind: 'import' }>, frame: Frame): void {
  const root = name.replace(/^node:/, '');
  const module = frame.machine.module(frame.module, name);
  for (const { local, member } of bindings) {
    if (member === '*') {
      const names = module === undefined ? [] : [...module.exports, ...module.scope.vars];
      for (const [one, value] of names) if (!one.startsWith('_')) frame.scope.vars.set(one, value);
      continue;
    }
    const held = member === undefined || module === undefined ? undefined : exportedBy(module, member);
    const inner =
      member === undefined
        ? module
        : frame.machine.module(frame.module, `${name}${name.endsWith('.') ? '' : '.'}${member}`);
    const path = member === undefined || member === 'default' ? root : `${root}.${member}`;
    const value: Value = held ?? { paths: [path], ...(inner === undefined ? {} : { module: inner }) };
    frame.scope.vars.set(local, value);
  }
}

const exportedBy = (module: NonNullable<Value['module']>, member: string): Value | undefined =>
  module.exports.get(member) ?? (module.language === 'python' ? module.scope.vars.get(member) : undefined);

function exportName({ name, value: given }: Extract<Statement, { kind: 'export' }>, frame: Frame): void {
  const value = evaluate(given, frame);
  const { exports } = frame.module;
  if (name === '*') for (const [one, exported] of value.module?.exports ?? []) exports.set(one, exported);
  else exports.set(name, value);
}

interface State {
  readonly vars: Map<string, Value>;
  readonly refined: ReadonlySet<string>;
  readonly isConfirmed: boolean;
}

const save = ({ scope, refined, isConfirmed }: Frame): State => ({ vars: new Map(scope.vars), refined, isConfirmed });

function restore(frame: Frame, { vars, refined, isConfirmed }: State): void {
  frame.scope.vars = new Map(vars);
  frame.refined = refined;
  frame.isConfirmed = isConfirmed;
}

/** What may be where two ways meet. */
function merge(frame: Frame, a: State, b: State): void {
  const vars = new Map(a.vars);
  for (const [name, value] of b.vars) {
    const other = vars.get(name);
    vars.set(name, other === undefined ? value : join(other, value));
  }
  frame.scope.vars = vars;
  frame.refined = new Set([...a.refined].filter((text) => b.refined.has(text)));
  frame.isConfirmed = a.isConfirmed && b.isConfirmed;
}

function branch({ test, then, otherwise }: Extract<Statement, { kind: 'if' }>, frame: Frame): End {
  evaluate(test, frame);
  const before = save(frame);
  refine(test, true, frame);
  const first = run(then, frame);
  const afterThen = save(frame);
  restore(frame, before);
  refine(test, false, frame);
  const second = run(otherwise, frame);
  if (first === 'leaves' && second === 'leaves') return 'leaves';
  if (first === 'leaves') return 'falls';
  if (second === 'leaves') restore(frame, afterThen);
  else {
    const afterElse = save(frame);
    merge(frame, { ...afterThen, isConfirmed: before.isConfirmed }, { ...afterElse, isConfirmed: before.isConfirmed });
  }
  return 'falls';
}

/** Twice: what one round leaves, the next one finds. */
const rounds = 2;

function loop({ target, of, test, body }: Extract<Statement, { kind: 'loop' }>, frame: Frame): End {
  const before = save(frame);
  for (let round = 0; round < rounds; round++) {
    if (of !== undefined && target !== undefined) bind(target, elementOf(evaluate(of, frame)), frame, true);
    if (test !== undefined) {
      evaluate(test, frame);
      refine(test, true, frame);
    }
    run(body, frame);
    const after = save(frame);
    merge(frame, before, after);
    frame.refined = before.refined;
    frame.isConfirmed = before.isConfirmed;
  }
  return 'falls';
}

function attempt({ body, handlers, last }: Extract<Statement, { kind: 'try' }>, frame: Frame): End {
  const before = save(frame);
  const tried = run(body, frame);
  const after = save(frame);
  let end = tried;
  let reached: State | undefined = tried === 'falls' ? after : undefined;
  for (const handler of handlers) {
    merge(frame, before, after);
    frame.refined = before.refined;
    if (run(handler, frame) === 'leaves') continue;
    end = 'falls';
    const here = save(frame);
    if (reached !== undefined) merge(frame, reached, here);
    reached = save(frame);
  }
  restore(frame, reached ?? after);
  return run(last, frame) === 'leaves' ? 'leaves' : end;
}
