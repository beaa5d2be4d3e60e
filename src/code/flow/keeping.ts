import type { Call } from './call.ts';
import { type Frame, putAside } from './machine.ts';
import { memberOf } from './member.ts';
import { matcher } from './paths.ts';
import { addRest, type Cell, elementOf, join, listOf, setField, taintIn, type Value } from './values.ts';

const takesOut = matcher(/^(?:get|getItem|pop|at|setdefault|shift|popleft|peek|values|items|copy|get_nowait)$/);
/** `tools.find((one) => one.name === name)`; `find` of a text gives a number. */
export const findsOne = ({ name, given }: Call): boolean =>
  (name === 'find' || name === 'findLast') && given[0]?.value.closures !== undefined;
const putsAside = matcher(/^(?:set|setItem|put|__setitem__|setdefault)$/);
const putsIn = matcher(
  /^(?:append|extend|insert|add|push|unshift|appendleft|put|put_nowait|update|set|setdefault|write|concat|splice|enqueue)$/,
);

const appends = matcher(/^(?:append|extend|push|unshift)$/);
/** A part of something that has a name of its own, not what a call gave. */
const isPart = matcher(/^\w[\w$]*\.[\w$.]+$/);

/** What is taken out of something that holds several, by its key: `kept.get("code")`. The key does not go on in it. */
export function lookUp(made: Call, receiver: Value, frame: Frame): Value | undefined {
  if (receiver.client !== undefined || receiver.taint !== undefined) return undefined;
  if (findsOne(made)) return receiver.cell === undefined ? undefined : elementOf(receiver);
  if (!takesOut(made.name)) return undefined;
  return receiver.cell === undefined
    ? takeFromElsewhere(made, receiver, frame)
    : takeFrom(receiver.cell, made, receiver);
}

function takeFromElsewhere({ at, name, given }: Call, receiver: Value, frame: Frame): Value | undefined {
  const [key, preset] = given.map(({ value }) => value);
  if (key?.text === undefined) return undefined;
  if (name === 'setdefault' && preset !== undefined) putAll(receiver, `.${key.text}`, preset, frame);
  const known = memberOf(receiver, key.text, frame, at);
  return known.taint === undefined && known.cell === undefined ? undefined : known;
}

function takeFrom(cell: Cell, { name, given }: Call, receiver: Value): Value {
  const [key, preset] = given.map(({ value }) => value);
  if (name === 'setdefault' && preset !== undefined) addRest(cell, preset);
  const field = key?.text === undefined ? undefined : cell.fields.get(key.text);
  const held = field ?? elementOf(receiver);
  if (preset === undefined) return held;
  return preset.cell !== undefined && name === 'setdefault' ? join(preset, held) : join(held, preset);
}

function putAll({ paths }: Value, part: string, value: Value, frame: Frame): void {
  for (const path of paths) putAside(`${path}${part}`, value, frame);
}

/** In what comes from elsewhere: `session.set("code", x)`, `st.session_state.messages.append(x)`. */
function keepElsewhere(receiver: Value, name: string, values: readonly Value[], frame: Frame): void {
  const [first, second] = values;
  if (putsAside(name) && first?.text !== undefined && second !== undefined)
    putAll(receiver, `.${first.text}`, second, frame);
  else if (appends(name) && receiver.paths.every(isPart))
    for (const value of values) if (taintIn(value) !== undefined) putAll(receiver, '', listOf(value), frame);
}

/** `list.append(x)`, `map.set(key, x)`. */
export function keep(receiver: Value, name: string, values: readonly Value[], frame: Frame): void {
  const [first, second] = values;
  if (receiver.cell === undefined) {
    keepElsewhere(receiver, name, values, frame);
    return;
  }
  if (!putsIn(name)) return;
  if (name === 'set' && first?.text !== undefined && second !== undefined) {
    setField(receiver.cell, first.text, second);
    return;
  }
  for (const value of values) {
    if (value.cell !== undefined && (name === 'extend' || name === 'update')) addRest(receiver.cell, elementOf(value));
    else addRest(receiver.cell, value);
  }
}
