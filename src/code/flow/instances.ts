import type { Call } from './call.ts';
import { invoke } from './interpreter.ts';
import { methodOf } from './lineage.ts';
import { type Frame, findVar } from './machine.ts';
import { isEnumeration } from './schemas.ts';
import { addRest, type ClassValue, nothing, setField, taintIn, type Value } from './values.ts';

/** All instances of a class are one. */
export function instantiate(
  type: ClassValue,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
  frame: Frame,
): Value {
  // Of an enumeration there is nothing but what it lists.
  if (isEnumeration(type)) return nothing;
  const self: Value = {
    ...nothing,
    paths: type.bases.flatMap(({ paths }) => paths.map((path) => `${path}()`)).slice(0, 2),
    cell: type.instance,
  };
  const makes = methodOf(type, '__init__') ?? methodOf(type, 'constructor') ?? methodOf(type, '__post_init__');
  if (makes !== undefined) invoke({ ...makes, self }, args, named, frame);
  else {
    // A record (`@dataclass`, a model of pydantic) keeps what it is given by name.
    for (const [name, value] of named) setField(type.instance, name, value);
    for (const value of args) if (taintIn(value) !== undefined) addRest(type.instance, value);
  }
  return self;
}

/** What a method has of the classes that its own is derived from: `super` of JavaScript, what Python's `super()` gives. */
export function superOf({ scope }: Frame): Value {
  const value: Value = { ...nothing, paths: ['super'] };
  const type = findVar(scope, 'super')?.type;
  const instance = findVar(scope, 'this')?.cell;
  if (type === undefined || instance === undefined) return value;
  const made: ClassValue = { ...type, methods: new Map(), instance };
  return { ...value, cell: { fields: instance.fields, rest: instance.rest, made } };
}

/** `super(x)` makes what the class above makes, `super()` of Python is only a way to it. */
export function callSuper({ callee, given }: Call, frame: Frame): Value {
  const made = callee.cell?.made;
  const makes = made === undefined || frame.module.language === 'python' ? undefined : methodOf(made, 'constructor');
  if (makes === undefined || made === undefined) return { ...callee, paths: ['super()'] };
  const args = given.map(({ value }) => value);
  return invoke({ ...makes, self: { ...nothing, cell: made.instance } }, args, new Map(), frame);
}
