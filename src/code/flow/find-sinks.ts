import { sandboxes } from '../../knowledge/code/processes.ts';
import type { Sink } from '../../knowledge/code/sink.ts';
import { javascriptSinks } from '../../knowledge/code/sinks/javascript.ts';
import { pythonSinks } from '../../knowledge/code/sinks/python.ts';
import type { Call } from './call.ts';
import { isDatabase } from './databases.ts';
import { type Frame, sliceOf } from './machine.ts';
import { fact, matcher } from './paths.ts';

const byPath = { python: index(pythonSinks), javascript: index(javascriptSinks) };

interface Index {
  readonly exact: ReadonlyMap<string, Sink>;
  /** Methods of whatever they are called on, by their name. */
  readonly methods: ReadonlyMap<string, readonly Sink[]>;
}

function index(list: readonly Sink[]): Index {
  const exact = new Map<string, Sink>();
  const methods = new Map<string, Sink[]>();
  for (const sink of list)
    for (const path of sink.paths) {
      if (!path.startsWith('.')) exact.set(path, sink);
      else methods.set(path.slice(1), [...(methods.get(path.slice(1)) ?? []), sink]);
    }
  return { exact, methods };
}

/** What runs a program in a place of its own: the services of sandboxes, by what is called on them. */
export const sandboxed: Sink = {
  runs: 'code',
  paths: [],
  takes: [0, 1, 2, 3, 'code', 'command', 'cmd'],
  isProcess: true,
};
export const modules: Sink = { runs: 'module', paths: [], takes: [] };
const callsSandbox = matcher(
  /^(?:run|exec|execute|eval|create|start|run_code|runCode|run_command|runCommand|exec_run|process\.code_run|code_run|evalCode|runPython|runPythonAsync|commands\.run|evaluate|evalClosure)$/,
);
/** What talks to an interpreter that was started. */
const started = /\((?:interpreter)\)\.(?:communicate|stdin\.write|stdin\.end|sendline|send|write)$/;

const talking: Sink = { runs: 'code', paths: [], takes: [0, 'input'], isProcess: true };

/** What keeps apart what runs there, for people; undefined where a path is of no sandbox. */
export const sandboxTitle = fact((path) => sandboxes.find((one) => one.path.test(path))?.title);

/** A function that runs what it is given, by its path alone. */
export const sinkAt = (path: string, { module }: Frame): Sink | undefined => byPath[module.language].exact.get(path);

/** What a call runs, where it runs anything. */
export function sinkOf(made: Call, frame: Frame): Sink | undefined {
  const { paths, receiver, name, at } = made;
  const { exact, methods } = byPath[frame.module.language];
  for (const path of paths) {
    const found = exact.get(path) ?? (at.isNew === true ? exact.get(`new ${path}`) : undefined);
    if (found !== undefined) return found;
    if (path.includes('(interpreter)') && started.test(path)) return talking;
    if (callsSandbox(name) && sandboxTitle(path) !== undefined) return sandboxed;
  }
  if ((name === 'exec_module' || name === 'load_module') && receiver?.file !== undefined) return modules;
  const found = methods.get(name);
  // A method of the program itself is followed.
  const isOwn = made.callee.closures !== undefined || receiver?.closures !== undefined;
  if (found === undefined || receiver === undefined || isOwn) return undefined;
  const on = [...receiver.paths, at.callee.kind === 'member' ? sliceOf(frame, at.callee.of) : ''].map(lastOf);
  return found.find(
    (one) =>
      (one.first === undefined || one.first.test(made.given[0]?.value.text ?? '')) &&
      (one.on === undefined || on.some((last) => one.on?.test(last) === true)) &&
      (one.onDatabase !== true || isDatabase(made, on, frame)),
  );
}

/** What something is called, without what it was called on: `?cursor`, `self.db`, `sqlite3.connect().cursor()`. */
const lastOf = (path: string): string => {
  const end = path.replace(/\((?:[^()]*)\)$/, '()');
  return end.slice(Math.max(end.lastIndexOf('?'), end.replace(/\(\)$/, '').lastIndexOf('.')) + 1);
};
