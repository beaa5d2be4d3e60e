import type { ModelClient } from '../../knowledge/code/model-client.ts';
import type { Sink } from '../../knowledge/code/sink.ts';
import { rememberFor } from '../../text/remember.ts';
import type { Expression, FunctionCode, Program, Span, Statement } from '../program.ts';
import { clientsIn } from './clients.ts';
import { Names } from './names.ts';
import {
  type Closure,
  join,
  type ModuleState,
  type Narrowed,
  nothing,
  type Scope,
  type Step,
  type Taint,
  taintIn,
  takeLooked,
  type Value,
} from './values.ts';

/** A place where something that a model wrote is run. */
export interface Execution {
  readonly program: Program;
  /** The call. */
  readonly at: Span;
  /** As written: `subprocess.run`. */
  readonly name: string;
  readonly sink: Sink;
  readonly taint: Taint;
  /** What keeps it from the rest of the program, where something does. */
  readonly sandbox?: string | undefined;
  /** A person is asked first. */
  readonly isConfirmed: boolean;
  /** The call itself says how long it may take. */
  readonly hasTimeout: boolean;
  /** It runs with an environment of its own. */
  readonly hasOwnEnvironment: boolean;
}

/** A credential that a program reads, or has in its text. */
export interface Credential {
  readonly program: Program;
  readonly at: Span;
  /** For people: `OPENAI_API_KEY of the environment`. Never the credential itself. */
  readonly words: string;
}

/** Whether what follows a statement is reached. */
export type End = 'falls' | 'leaves';

/** The parts of the interpreter that call one another without end: each is a file of its own, and knows the others by this. */
export interface Interpreter {
  evaluate(expression: Expression, frame: Frame): Value;
  call(at: Extract<Expression, { kind: 'call' }>, frame: Frame): Value;
  bind(target: Expression, value: Value, frame: Frame, declares: boolean): void;
  run(statements: readonly Statement[], frame: Frame): End;
  invoke(closure: Closure, args: readonly Value[], named: ReadonlyMap<string, Value>, frame: Frame): Value;
  defineClass(statement: Extract<Statement, { kind: 'class' }>, frame: Frame): Value;
}

/** So many expressions are followed for each module: what goes beyond was not looked at, which is said. */
const budgetEach = 400_000;
/** Of them, so many that no other module can take away; what goes beyond comes from what all have together. */
const assuredEach = 40_000;
const budgetTogether = 6_000_000;

interface Account {
  readonly path: string;
  left: number;
}

/** Expressions and statements that stand inside one another: what lies deeper is not looked at, which is said. */
const maxDepth = 400;

/** What holds for all modules of one analysis. */
export class Machine {
  readonly executions = new Map<string, Execution>();
  readonly credentials = new Map<string, Credential>();
  /** What each program imports, by their paths. */
  readonly imports = new Map<string, Set<string>>();
  /** What was assigned to parts of what comes from elsewhere: `st.session_state.code`. */
  readonly store = new Map<string, Value>();
  /** What a model wrote into files, by what tells them; and the same by the program that writes them. */
  readonly files = new Map<string, Taint>();
  readonly filesOf = new Map<Program, Map<string, Taint>>();
  /** Programs that leave something behind which another round may find. */
  readonly keepers = new Set<string>();
  /** Functions that a model may call, and what a schema says of the arguments. */
  readonly tools = new Map<FunctionCode, Narrowed | undefined>();
  readonly memo = new Map<FunctionCode, Map<string, Value>>();
  readonly stack: FunctionCode[] = [];
  /** What functions that do nothing but test show where they give back true, and where false. */
  readonly shown = { true: new Map<FunctionCode, Shown>(), false: new Map<FunctionCode, Shown>() };
  /** How often a function was looked at far down in calls. */
  readonly far = new Map<FunctionCode, number>();
  readonly invoked = new Set<FunctionCode>();
  pending: Closure[] = [];
  /** Paths of programs of which something was not looked at. */
  readonly cut = new Set<string>();
  readonly #accounts = new Map<string, Account>();
  /** Of the program that began what is looked at now. */
  #account: Account = { path: '', left: 0 };
  #together = budgetTogether;
  #depth = 0;
  readonly #load: (from: ModuleState, name: string) => ModuleState | undefined;

  readonly interpreter: Interpreter;

  constructor(interpreter: Interpreter, load: (from: ModuleState, name: string) => ModuleState | undefined) {
    this.interpreter = interpreter;
    this.#load = load;
  }

  /** Whatever is looked at on the way is paid by the program that it begins in: it takes nothing from what others may cost. */
  charge(path: string, look: () => void): void {
    const before = { account: this.#account, depth: this.#depth, calls: this.stack.length };
    this.#account = this.#accounts.get(path) ?? { path, left: budgetEach };
    this.#accounts.set(path, this.#account);
    try {
      look();
    } catch (error) {
      // Where the stack of Node ends cannot be foreseen: what was found until then stays, and what is left is told.
      if (!(error instanceof RangeError)) throw error;
      this.noteCut();
      this.#depth = before.depth;
      this.stack.length = before.calls;
    }
    this.#account = before.account;
  }

  /** Work as much as that of some expressions; false where there was too much. */
  spend(expressions = 1): boolean {
    const account = this.#account;
    const cost = expressions + takeLooked() / 16;
    account.left -= cost;
    const isAssured = account.left > budgetEach - assuredEach;
    if (!isAssured) this.#together -= cost;
    if (isAssured || (account.left > 0 && this.#together > 0)) return true;
    this.noteCut();
    return false;
  }

  /** Something is not looked at. */
  noteCut(): void {
    this.cut.add(this.#account.path);
  }

  /** Goes into something that may stand inside of itself; false where that is too deep. What goes in comes out by `ascend`. */
  descend(): boolean {
    if (this.#depth >= maxDepth) {
      this.noteCut();
      return false;
    }
    this.#depth += 1;
    return true;
  }

  ascend(): void {
    this.#depth -= 1;
  }

  module(from: ModuleState, name: string): ModuleState | undefined {
    const module = this.#load(from, name);
    const { path } = from.program;
    if (module !== undefined) this.imports.set(path, (this.imports.get(path) ?? new Set()).add(module.program.path));
    return module;
  }
}

/** What a test shows. */
export interface Shown {
  /** Expressions, as written, that hold nothing that a model wrote. */
  readonly refined: ReadonlySet<string>;
  /** A person agreed. */
  readonly isConfirmed: boolean;
}

/** Where evaluation is: one call of a function, or the text of a module. */
export interface Frame {
  readonly machine: Machine;
  readonly module: ModuleState;
  readonly scope: Scope;
  /** What the function gives back so far. */
  returns: Value;
  /** Expressions, as written, of which tests have shown that they hold nothing that a model wrote. */
  refined: ReadonlySet<string>;
  isConfirmed: boolean;
}

const used = new WeakMap<Program, { readonly made: readonly ModelClient[] }>();

export const clientsOf = ({ program }: ModuleState): readonly ModelClient[] =>
  rememberFor(used, program, () => clientsIn(program.text));

export const stepAt = ({ module }: Frame, { start, end }: Span, words: string): Step => ({
  program: module.program,
  start,
  end,
  words,
});

export const sliceOf = ({ module }: Frame, { start, end }: Span): string =>
  module.program.text.slice(start, Math.min(end, start + 200));

/** Most functions name none of the scopes around, and test nothing: one empty set is enough for all. */
const none: ReadonlySet<string> = new Set();

export const makeScope = (parent: Scope | undefined): Scope => ({ vars: new Names(), parent, outer: none });

export function findVar(scope: Scope | undefined, name: string): Value | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    const value = at.vars.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export const childFrame = (frame: Frame, module: ModuleState, scope: Scope): Frame => ({
  machine: frame.machine,
  module,
  scope,
  returns: nothing,
  refined: none,
  isConfirmed: frame.isConfirmed,
});

export function closureOf(code: Closure['code'], frame: Frame): Value {
  const closure: Closure = { code, scope: frame.scope, module: frame.module };
  frame.machine.pending.push(closure);
  return { ...nothing, closures: [closure] };
}

const mostStored = 5_000;

/** Keeps what is assigned to a part of what comes from elsewhere, under its path. */
export function putAside(path: string, value: Value, { machine: { store, keepers }, module }: Frame): void {
  if (store.size >= mostStored) return;
  const before = store.get(path);
  store.set(path, before === undefined ? value : join(before, value));
  if (taintIn(value) !== undefined) keepers.add(module.program.path);
}
