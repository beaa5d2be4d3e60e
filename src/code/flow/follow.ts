import { limitCalls } from '../../knowledge/code/cleaners.ts';
import type { Program } from '../program.ts';
import { assign } from './bind.ts';
import { makeCall } from './calls.ts';
import { makeClass } from './classes.ts';
import { evaluateExpression } from './evaluate.ts';
import { run } from './interpreter.ts';
import { callFunction, enter, holdsOutside } from './invoke.ts';
import { type Credential, type Execution, type Frame, type Interpreter, Machine, makeScope } from './machine.ts';
import { mayMean, resolveModule, stemsOf } from './modules.ts';
import { runStatements } from './statements.ts';
import { type Closure, type ModuleState, nothing } from './values.ts';

export interface ReadProgram {
  readonly program: Program;
  readonly language: 'python' | 'javascript';
}

/** What bounds what runs in a program: by what it calls. */
export type Bound = (typeof limitCalls)[number]['bounds'];

export interface Flows {
  readonly executions: readonly Execution[];
  readonly credentials: readonly Credential[];
  /** What each program imports, by their paths. */
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the path of the program. */
  readonly bounds: ReadonlyMap<string, ReadonlySet<Bound>>;
  /** Paths of programs in which there was more than is followed: some of it was not looked at. */
  readonly cut: ReadonlySet<string>;
}

const interpreter: Interpreter = {
  evaluate: evaluateExpression,
  call: makeCall,
  bind: assign,
  run: runStatements,
  invoke: callFunction,
  defineClass: makeClass,
};

/** Follows what models write through programs that belong together. */
export function followModels(programs: readonly ReadProgram[]): Flows {
  const modules = new Map<string, ModuleState>();
  const byPath = new Map(programs.map((one) => [one.program.path, one]));
  const stems = new Set(programs.flatMap(({ program }) => stemsOf(program.path)));
  const resolved = new Map<string, string | undefined>();
  const load = (from: ModuleState, name: string): ModuleState | undefined => {
    if (!mayMean(name, from.language, stems)) return undefined;
    const { path } = from.program;
    const key = `${path.slice(0, path.lastIndexOf('/') + 1)}\0${name}\0${from.language}`;
    if (!resolved.has(key)) resolved.set(key, resolveModule(from, name, byPath));
    const target = resolved.get(key);
    return target === undefined ? undefined : open(target);
  };
  const machine = new Machine(interpreter, load);
  for (const { program } of programs) open(program.path);
  enterPending(machine);
  // What a program left in a session, a state or a file is found by what ran before: those run once more.
  for (const path of machine.keepers) modules.delete(path);
  machine.memo.clear();
  machine.far.clear();
  machine.invoked.clear();
  for (const path of [...machine.keepers]) open(path);
  enterPending(machine);
  return {
    executions: [...machine.executions.values()],
    credentials: [...machine.credentials.values()],
    imports: machine.imports,
    bounds: new Map([...modules].map(([path, { called }]) => [path, boundsIn(called)])),
    cut: machine.cut,
  };

  /** Runs a module, once in each pass; one that is being run is as far as it came. */
  function open(path: string): ModuleState {
    const known = modules.get(path);
    if (known !== undefined) return known;
    const { program, language } = byPath.get(path) as ReadProgram;
    const module: ModuleState = {
      program,
      language,
      scope: makeScope(undefined),
      exports: new Map(),
      called: new Set(),
    };
    modules.set(path, module);
    machine.charge(path, () => run(program.body, frameOf(machine, module)));
    return module;
  }
}

const frameOf = (machine: Machine, module: ModuleState): Frame => ({
  machine,
  module,
  scope: module.scope,
  returns: nothing,
  refined: new Set(),
  isConfirmed: false,
});

/** Functions that nothing here calls are called by others: handlers of requests, of buttons. */
function enterPending(machine: Machine): void {
  while (machine.pending.length > 0) {
    // What a class is made with is there for all its methods.
    const waiting = [...machine.pending].sort((a, b) => Number(isMaker(b)) - Number(isMaker(a)));
    machine.pending = [];
    for (const closure of waiting) {
      const { code, module } = closure;
      machine.charge(module.program.path, () => {
        if (machine.tools.has(code) || !machine.invoked.has(code) || holdsOutside(closure, machine))
          enter(closure, frameOf(machine, module));
      });
    }
  }
  machine.pending = [];
}

const isMaker = ({ code: { name }, self }: Closure): boolean => self !== undefined && makers.has(name);
const makers = new Set(['__init__', 'constructor', '__post_init__']);

const boundsIn = (called: ReadonlySet<string>): ReadonlySet<Bound> =>
  new Set(limitCalls.flatMap(({ path, bounds }) => ([...called].some((one) => path.test(one)) ? [bounds] : [])));
