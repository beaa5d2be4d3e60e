import type { ModelClient } from '../../knowledge/code/model-client.ts';
import type { FunctionCode, Program, Span, Statement } from '../program.ts';
import type { Names } from './names.ts';

/** A place on the way of what a model wrote, with what happens there. */
export interface Step extends Span {
  readonly program: Program;
  readonly words: string;
}

/** What a model wrote, and the way it took: the last step first. */
export interface Taint {
  readonly source: Step;
  /** For people: `OpenAI`. */
  readonly client: string;
  readonly way: Way | undefined;
  /** What was done to it that makes it less likely to do harm. */
  readonly lowered: readonly string[];
}

interface Way {
  readonly step: Step;
  readonly before: Way | undefined;
  readonly length: number;
}

const longestWay = 24;

export function goOn(taint: Taint, step: Step): Taint {
  const { way } = taint;
  if (way !== undefined && (way.length >= longestWay || isSame(way.step, step))) return taint;
  return { ...taint, way: { step, before: way, length: (way?.length ?? 0) + 1 } };
}

/** The same, with what makes it less likely to do harm. */
export function lower(taint: Taint, ways: readonly string[]): Taint {
  const added = ways.filter((one) => !taint.lowered.includes(one));
  return added.length === 0 ? taint : { ...taint, lowered: [...taint.lowered, ...added] };
}

const isSame = (a: Step, b: Step): boolean => a.program === b.program && a.start === b.start && a.end === b.end;

/** From the source to what came last. */
export function stepsOf({ source, way }: Taint): readonly Step[] {
  const steps: Step[] = [];
  for (let at = way; at !== undefined; at = at.before) steps.push(at.step);
  return [source, ...steps.reverse()];
}

/** Something with fields that change: an object, a record, a list, the instances of a class. */
export interface Cell {
  readonly fields: Map<string, Value>;
  /** What may be at any place of it. */
  rest: Value;
  /** The class that it is an instance of. */
  made?: ClassValue;
}

export interface ClassValue {
  readonly name: string;
  readonly methods: Map<string, Closure>;
  readonly bases: readonly Value[];
  /** Those that are derived from it. */
  readonly derived: Set<ClassValue>;
  /** All instances are one: what one of them holds, any may. */
  readonly instance: Cell;
  readonly statement: Extract<Statement, { kind: 'class' }>;
}

export interface Closure {
  readonly code: FunctionCode;
  readonly scope: Scope;
  readonly module: ModuleState;
  readonly self?: Value;
}

export interface Scope {
  readonly vars: Names<Value>;
  readonly parent: Scope | undefined;
  /** Names that are those of the scope around. */
  outer: ReadonlySet<string>;
}

export interface ModuleState {
  readonly program: Program;
  readonly language: 'python' | 'javascript';
  readonly scope: Scope;
  readonly exports: Map<string, Value>;
  /** Paths of everything that is called in it. */
  readonly called: Set<string>;
}

/** What a field of what a model wrote was held against; empty where none of its text is left, as in a number. */
export type Narrowed = ReadonlyMap<string, string>;

/** What an expression may be. Nothing is known where all are empty. */
export interface Value {
  /** By where it comes from: `openai.OpenAI().chat`. */
  readonly paths: readonly string[];
  readonly taint: Taint | undefined;
  /** Its text, as far as it is known: what is put in is left out. */
  readonly text: string | undefined;
  readonly client: { readonly of: ModelClient; readonly tail: string } | undefined;
  readonly closures: readonly Closure[] | undefined;
  readonly cell: Cell | undefined;
  readonly type: ClassValue | undefined;
  readonly module: ModuleState | undefined;
  /** Fields of what a model wrote that a schema narrows. */
  readonly narrowed: Narrowed | undefined;
  /** What it is called with is put there: the second of what `useState` gives. */
  readonly sets: Cell | undefined;
  /** Where a tool was made that runs what a model writes. */
  readonly born: Step | undefined;
  /** A file that somebody may write to, and what was written. */
  readonly file: { readonly key: string } | undefined;
}

/** All values have the same fields in the same order, by which engines read them several times faster: others begin with this. */
export const nothing: Value = {
  paths: [],
  taint: undefined,
  text: undefined,
  client: undefined,
  closures: undefined,
  cell: undefined,
  type: undefined,
  module: undefined,
  narrowed: undefined,
  sets: undefined,
  born: undefined,
  file: undefined,
};

/** As much of a text as tells files and addresses apart. */
const longestText = 2_000;

/** Texts put together, as far as they are known. */
export function joinTexts(texts: readonly (string | undefined)[], between = ''): string {
  let all = '';
  for (const text of texts) {
    if (text === undefined || text === '') continue;
    all += all === '' ? text.slice(0, longestText) : between + text.slice(0, longestText);
    if (all.length >= longestText) return all.slice(0, longestText);
  }
  return all;
}

const mostPaths = 4;
/** Agents choose among dozens of tools. */
const mostClosures = 64;

export function join(a: Value, b: Value): Value {
  if (a === b || b === nothing) return a;
  if (a === nothing) return b;
  const paths = a.paths.length === 0 ? b.paths : b.paths.length === 0 ? a.paths : unite(a.paths, b.paths, mostPaths);
  const closures =
    a.closures === undefined
      ? b.closures
      : b.closures === undefined
        ? a.closures
        : unite(a.closures, b.closures, mostClosures);
  return {
    paths,
    taint: a.taint ?? b.taint,
    text: a.text ?? b.text,
    client: a.client ?? b.client,
    closures,
    cell: joinCells(a.cell, b.cell),
    type: a.type ?? b.type,
    module: a.module ?? b.module,
    narrowed: a.taint === undefined ? b.narrowed : a.narrowed,
    sets: a.sets ?? b.sets,
    born: a.born ?? b.born,
    file: a.file ?? b.file,
  };
}

function unite<T>(a: readonly T[], b: readonly T[], most: number): readonly T[] {
  const added = b.filter((one) => !a.includes(one));
  return added.length === 0 ? a : [...a, ...added].slice(0, most);
}

/** Two that may stand for one another are taken for one from then on. */
function joinCells(a: Cell | undefined, b: Cell | undefined): Cell | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  if (a.made !== undefined || b.made !== undefined) return a.made === undefined ? b : a;
  const joined: Cell = { fields: new Map(a.fields), rest: a.rest };
  for (const [key, value] of b.fields) setField(joined, key, value);
  // A cell that is in itself would be joined with itself without end.
  if (b.rest.cell !== joined) joined.rest = shallowJoin(a.rest, b.rest);
  return joined;
}

/** Two cells become one that holds what both do: the first, so that whoever has it sees it. */
function shallowJoin(a: Value, b: Value, depth = 0): Value {
  if (a.cell === undefined || b.cell === undefined || a.cell === b.cell) return join(a, b);
  const [into, from] = b.cell.made !== undefined && a.cell.made === undefined ? [b.cell, a.cell] : [a.cell, b.cell];
  if (depth < deepestJoin) absorb(into, from, depth + 1);
  return { ...join({ ...a, cell: undefined }, { ...b, cell: undefined }), cell: into };
}

const deepestJoin = 3;

function absorb(into: Cell, from: Cell, depth: number): void {
  looked += from.fields.size;
  for (const [key, value] of from.fields) {
    const before = into.fields.get(key);
    if (before === undefined && into.fields.size >= mostFields) continue;
    into.fields.set(key, before === undefined ? value : shallowJoin(before, value, depth));
  }
  if (from.rest !== nothing && from.rest.cell !== into)
    into.rest = into.rest === nothing ? from.rest : shallowJoin(into.rest, from.rest, depth);
}

/** More than that are not told apart. */
const mostFields = 200;
let looked = 0;

/** How many fields were looked through since this was asked last: of cells that hold one another they are many. */
export function takeLooked(): number {
  const count = looked;
  looked = 0;
  return count;
}

/** What a field may hold besides what it held. */
export function setField(cell: Cell, key: string, value: Value): void {
  const before = cell.fields.get(key);
  if (before === undefined && cell.fields.size >= mostFields) addRest(cell, value);
  else cell.fields.set(key, before === undefined ? value : shallowJoin(before, value));
}

export function addRest(cell: Cell, value: Value): void {
  if (value.cell !== cell) cell.rest = cell.rest === nothing ? value : shallowJoin(cell.rest, value);
}

export const makeCell = (): Cell => ({ fields: new Map(), rest: nothing });

/** All that a cell holds, in one value; the model's text first. */
export function contentOf({ fields, rest }: Cell): Value {
  let all = rest;
  looked += fields.size;
  for (const value of fields.values()) {
    if (all.taint !== undefined && all.closures !== undefined) break;
    all = all === nothing ? value : shallowJoin(all, value);
  }
  return all;
}

/** What a model wrote that is somewhere in a value: in it, or in what it holds. */
export function taintIn(value: Value, depth = 3): Taint | undefined {
  if (value.taint !== undefined || value.cell === undefined || depth === 0) return value.taint;
  const { fields, rest } = value.cell;
  looked += fields.size;
  const first = taintIn(rest, depth - 1);
  if (first !== undefined) return first;
  for (const one of fields.values()) {
    const found = taintIn(one, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const tainted = (taint: Taint | undefined): Value => (taint === undefined ? nothing : { ...nothing, taint });

/** Any part of what holds several. */
export function elementOf(of: Value): Value {
  const { paths, taint, cell, client } = of;
  const parts: Value = { ...nothing, paths: paths.map((path) => (path.endsWith('[]') ? path : `${path}[]`)), taint };
  const held = cell === undefined ? parts : join(contentOf(cell), { ...nothing, taint });
  return client === undefined ? held : { ...held, client };
}

/** A list of such. */
export function listOf(element: Value): Value {
  if (element === nothing) return nothing;
  const cell = makeCell();
  addRest(cell, element);
  return { ...nothing, cell };
}
