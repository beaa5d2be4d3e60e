import { plainFields } from '../../knowledge/code/model-clients.ts';
import type { Expression } from '../program.ts';
import { noteCredential } from './credentials.ts';
import { exportedBy } from './imports.ts';
import { invoke } from './interpreter.ts';
import { derivedMethods, fieldOf, lineOf, methodOf } from './lineage.ts';
import type { Frame } from './machine.ts';
import { partOf } from './paths.ts';
import {
  type Cell,
  type ClassValue,
  type Closure,
  elementOf,
  join,
  lower,
  nothing,
  tainted,
  taintIn,
  type Value,
} from './values.ts';

const namesText = new Set(['href', 'pathname']);
const namesFile = new Set(['name', 'path', 'loader', ...namesText]);

/** A member, by its name or by a constant key. */
export function memberOf(of: Value, name: string, frame: Frame, at: Expression): Value {
  const paths = of.paths.map((path) => partOf(path, name)).filter((path) => path !== undefined);
  let value: Value = { ...nothing, paths };
  // `(async () => {}).constructor` makes functions of text; that of an object makes others of its kind.
  if (name === 'constructor' && of.closures !== undefined) value = { ...value, paths: ['Function'] };
  if (of.client !== undefined) value = { ...value, client: { of: of.client.of, tail: `${of.client.tail}.${name}` } };
  const by = of.narrowed?.get(name);
  if (of.taint !== undefined && !plainFields.has(name) && by !== '')
    value = { ...value, taint: by === undefined ? of.taint : lower(of.taint, [by]), narrowed: of.narrowed };
  if (of.file !== undefined && namesFile.has(name)) value = { ...value, file: of.file };
  if (of.text !== undefined && namesText.has(name)) value = { ...value, text: of.text };
  for (const path of paths) {
    const stored = frame.machine.store.get(path);
    if (stored !== undefined) value = join(value, stored);
  }
  if (paths.length > 0) noteCredential(at, frame, paths);
  const held = readGetter(heldMember(of, name), frame);
  return held === undefined
    ? value
    : join({ ...value, paths: value.paths.length > 0 ? value.paths : held.paths }, held);
}

/** A part whose name is not known: `getattr(tools, name)`, `tools[name]`; any function of a module or an object may be meant. */
export function anyMemberOf(of: Value, { machine }: Frame): Value {
  const { cell, module } = of;
  const methods = cell?.made === undefined ? [] : namesOf(cell.made).flatMap((name) => heldMember(of, name) ?? []);
  const names =
    module === undefined
      ? []
      : [...module.exports.values(), ...(module.language === 'python' ? module.scope.vars.values() : [])];
  machine.spend((methods.length + names.length) / 8);
  const closures = [...methods, ...names].flatMap((one) => one.closures ?? []);
  const element = elementOf(of);
  return closures.length === 0 ? element : join(element, { ...nothing, closures: closures.slice(0, mostAny) });
}

/** So many functions may be meant. */
const mostAny = 64;

const namesOf = (made: ClassValue): readonly string[] =>
  [...new Set(lineOf(made).flatMap(({ methods }) => [...methods.keys()]))].filter(
    (name) => !/^(?:__\w+__|constructor)$/.test(name),
  );

/** What is called where it is read. */
function readGetter(held: Value | undefined, frame: Frame): Value | undefined {
  const getters = held?.closures?.filter(({ code }) => code.isGetter === true) ?? [];
  if (held === undefined || getters.length === 0) return held;
  return getters.reduce<Value>((value, closure) => join(value, invoke(closure, [], new Map(), frame)), {
    ...held,
    closures: undefined,
  });
}

/** What the program itself put there: a field, a method, an export. */
function heldMember({ cell, type, module }: Value, name: string): Value | undefined {
  const exported = module === undefined ? undefined : exportedBy(module, name);
  if (exported !== undefined) return exported;
  if (cell !== undefined) return heldByCell(cell, name);
  const method = type === undefined ? undefined : methodOf(type, name);
  if (method !== undefined) return { ...nothing, closures: [method] };
  return type === undefined ? undefined : fieldOf(type.instance, name);
}

function heldByCell(cell: Cell, name: string): Value | undefined {
  const field = fieldOf(cell, name);
  const methods = cell.made === undefined ? [] : methodsOf(cell.made, name);
  const bound: Value | undefined = methods.length === 0 ? undefined : { ...nothing, closures: methods };
  if (field !== undefined) return bound === undefined ? field : join(field, bound);
  return bound ?? (cell.rest === nothing ? undefined : tainted(taintIn(cell.rest)));
}

/** A method of an instance; what a class leaves to those that are derived from it, any of them may do. */
function methodsOf(made: ClassValue, name: string): readonly Closure[] {
  const own = methodOf(made, name);
  const bound = own === undefined ? [] : [{ ...own, self: { ...nothing, cell: made.instance } }];
  return own === undefined || isLeft(own) ? [...bound, ...derivedMethods(made, name)] : bound;
}

/** It does nothing but to refuse: `...`, `raise NotImplementedError`. */
const isLeft = ({ code: { body } }: Closure): boolean =>
  body.every(
    (one) =>
      one.kind === 'leave' ||
      (one.kind === 'expression' && (one.value.kind === 'text' || one.value.kind === 'constant')),
  );

/** An instance of a class with `__call__` is called like a function. */
export function callableOf(callee: Value): Value {
  const made = callee.closures === undefined ? callee.cell?.made : undefined;
  const method = made && methodOf(made, '__call__');
  return method === undefined
    ? callee
    : { ...callee, closures: [{ ...method, self: { ...nothing, cell: callee.cell } }] };
}
