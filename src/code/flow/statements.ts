import type { Expression, Statement } from '../program.ts';
import { attempt, branch, loop } from './control.ts';
import { exportName, importNames } from './imports.ts';
import { bind, defineClass, evaluate, invoke, run } from './interpreter.ts';
import { closureOf, type End, type Frame } from './machine.ts';
import { giveDecorated } from './tools.ts';
import { typeOf } from './types.ts';
import { join, nothing, type Value } from './values.ts';

export function runStatements(statements: readonly Statement[], frame: Frame): End {
  const { machine } = frame;
  // Functions are known before the lines above them run.
  for (const statement of statements)
    if (statement.kind === 'define') frame.scope.vars.set(statement.code.name, closureOf(statement.code, frame));
  for (const statement of statements) {
    if (!machine.spend()) return 'leaves';
    if (!machine.descend()) continue;
    const end = runOne(statement, frame);
    machine.ascend();
    if (end === 'leaves') return 'leaves';
  }
  return 'falls';
}

function runOne(statement: Statement, frame: Frame): End {
  switch (statement.kind) {
    case 'expression':
      evaluate(statement.value, frame);
      return endsProgram(statement.value) ? 'leaves' : 'falls';
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
      frame.scope.outer = new Set([...frame.scope.outer, ...statement.names]);
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

/** `sys.exit(1)`, `process.exit(1)`: what follows is not reached. */
const endsProgram = (value: Expression): boolean => {
  if (value.kind !== 'call') return false;
  const { callee } = value;
  if (callee.kind === 'name') return callee.name === 'exit' || callee.name === 'quit';
  const of = callee.kind === 'member' && callee.of.kind === 'name' ? callee.of.name : '';
  return callee.kind === 'member' && /^_?exit$/.test(callee.name) && /^(?:sys|os|process|Deno)$/.test(of);
};

function runAssignment(
  { targets, value: given, isAdded, type }: Extract<Statement, { kind: 'assign' }>,
  frame: Frame,
): void {
  const value = evaluate(given, frame);
  for (const target of targets) {
    const before = isAdded === true ? evaluate(target, frame) : nothing;
    const isKnown = value.client !== undefined || value.cell !== undefined || value.taint !== undefined;
    const typed: Value = type === undefined || isKnown ? value : (typeOf(type, frame) ?? value);
    bind(target, isAdded === true ? join(before, typed) : typed, frame, true);
  }
}

function define({ code }: Extract<Statement, { kind: 'define' }>, frame: Frame): void {
  if (code.decorators.length === 0) return;
  giveDecorated(code, frame);
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
