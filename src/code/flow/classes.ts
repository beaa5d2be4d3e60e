import type { Statement } from '../program.ts';
import { noteSettings } from './credentials.ts';
import { evaluate, run } from './interpreter.ts';
import { childFrame, type Frame, makeScope } from './machine.ts';
import { giveDecorated } from './tools.ts';
import { type ClassValue, type Closure, makeCell, nothing, type Value } from './values.ts';

/** Methods that a framework calls with what a model chose, of classes that it says tools are made of. */
const toolBase = /(?:^|\.)(?:BaseTool|StructuredTool|Tool|DynamicTool)(?:\(\))?$/;
const toolMethods = new Set(['_run', '_arun', 'forward', '_call', 'call', 'run', 'execute']);

export function makeClass(statement: Extract<Statement, { kind: 'class' }>, frame: Frame): Value {
  const bases = statement.bases.map((base) => evaluate(base, frame));
  noteSettings(bases, statement.body, frame);
  const methods = new Map<string, Closure>();
  const type: ClassValue = {
    name: statement.name,
    methods,
    bases,
    statement,
    derived: new Set(),
    instance: makeCell(),
  };
  type.instance.made = type;
  // A derived class shares what its base holds.
  for (const { type: base } of bases) {
    base?.derived.add(type);
    for (const [name, value] of base?.instance.fields ?? []) type.instance.fields.set(name, value);
  }
  const self: Value = { ...nothing, cell: type.instance };
  const around = makeScope(frame.scope);
  around.vars.set('super', { ...nothing, type });
  const scope = makeScope(frame.scope);
  scope.vars.set('this', self);
  const inner = childFrame(frame, frame.module, scope);
  const isToolClass = bases.some(({ paths }) => paths.some((path) => toolBase.test(path)));
  for (const one of statement.body) {
    if (one.kind !== 'define') continue;
    const { code } = one;
    if (isToolClass && toolMethods.has(code.name)) frame.machine.tools.set(code, undefined);
    giveDecorated(code, inner);
    const closure: Closure = { code, scope: around, module: frame.module, self };
    methods.set(code.name, closure);
    frame.machine.pending.push(closure);
  }
  run(
    statement.body.filter(({ kind }) => kind !== 'define'),
    inner,
  );
  for (const [name, value] of scope.vars) if (name !== 'this') type.instance.fields.set(name, value);
  return { ...nothing, type };
}
