import { toolMakers } from '../../knowledge/code/cleaners.ts';
import type { Expression } from '../program.ts';
import type { Call } from './call.ts';
import { evaluate } from './interpreter.ts';
import type { Frame } from './machine.ts';
import { fact } from './paths.ts';
import type { Value } from './values.ts';

/** What makes tools at a path: most make none, and the same paths come again and again. */
const makersAt = fact((path) => toolMakers.filter((one) => one.path.test(path)));

/** Functions that a model is given to call: what they are called with, it wrote. */
export function takeTools({ paths, given }: Call, frame: Frame): void {
  if (given.length === 0) return;
  for (const path of paths) for (const { takes } of makersAt(path)) take(takes, given, frame);
}

function take(takes: (typeof toolMakers)[number]['takes'], given: Call['given'], frame: Frame): void {
  if (takes === 'decorated') return;
  const named = takes.filter((one) => typeof one === 'string');
  for (const [at, { name, value }] of given.entries()) {
    if (takes.includes(name ?? at)) giveFunctions(value, frame);
    for (const one of named) giveFunctions(value.cell?.fields.get(one), frame);
  }
}

function giveFunctions(value: Value | undefined, { machine }: Frame): void {
  for (const closure of value?.closures ?? []) {
    if (machine.tools.has(closure.code)) continue;
    machine.tools.set(closure.code, 'a model');
    // It may have been looked at already, as a function that anybody calls.
    machine.pending.push(closure);
  }
}

/** Functions somewhere in what a model is given. */
export function giveTools(value: Value, frame: Frame, depth = 5): void {
  if (depth === 0) return;
  giveFunctions(value, frame);
  if (value.cell === undefined || value.cell.made !== undefined) return;
  for (const one of [...value.cell.fields.values(), value.cell.rest]) giveTools(one, frame, depth - 1);
}

/** Whether what stands above a function hands it to a model. */
export const isTool = (decorators: readonly Expression[], frame: Frame): boolean =>
  decorators.some((one) =>
    evaluate(one, frame).paths.some((path) => makersAt(path).some(({ takes }) => takes === 'decorated')),
  );
