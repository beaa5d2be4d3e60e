import { toolFrameworks, toolLists, toolMakers } from '../../knowledge/code/cleaners.ts';
import type { FunctionCode } from '../program.ts';
import type { Call } from './call.ts';
import { evaluate } from './interpreter.ts';
import type { Frame } from './machine.ts';
import { fact, matcher } from './paths.ts';
import { narrowedBy } from './schemas.ts';
import type { Narrowed, Value } from './values.ts';

/** What makes tools at a path: most make none, and the same paths come again and again. */
const makersAt = fact((path) => toolMakers.filter((one) => one.path.test(path)));
const isFrameworks = matcher(toolFrameworks);
const takesList = matcher(toolLists);

/** Functions that a model is given to call: what they are called with, it wrote. */
export function takeTools({ paths, given }: Call, frame: Frame): void {
  if (given.length === 0) return;
  for (const path of paths) {
    for (const maker of makersAt(path)) take(maker, given, frame);
    if (isFrameworks(path)) takeLists(path, given, frame);
  }
}

function take({ takes, of }: (typeof toolMakers)[number], given: Call['given'], frame: Frame): void {
  const first = given[0]?.value;
  if (of !== undefined && ![first?.text ?? '', ...(first?.paths ?? [])].some((one) => of.test(one))) return;
  const places = takes === 'decorated' ? [0] : takes;
  const named = places.filter((one) => typeof one === 'string');
  const narrowed = narrowedBy({ given }, frame);
  for (const [at, { name, value }] of given.entries()) {
    if (places.includes(name ?? at)) giveFunctions(value, frame, narrowed);
    for (const one of named) giveFunctions(value.cell?.fields.get(one), frame, narrowed);
  }
}

/** `tools=[f]`, and lists by their place. */
function takeLists(path: string, given: Call['given'], frame: Frame): void {
  for (const { name, value } of given) {
    const isTools = name === 'tools' || (name === undefined && takesList(path) && value.closures === undefined);
    if (isTools) giveTools(value, frame);
    const inOptions = value.cell?.fields.get('tools');
    if (inOptions !== undefined) giveTools(inOptions, frame);
  }
}

function giveFunctions(value: Value | undefined, { machine }: Frame, narrowed?: Narrowed): void {
  for (const closure of value?.closures ?? []) {
    if (machine.tools.has(closure.code)) continue;
    machine.tools.set(closure.code, narrowed);
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

/** What stands above a function may hand it to a model. */
export function giveDecorated(code: FunctionCode, frame: Frame): void {
  const makers = code.decorators.filter((one) =>
    evaluate(one, frame).paths.some((path) => makersAt(path).some(({ takes }) => takes === 'decorated')),
  );
  if (makers.length === 0) return;
  const given = makers.flatMap((one) => (one.kind === 'call' ? one.given : []));
  const evaluated = given.map(({ name, value }) => ({ name, value: evaluate(value, frame), of: value }));
  frame.machine.tools.set(code, narrowedBy({ given: evaluated }, frame));
}
