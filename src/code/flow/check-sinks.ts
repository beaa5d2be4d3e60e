import { sandboxPrograms } from '../../knowledge/code/processes.ts';
import type { Sink } from '../../knowledge/code/sink.ts';
import type { Expression, Span } from '../program.ts';
import type { Call } from './call.ts';
import { commandOf, isOpen, ranByCommand, runsFile } from './commands.ts';
import { writtenTo } from './files.ts';
import { modules, sandboxed, sandboxTitle, sinkAt, sinkOf } from './find-sinks.ts';
import { type Frame, sliceOf } from './machine.ts';
import { type Step, type Taint, taintIn, type Value } from './values.ts';

/** Notes the call where it runs what a model wrote. */
export function checkCalled(made: Call, frame: Frame): void {
  const sink = sinkOf(made, frame);
  if (sink === undefined || (made.at.isTagged === true && !beginsTainted(made))) return;
  const taint = ranBy(made, sink, frame);
  if (taint === undefined) return;
  const options = new Set(made.given.flatMap(({ name, value }) => [name, ...(value.cell?.fields.keys() ?? [])]));
  add(
    {
      at: made.at,
      sink,
      taint,
      sandbox: sandboxOf(made, sink),
      hasTimeout: options.has('timeout'),
      hasOwnEnvironment: sink.inPage === true || hasOwnEnvironment(made),
      name: sliceOf(frame, made.at.callee).slice(0, 60),
    },
    frame,
  );
}

const environment = /^(?:os\.environ|environ|process\.env|Bun\.env|Deno\.env)(?:\.copy\(\)|\.toObject\(\))?$/;

/** An environment that is no copy of the program's own: `env={}`, not `env={**os.environ, "A": "1"}`. */
function hasOwnEnvironment({ given }: Call): boolean {
  const option = given.find(({ name }) => name === 'env')?.value;
  const env = option ?? given.map(({ value }) => value.cell?.fields.get('env')).find((one) => one !== undefined);
  const held = env === undefined ? [] : [env, env.cell?.rest, env.cell?.fields.get('value')];
  return env !== undefined && !held.some((one) => one?.paths.some((path) => environment.test(path)) === true);
}

function ranBy(made: Call, sink: Sink, frame: Frame): Taint | undefined {
  if (sink === modules) return writtenTo(made.receiver ?? made.callee, frame);
  if (sink.isCommand === true) return ranByCommand(made, frame);
  // `script.run(context)`: what was compiled before.
  return ranAsText(made, sink, frame) ?? (sink === sandboxed ? made.receiver?.taint : undefined);
}

/** What keeps apart what a call runs: the service that it asks, or the program that it starts. */
function sandboxOf(made: Call, sink: Sink): string | undefined {
  const service = made.paths.map(sandboxTitle).find((title) => title !== undefined);
  const program = commandOf(made);
  return service ?? sink.sandbox ?? (program === undefined || isOpen(made) ? undefined : sandboxPrograms.get(program));
}

/** Templates of shells quote what is put in: only a program that is put in whole is chosen by who wrote it. */
function beginsTainted({ at, given }: Call): boolean {
  const of = at.given[0]?.value;
  if (of?.kind !== 'template' || given[0]?.value.taint === undefined) return false;
  // `$({ shell: true })`...``: nothing is quoted for a shell.
  if (at.callee.kind === 'call' && at.callee.given.some(({ value }) => asksForShell(value))) return true;
  // `bash -c ${line}`: what is put in is the program of an interpreter.
  return of.parts.some((part, place) => {
    const before = of.parts[place - 1];
    return (
      part.kind !== 'text' &&
      (place === 0 || (before?.kind === 'text' && /\s(?:-l?c|-e|--eval|--command)\s+["']?$/.test(before.value)))
    );
  });
}

const asksForShell = (options: Expression): boolean =>
  options.kind === 'record' &&
  options.fields.some(({ key, value }) => key === 'shell' && (value.kind !== 'constant' || value.value === true));

/** Of what runs text that is not given by a call. */
const sinkOfText: Sink = { runs: 'code', paths: [], takes: [0] };
const unbounded = { sandbox: undefined, hasTimeout: false, hasOwnEnvironment: false };

/** A tool that runs code is given to a model. */
export function runTool(born: Step, taint: Taint, frame: Frame): void {
  const name = born.program.text.slice(born.start, Math.min(born.end, born.start + 60)).split('(')[0] ?? '';
  add({ at: born, sink: sinkOfText, taint, name, ...unbounded }, frame);
}

/** Notes where a function that runs what it is given is itself handed what a model wrote. */
export function runsGiven({ paths }: Value, args: readonly Value[], at: Expression, frame: Frame): void {
  for (const path of paths) {
    const sink = sinkAt(path, frame);
    if (sink === undefined || sink.onlyText === true) continue;
    const taint = args.map((one) => taintIn(one)).find((one) => one !== undefined);
    if (taint !== undefined) add({ at, sink, taint, name: path, ...unbounded }, frame);
  }
}

function ranAsText({ given }: Call, sink: Sink, frame: Frame): Taint | undefined {
  const places = given.filter(({ name }) => name === undefined);
  for (const take of sink.takes) {
    const value = typeof take === 'string' ? given.find(({ name }) => name === take)?.value : places.at(take)?.value;
    if (value === undefined || (sink.onlyText === true && value.closures !== undefined)) continue;
    const taint = textIn(value, sink) ?? fileIn(value, sink, frame);
    if (taint !== undefined) return taint;
  }
  return undefined;
}

const statementFields = ['sql', 'text', 'query', 'sql_query', 'query_text', 'sql_string', 'statement', 'q'];

/** A list of statements, a mapping of parameters: what is run is the text. */
function textIn(value: Value, sink: Sink): Taint | undefined {
  if (sink.runs !== 'query') return taintIn(value, sink === sandboxed ? 3 : 1);
  const named = statementFields.map((name) => value.cell?.fields.get(name)).find((one) => one?.taint !== undefined);
  return value.taint ?? named?.taint;
}

/** A file that is run, and that the model wrote. */
function fileIn(value: Value, { runs }: Sink, frame: Frame): Taint | undefined {
  const isRun = runs === 'module' || (runs === 'command' && runsFile.test(value.text ?? ''));
  return isRun ? writtenTo(value, frame) : undefined;
}

type Found = Omit<Parameters<Frame['machine']['executions']['set']>[1], 'program' | 'isConfirmed'>;

function add(found: Found, frame: Frame): void {
  const { machine, module, isConfirmed } = frame;
  const key = `${module.program.path}\0${found.at.start}\0${found.at.end}`;
  const before = machine.executions.get(key);
  if (machine.executions.size > 500 || (before !== undefined && !before.isConfirmed)) return;
  machine.executions.set(key, { ...found, at: spanOf(found.at), program: module.program, isConfirmed });
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

/** Members of a page that run what they are given: the text of a script, a frame's own page. */
const scripts = /createElement\(script\)|(?:^|[.?])script\w*$|^<script>$/i;

/** Notes an assignment that runs what is assigned. */
export function checkAssigned(at: Expression, name: string, of: Value, taint: Taint, frame: Frame): void {
  if (frame.module.language !== 'javascript') return;
  const isScript =
    /^(?:text|textContent|innerHTML|innerText|src)$/.test(name) && of.paths.some((path) => scripts.test(path));
  if (!isScript && name !== 'srcdoc' && name !== 'srcDoc') return;
  const sandbox = of.paths.includes('<iframe sandbox>') ? 'a frame without rights to this page' : undefined;
  add({ at, sink: sinkOfText, taint, name: sliceOf(frame, at).slice(0, 60), ...unbounded, sandbox }, frame);
}
