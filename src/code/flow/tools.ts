import { toolMakers } from '../../knowledge/code/cleaners.ts';
import type { Expression } from '../program.ts';
import type { Call } from './call.ts';
import { evaluate } from './interpreter.ts';
import type { Frame } from './machine.ts';
import type { Value } from './values.ts';

/** Functions that a model is given to call: what they are called with, it wrote. */
export function takeTools({ paths, given }: Call, frame: Frame): void {
  for (const { path: pattern, takes } of toolMakers) {
    if (takes === 'decorated' || !paths.some((path) => pattern.test(path))) continue;
    const named = takes.filter((take) => typeof take === 'string');
    for (const [at, { name, value }] of given.entries()) {
      if (takes.includes(name ?? at)) giveFunctions(value, frame);
      for (const take of named) giveFunctions(value.cell?.fields.get(take), frame);
    }
  }
}

function giveFunctions(value: Value | undefined, frame: Frame): void {
  for (const { code } of value?.closures ?? []) frame.machine.tools.set(code, 'a model');
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
    evaluate(one, frame).paths.some((path) =>
      toolMakers.some(({ path: pattern, takes }) => takes === 'decorated' && pattern.test(path)),
    ),
  );
