import type { Call } from './call.ts';
import { type Frame, putAside } from './machine.ts';
import { memberOf } from './member.ts';
import { matcher } from './paths.ts';
import { addRest, elementOf, join, setField, type Value } from './values.ts';

const takesOut = matcher(/^(?:get|getItem|pop|at|setdefault|shift|popleft|peek|values|items|copy|get_nowait)$/);
const putsAside = matcher(/^(?:set|setItem|put|__setitem__|setdefault)$/);
const putsIn = matcher(
  /^(?:append|extend|insert|add|push|unshift|appendleft|put|put_nowait|update|set|setdefault|write|concat|splice|enqueue)$/,
);

/** What is taken out of something that holds several, by its key: `kept.get("code")`. The key does not go on in it. */
export function lookUp({ at, name, given }: Call, receiver: Value, frame: Frame): Value | undefined {
  if (!takesOut(name) || receiver.client !== undefined || receiver.taint !== undefined) return undefined;
  const [key, preset] = given.map(({ value }) => value);
  if (receiver.cell === undefined) {
    const known = key?.text === undefined ? undefined : memberOf(receiver, key.text, frame, at);
    return known?.taint === undefined && known?.cell === undefined ? undefined : known;
  }
  if (name === 'setdefault' && preset !== undefined) addRest(receiver.cell, preset);
  const field = key?.text === undefined ? undefined : receiver.cell.fields.get(key.text);
  const held = field ?? elementOf(receiver);
  return preset === undefined
    ? held
    : preset.cell !== undefined && name === 'setdefault'
      ? join(preset, held)
      : join(held, preset);
}

/** `list.append(x)`, `map.set(key, x)`; and of what comes from elsewhere `session.set("code", x)`. */
export function keep(receiver: Value, name: string, values: readonly Value[], frame: Frame): void {
  const [first, second] = values;
  if (receiver.cell === undefined && putsAside(name) && first?.text !== undefined && second !== undefined) {
    for (const path of receiver.paths) putAside(`${path}.${first.text}`, second, frame);
    return;
  }
  if (receiver.cell === undefined || !putsIn(name)) return;
  if (name === 'set' && first?.text !== undefined && second !== undefined) {
    setField(receiver.cell, first.text, second);
    return;
  }
  for (const value of values) {
    if (value.cell !== undefined && (name === 'extend' || name === 'update')) addRest(receiver.cell, elementOf(value));
    else addRest(receiver.cell, value);
  }
}
