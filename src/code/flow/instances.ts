import { invoke } from './interpreter.ts';
import type { Frame } from './machine.ts';
import { methodOf } from './member.ts';
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
  const makes = methodOf(type, '__init__', 0) ?? methodOf(type, 'constructor', 0) ?? methodOf(type, '__post_init__', 0);
  if (makes !== undefined) invoke({ ...makes, self }, args, named, frame);
  else {
    // A record (`@dataclass`, a model of pydantic) keeps what it is given by name.
    for (const [name, value] of named) setField(type.instance, name, value);
    for (const value of args) if (taintIn(value) !== undefined) addRest(type.instance, value);
  }
  return self;
}
