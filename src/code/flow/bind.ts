import type { Expression } from '../program.ts';
import { checkAssigned } from './check-sinks.ts';
import { bind, evaluate } from './interpreter.ts';
import { type Frame, findVar, putAside, sliceOf, stepAt } from './machine.ts';
import { memberOf } from './member.ts';
import { addRest, elementOf, goOn, join, nothing, type Scope, setField, taintIn, type Value } from './values.ts';

/**
 * Assigns to a name, a member, an item or a pattern of them.
 * @param declares the name belongs to this scope from here on
 */
export function assign(target: Expression, value: Value, frame: Frame, declares: boolean): void {
  switch (target.kind) {
    case 'name':
      bindName(target, value, frame, declares);
      return;
    case 'member':
      bindMember(target, target.name, value, frame);
      return;
    case 'item': {
      const { text } = evaluate(target.index, frame);
      bindMember(target, text, value, frame);
      return;
    }
    case 'list':
      bindList(target.items, value, frame, declares);
      return;
    case 'record':
      for (const { key, value: part } of target.fields)
        bind(part, key === undefined ? value : memberOf(value, key, frame, part), frame, declares);
      return;
    case 'assignment':
      bind(target.target, join(value, evaluate(target.value, frame)), frame, declares);
      return;
    case 'spread':
      bind(target.of, value, frame, declares);
      return;
    default:
      return;
  }
}

function bindList(items: readonly Expression[], value: Value, frame: Frame, declares: boolean): void {
  for (const [at, item] of items.entries()) {
    const place = item.kind === 'spread' ? undefined : value.cell?.fields.get(String(at));
    const part =
      item.kind === 'spread'
        ? value
        : place === undefined
          ? elementOf(value)
          : join(place, { ...nothing, taint: value.taint });
    bind(item, part, frame, declares);
  }
}

function bindName(target: Extract<Expression, { kind: 'name' }>, value: Value, frame: Frame, declares: boolean): void {
  const { name } = target;
  const held: Value =
    value.taint === undefined
      ? value
      : { ...value, taint: goOn(value.taint, stepAt(frame, target, `\`${name}\` holds it`)) };
  forget(name, frame);
  const { scope, module } = frame;
  if (declares && !scope.outer.has(name)) {
    scope.vars.set(name, held);
    return;
  }
  if (module.language === 'python' && !scope.outer.has(name)) {
    scope.vars.set(name, held);
    return;
  }
  const owner = ownerOf(name, scope.outer.has(name) ? scope.parent : scope) ?? module.scope;
  // Of another function, which may assign something else as well.
  if (owner === scope) owner.vars.set(name, held);
  else owner.vars.set(name, join(owner.vars.get(name) ?? nothing, held));
}

function ownerOf(name: string, scope: Scope | undefined): Scope | undefined {
  for (let at = scope; at !== undefined; at = at.parent) if (at.vars.has(name)) return at;
  return undefined;
}

/** What a test has shown of a name holds until it is assigned to. */
function forget(name: string, frame: Frame): void {
  if (frame.refined.size === 0) return;
  const kept = [...frame.refined].filter(
    (text) => text !== name && !(text.startsWith(name) && /^[.[]/.test(text.slice(name.length))),
  );
  if (kept.length < frame.refined.size) frame.refined = new Set(kept);
}

function bindMember(
  target: Extract<Expression, { kind: 'member' | 'item' }>,
  name: string | undefined,
  value: Value,
  frame: Frame,
): void {
  const of = evaluate(target.of, frame);
  const taint = taintIn(value);
  const words = `\`${sliceOf(frame, target).slice(0, 60)}\` holds it`;
  const held: Value =
    value.taint === undefined ? value : { ...value, taint: goOn(value.taint, stepAt(frame, target, words)) };
  if (taint !== undefined) checkAssigned(target, name ?? '', of, taint, frame);
  if (of.cell !== undefined) {
    if (name === undefined) addRest(of.cell, held);
    else setField(of.cell, name, held);
    return;
  }
  if (name !== undefined) for (const path of of.paths) putAside(`${path}.${name}`, held, frame);
  // A name that nothing is known of holds it from now on.
  if (
    taint !== undefined &&
    target.of.kind === 'name' &&
    findVar(frame.scope, target.of.name) !== undefined &&
    of.paths.length === 0
  )
    bindName(target.of, join(of, held), frame, false);
}
