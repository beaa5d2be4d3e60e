import type { Interpreter } from './machine.ts';

/** What an expression may be, with all that happens on the way. */
export const evaluate: Interpreter['evaluate'] = (expression, frame) =>
  frame.machine.interpreter.evaluate(expression, frame);

export const call: Interpreter['call'] = (at, frame) => frame.machine.interpreter.call(at, frame);

/**
 * Assigns to a name, a member, an item or a pattern of them.
 * @param declares the name belongs to this scope from here on
 */
export const bind: Interpreter['bind'] = (target, value, frame, declares) =>
  frame.machine.interpreter.bind(target, value, frame, declares);

export const run: Interpreter['run'] = (statements, frame) => frame.machine.interpreter.run(statements, frame);

/** What a function gives back for these arguments, with all that happens in it. */
export const invoke: Interpreter['invoke'] = (closure, args, named, frame) =>
  frame.machine.interpreter.invoke(closure, args, named, frame);

export const defineClass: Interpreter['defineClass'] = (statement, frame) =>
  frame.machine.interpreter.defineClass(statement, frame);
