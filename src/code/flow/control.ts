import type { Statement } from '../program.ts';
import { bind, evaluate, run } from './interpreter.ts';
import type { End, Frame } from './machine.ts';
import { refine } from './refine.ts';
import { elementOf, join, type Value } from './values.ts';

/** One of several ways that meet again, with what is different behind it. */
interface Way {
  readonly end: End;
  readonly names: ReadonlyMap<string, Value>;
  readonly refined: ReadonlySet<string>;
  readonly isConfirmed: boolean;
  /** Whether a person had agreed before it began. */
  readonly wasConfirmed: boolean;
}

/** Goes a way, and comes back to where it began. */
function follow(frame: Frame, go: () => End): Way {
  const { refined, isConfirmed: wasConfirmed } = frame;
  frame.scope.vars.begin();
  const end = go();
  const { isConfirmed } = frame;
  const way = { end, names: frame.scope.vars.takeBack(), refined: frame.refined, isConfirmed, wasConfirmed };
  frame.refined = refined;
  frame.isConfirmed = wasConfirmed;
  return way;
}

/** Goes on from where the ways meet that reach it. What a person agreed to on one of several holds no more. */
function meet(ways: readonly Way[], frame: Frame): End {
  const { vars } = frame.scope;
  const reached = ways.filter(({ end }) => end === 'falls');
  for (const [name, value] of joinNames(reached, vars)) vars.set(name, value);
  // Functions that were made on the others still see what is named there alone.
  for (const { end, names } of ways)
    if (end === 'leaves') for (const [name, value] of names) if (!vars.has(name)) vars.set(name, value);
  const [first, ...others] = reached;
  if (first === undefined) return 'leaves';
  frame.refined = others.reduce((common, { refined }) => inBoth(common, refined), first.refined);
  frame.isConfirmed = others.length === 0 ? first.isConfirmed : first.wasConfirmed;
  return 'falls';
}

const inBoth = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...one].filter((text) => other.has(text)));

/** What names hold behind one of the ways: where it does not set one, what that held before. */
function joinNames(ways: readonly Way[], vars: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const joined = new Map<string, Value>();
  const counts = new Map<string, number>();
  for (const [at, { names, refined }] of ways.entries())
    for (const [name, set] of names) {
      const value = refined.has(name) ? withoutTaint(set) : set;
      const before = joined.get(name) ?? (at > 0 ? heldBefore(name, ways, vars) : undefined);
      joined.set(name, before === undefined ? value : join(before, value));
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  for (const [name, value] of joined) {
    const before = counts.get(name) === ways.length ? undefined : heldBefore(name, ways, vars);
    if (before !== undefined) joined.set(name, join(value, before));
  }
  return joined;
}

const withoutTaint = (value: Value): Value => ({ ...value, taint: undefined });

/** More ways are not asked whether all of them tested a name. */
const mostAsked = 20;

/** What a name held on the ways that do not set it; nothing of a model where each of them has tested it. */
function heldBefore(name: string, ways: readonly Way[], vars: ReadonlyMap<string, Value>): Value | undefined {
  const held = vars.get(name);
  if (held?.taint === undefined || ways.length > mostAsked) return held;
  const isTested = ways.every(({ names, refined }) => names.has(name) || refined.has(name));
  return isTested ? withoutTaint(held) : held;
}

/** Each branch goes on from where the tests of those before it did not hold. */
export function branch({ branches, otherwise }: Extract<Statement, { kind: 'if' }>, frame: Frame): End {
  const ways: Way[] = [];
  for (const { test, body } of branches) {
    evaluate(test, frame);
    const go = () => {
      refine(test, true, frame);
      return run(body, frame);
    };
    ways.push(follow(frame, go));
    refine(test, false, frame);
  }
  ways.push(follow(frame, () => run(otherwise, frame)));
  return meet(ways, frame);
}

/** Twice: what one round leaves, the next one finds. */
const rounds = 2;

export function loop({ target, of, test, body }: Extract<Statement, { kind: 'loop' }>, frame: Frame): End {
  const go = () => {
    if (of !== undefined && target !== undefined) bind(target, elementOf(evaluate(of, frame)), frame, true);
    if (test !== undefined) {
      evaluate(test, frame);
      refine(test, true, frame);
    }
    run(body, frame);
    return 'falls' as const;
  };
  const stay = () => 'falls' as const;
  for (let round = 0; round < rounds; round++) meet([follow(frame, stay), follow(frame, go)], frame);
  return 'falls';
}

/** A handler begins anywhere in what was tried. */
export function attempt({ body, handlers, last }: Extract<Statement, { kind: 'try' }>, frame: Frame): End {
  const tried = follow(frame, () => run(body, frame));
  const stay: Way = { ...tried, names: new Map() };
  const caught = handlers.map((handler) =>
    follow(frame, () => {
      for (const [name, value] of joinNames([stay, tried], frame.scope.vars)) frame.scope.vars.set(name, value);
      frame.refined = inBoth(frame.refined, tried.refined);
      return run(handler, frame);
    }),
  );
  const end = meet([tried, ...caught], frame);
  return run(last, frame) === 'leaves' ? 'leaves' : end;
}
