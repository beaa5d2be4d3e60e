import type { Call } from './call.ts';
import { feed } from './handed.ts';
import { type Frame, putAside } from './machine.ts';
import { matcher } from './paths.ts';
import { addRest, elementOf, makeCell, nothing, taintIn, type Value } from './values.ts';

const listens = matcher(/^(?:on|once|addListener|prependListener)$/);
const isComponent = matcher(/^gradio\.(?:components\.)?[A-Z]\w*$/);

/** What is handed on by the name of an event, and between the components of a page. */
export function handEvents(made: Call, frame: Frame): void {
  if (made.receiver === undefined) return;
  if (frame.module.language === 'javascript') handByName(made, frame);
  else if (made.given.some(({ value }) => value.closures !== undefined)) runEvent(made, frame);
}

/** `bus.on("code", f)`, and `bus.emit("code", x)` anywhere in the same program. */
function handByName({ name, given: [event, ...others], at }: Call, frame: Frame): void {
  if (event?.value.text === undefined) return;
  const key = `event ${frame.module.program.path} ${event.value.text}`;
  const sent = listens(name) ? frame.machine.store.get(key) : undefined;
  for (const { value } of others) {
    if (name === 'emit' && taintIn(value) !== undefined) putAside(key, value, frame);
    if (sent !== undefined) feed(value, [sent], at, frame);
  }
}

/** `button.click(f, inputs, outputs)` of Gradio: what a function gives back stands in a component, of which others are given it. */
function runEvent({ given, at }: Call, frame: Frame): void {
  const option = (place: number, name: string): Value | undefined =>
    (given.find((one) => one.name === name) ?? given.filter((one) => one.name === undefined)[place])?.value;
  const [called, inputs, outputs] = [option(0, 'fn'), option(1, 'inputs'), option(2, 'outputs')];
  const components = [...componentsIn(inputs), ...componentsIn(outputs)];
  if (called === undefined || components.length === 0) return;
  const back = feed(called, componentsIn(inputs).map(elementOf), at, frame);
  const taint = taintIn(back);
  if (taint === undefined) return;
  for (const { cell } of componentsIn(outputs)) if (cell !== undefined) addRest(cell, { ...nothing, taint });
  frame.machine.keepers.add(frame.module.program.path);
}

/** One component, or those of a list. */
const componentsIn = (value: Value | undefined): readonly Value[] =>
  value === undefined
    ? []
    : value.paths.some(isMade)
      ? [value]
      : [...(value.cell?.fields.values() ?? [])].filter(({ paths }) => paths.some(isMade));
const isMade = matcher(/^gradio\.(?:components\.)?[A-Z]\w*\(\)$/);

/** A component is the same one each time that its program runs. */
export function makeComponent(
  { paths: [path = ''], at }: Call,
  { machine: { store }, module }: Frame,
): Value | undefined {
  if (!isComponent(path)) return undefined;
  const key = `component ${module.program.path}:${at.start}`;
  const made = store.get(key) ?? { ...nothing, paths: [`${path}()`], cell: makeCell() };
  store.set(key, made);
  return made;
}
