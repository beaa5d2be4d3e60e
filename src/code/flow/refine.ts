import { confirmations, letterCalls, membershipCalls, patternCalls, questions } from '../../knowledge/code/cleaners.ts';
import type { Expression } from '../program.ts';
import type { Call } from './call.ts';
import { evaluate } from './interpreter.ts';
import { childFrame, type Frame, makeScope, type Shown, sliceOf } from './machine.ts';
import { narrowedByType } from './schemas.ts';
import { type Closure, nothing, taintIn } from './values.ts';

/**
 * What a test shows where it holds (or, `isTrue` false, where it does not): what is one of a list that somebody here wrote
 * holds nothing of a model any more, and what runs behind a person's "yes" was looked at.
 */
export function refine(test: Expression, isTrue: boolean, frame: Frame): void {
  if (!frame.machine.spend()) return;
  if (test.kind === 'operation') refineOperation(test, isTrue, frame);
  else if (test.kind === 'call') refineCall(test, isTrue, frame);
  else if (test.kind === 'await') refine(test.of, isTrue, frame);
  else if (test.kind === 'assignment') refine(test.value, isTrue, frame);
  if (isTrue && asksPerson(test, frame, confirmations)) frame.isConfirmed = true;
}

function refineOperation(
  { operator, operands }: Extract<Expression, { kind: 'operation' }>,
  isTrue: boolean,
  frame: Frame,
): void {
  const [left, right, ...others] = operands;
  // Where `a == b == c` does not hold, which of both does not is not told.
  if (left === undefined || (others.length > 0 && !isTrue && operator !== 'or')) return;
  switch (operator) {
    case 'not':
      refine(left, !isTrue, frame);
      return;
    case 'and':
    case 'or':
      if ((operator === 'and') === isTrue) for (const operand of operands) refine(operand, isTrue, frame);
      else refineAny(operands, isTrue, frame);
      return;
    case 'in':
    case 'not in':
      if ((operator === 'in') === isTrue && right !== undefined && isOurs(right, frame)) {
        clean(left, frame);
        if (isAnswer(left, frame)) frame.isConfirmed = true;
      }
      return;
    case '==':
    case '!=':
    case 'is':
    case 'is not':
      if (right !== undefined) refineEquality(left, right, (operator === '==' || operator === 'is') === isTrue, frame);
      return;
    default:
      return;
  }
}

/** One of several tests holds, whichever: what each of them shows. */
function refineAny(tests: readonly Expression[], isTrue: boolean, frame: Frame): void {
  const { refined, isConfirmed } = frame;
  const shown = tests.map((test) => {
    frame.refined = refined;
    frame.isConfirmed = isConfirmed;
    refine(test, isTrue, frame);
    return { refined: frame.refined, isConfirmed: frame.isConfirmed };
  });
  const [first, ...others] = shown;
  frame.refined = new Set(
    [...(first?.refined ?? refined)].filter((one) => others.every((other) => other.refined.has(one))),
  );
  frame.isConfirmed = shown.every((one) => one.isConfirmed);
}

function refineEquality(left: Expression, right: Expression, isEqual: boolean, frame: Frame): void {
  // `re.fullmatch(...) is None`
  if (right.kind === 'constant' && right.value === null && left.kind === 'call') refine(left, !isEqual, frame);
  if (!isEqual) return;
  refineEqual(left, right, frame);
  refineEqual(right, left, frame);
}

/** `x == "add"`, and `typeof x === "number"`. */
function refineEqual(one: Expression, other: Expression, frame: Frame): void {
  if (other.kind !== 'text' && other.kind !== 'constant') return;
  if (one.kind === 'operation' && one.operator === 'typeof') {
    const [of] = one.operands;
    if (of !== undefined && other.kind === 'text' && other.value !== 'string' && other.value !== 'object')
      clean(of, frame);
    return;
  }
  clean(one, frame);
  if (isAnswer(one, frame)) frame.isConfirmed = true;
}

const isAnswer = (one: Expression, frame: Frame): boolean =>
  asksPerson(one, frame, questions) || asksPerson(one, frame, confirmations);

const isOurs = (of: Expression, frame: Frame): boolean => taintIn(evaluate(of, frame)) === undefined;

function refineCall(test: Extract<Expression, { kind: 'call' }>, isTrue: boolean, frame: Frame): void {
  const { callee, given } = test;
  const [first] = given;
  const name = callee.kind === 'member' ? callee.name : callee.kind === 'name' ? callee.name : '';
  if (isTrue && callee.kind === 'member' && first !== undefined) {
    if (membershipCalls.has(name) && isOurs(callee.of, frame)) clean((given[1] ?? first).value, frame);
    if (/^starts_?with$/i.test(name) && isAnswer(callee.of, frame)) frame.isConfirmed = true;
    if (patternCalls.has(name))
      refinePattern(
        name,
        callee.of,
        given.map(({ value }) => value),
        frame,
      );
  }
  if (isTrue && callee.kind === 'member' && letterCalls.has(name)) clean(callee.of, frame);
  const type = given[1]?.value;
  if (isTrue && name === 'isinstance' && first !== undefined && type !== undefined)
    if (narrowedByType(sliceOf(frame, type), undefined, frame) === '') clean(first.value, frame);
  refineByFunction(test, isTrue, frame);
}

/** A pattern that says what the whole text may be, without letting anything through. */
function refinePattern(name: string, of: Expression, given: readonly Expression[], frame: Frame): void {
  const compiled = evaluate(of, frame);
  const isCompiled = compiled.paths.some((path) => /^(?:re\.compile|regex\.compile|RegExp)\(\)$/.test(path));
  const [first, second] = given;
  const value = isCompiled ? compiled : first === undefined ? undefined : evaluate(first, frame);
  const subject = isCompiled ? first : second;
  if (value?.text === undefined || subject === undefined) return;
  const { text, flags } = withoutFlags(value.text);
  // Of many lines, one would do.
  if (flags.includes('m') || /\.[*+]|\\S[*+]|\[\^/.test(text)) return;
  // All of it must be held against the pattern.
  if (name === 'fullmatch' || /^\^[\s\S]*(?:\$|\\[zZ])$/.test(text)) clean(subject, frame);
}

/** What `RegExp` is given, in one text: `^a$/gi`. */
function withoutFlags(pattern: string): { readonly text: string; readonly flags: string } {
  const flags = /\/([a-z]{1,8})$/.exec(pattern)?.[1];
  return flags === undefined ? { text: pattern, flags: '' } : { text: pattern.slice(0, -flags.length - 1), flags };
}

/** `if is_allowed(x):` where the function does nothing but such a test. */
function refineByFunction(test: Extract<Expression, { kind: 'call' }>, isTrue: boolean, frame: Frame): void {
  const { closures = [] } = evaluateCallee(test.callee, frame);
  for (const closure of closures) {
    const shown = shownBy(closure, isTrue, frame);
    for (const [at, { target }] of closure.code.parameters.entries()) {
      const argument = test.given[at]?.value;
      if (argument !== undefined && target.kind === 'name' && shown.refined.has(target.name)) clean(argument, frame);
    }
    if (shown.isConfirmed) frame.isConfirmed = true;
  }
}

const showsNothing: Shown = { refined: new Set(), isConfirmed: false };

/** What a function that does nothing but test shows where it gives back true, or false. */
function shownBy({ code, module, scope }: Closure, isTrue: boolean, frame: Frame): Shown {
  const { machine } = frame;
  const known = machine.shown[isTrue ? 'true' : 'false'];
  const before = known.get(code);
  if (before !== undefined) return before;
  // One that asks itself about a part of what it is given shows no more by that.
  known.set(code, showsNothing);
  const last = code.body.at(-1);
  if (last?.kind !== 'return' || last.value === undefined || code.body.length > 3 || !machine.descend())
    return showsNothing;
  const inner = { ...childFrame(frame, module, makeScope(scope)), isConfirmed: false };
  refine(last.value, isTrue, inner);
  machine.ascend();
  known.set(code, inner);
  return inner;
}

/** A pattern of everything that is no letter, digit or one of `_.-`: what is left without it is a name. `A-z` has more in it. */
const allButLetters =
  /^(?:\\W|\[\^(?:(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[wd])-?|\\[-.]|[\w.](?!-(?!\]))|-(?=\])|(?<=\^)-)+\])[+*]?$/;

/** Whether a call takes all out of a text but letters and the like: `text.replace(/[^\w-]/g, "")`, `re.sub(r"\W", "", text)`. */
export function keepsLetters({ name, paths: [path], receiver, given }: Call): boolean {
  const [first, second] = given.map(({ value }) => value);
  const isReplace = (name === 'replace' || name === 'replaceAll') && first?.paths[0] === 'RegExp()';
  const isMethod = name === 'sub' && receiver?.paths[0] === 're.compile()';
  if (!isReplace && !isMethod && path !== 're.sub') return false;
  const [pattern, instead] = isMethod ? [receiver, first] : [first, second];
  const { text, flags } = withoutFlags(pattern?.text ?? '');
  // Only the first, or the first few.
  const isPart = isReplace
    ? !flags.includes('g')
    : given.some((one) => one.name === 'count') || given.length > (isMethod ? 2 : 3);
  return !isPart && instead?.text !== undefined && !/[^\w.-]/.test(instead.text) && allButLetters.test(text);
}

/** Whether only such elements pass a filter as hold nothing of a model: `keys.filter((key) => known.includes(key))`. */
export function isCleaned({ name, paths: [path], given: [by] }: Call, frame: Frame): boolean {
  if (by === undefined || (name !== 'filter' && name !== 'find' && path !== 'filter')) return false;
  if (by.value.paths.some((one) => letterCalls.has(one.replace(/^str\./, '')))) return true;
  const { closures = [] } = by.value;
  return (
    closures.length > 0 &&
    closures.every((closure) => {
      const target = closure.code.parameters[0]?.target;
      return target?.kind === 'name' && shownBy(closure, true, frame).refined.has(target.name);
    })
  );
}

/** Without calling anything. */
const evaluateCallee = (callee: Expression, frame: Frame) =>
  callee.kind === 'name' || callee.kind === 'member' ? evaluate(callee, frame) : { ...nothing, closures: [] };

/** What further tests show is not kept: more is taken for what a model wrote then, not less. */
const mostRefined = 100;
const keyed = new Set<Expression['kind']>(['name', 'member', 'item', 'call']);

function clean(of: Expression, frame: Frame): void {
  const inner = withoutWrapping(of);
  if (keyed.has(inner.kind) && frame.refined.size < mostRefined)
    frame.refined = new Set([...frame.refined, sliceOf(frame, inner), sliceOf(frame, of)]);
}

/** `x.strip().lower() in names` speaks of x. */
function withoutWrapping(of: Expression): Expression {
  let at = of;
  while (
    at.kind === 'call' &&
    at.callee.kind === 'member' &&
    at.given.length === 0 &&
    /^(?:strip|lower|upper|casefold|trim|toLowerCase|toUpperCase)$/.test(at.callee.name)
  )
    at = at.callee.of;
  return at;
}

/** Whether a value is the answer of a person. */
function asksPerson(of: Expression, frame: Frame, by: RegExp): boolean {
  const at = of.kind === 'await' ? of.of : of;
  const inner = withoutWrapping(at);
  const bare = inner.kind === 'await' ? inner.of : inner;
  if (bare.kind === 'call') {
    const text = sliceOf(frame, bare.callee);
    return by.test(text);
  }
  if (bare.kind !== 'name' && bare.kind !== 'member') return false;
  return evaluate(bare, frame).paths.some((path) => /\(\)(?:\.\w+)?$/.test(path) && by.test(path));
}
