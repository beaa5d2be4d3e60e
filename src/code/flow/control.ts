import type { Statement } from '../program.ts';
import { bind, evaluate, run } from './interpreter.ts';
import type { End, Frame } from './machine.ts';
import { refine } from './refine.ts';
import { elementOf, join, type Value } from './values.ts';

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

/** Each branch goes on from where the tests of those before it did not hold. */
export function branch({ branches, otherwise }: Extract<Statement, { kind: 'if' }>, frame: Frame): End {
  const reached: Reached[] = [];
  for (const { test, body } of branches) {
    evaluate(test, frame);
    const before = save(frame);
    refine(test, true, frame);
    if (run(body, frame) === 'falls') reached.push({ before, after: save(frame) });
    restore(frame, before);
    refine(test, false, frame);
  }
  const before = save(frame);
  if (run(otherwise, frame) === 'falls') reached.push({ before, after: save(frame) });
  return meet(reached, frame);
}

interface Reached {
  readonly before: State;
  readonly after: State;
}

/** Where several ways meet, what a person agreed to on one of them holds no more. */
function meet([first, ...others]: readonly Reached[], frame: Frame): End {
  if (first === undefined) return 'leaves';
  restore(frame, first.after);
  for (const { after } of others) merge(frame, save(frame), after);
  if (others.length > 0) frame.isConfirmed = first.before.isConfirmed;
  return 'falls';
}

/** Twice: what one round leaves, the next one finds. */
const rounds = 2;

export function loop({ target, of, test, body }: Extract<Statement, { kind: 'loop' }>, frame: Frame): End {
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

export function attempt({ body, handlers, last }: Extract<Statement, { kind: 'try' }>, frame: Frame): End {
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
