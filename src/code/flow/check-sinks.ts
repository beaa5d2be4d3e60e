import { interpreters, type Sink, sandboxes, sandboxPrograms, sinks } from '../../knowledge/code/sinks.ts';
import type { Expression, Span } from '../program.ts';
import type { Call } from './call.ts';
import { writtenTo } from './files.ts';
import { type Frame, sliceOf } from './machine.ts';
import { type Step, type Taint, taintIn, type Value } from './values.ts';

const byPath = { python: index(sinks.python), javascript: index(sinks.javascript) };

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
const sandboxed: Sink = { runs: 'code', paths: [], takes: [0, 1, 2, 3, 'code', 'command', 'cmd'], isProcess: true };
const modules: Sink = { runs: 'module', paths: [], takes: [] };
const sandboxCalls =
  /^(?:run|exec|execute|eval|create|start|run_code|runCode|run_command|runCommand|exec_run|process\.code_run|code_run|compileScript|evalCode|runPython|runPythonAsync|commands\.run|evaluate|evalClosure)$/;
/** What talks to an interpreter that was started. */
const started = /\((?:interpreter)\)\.(?:communicate|stdin\.write|stdin\.end|sendline|send|write)$/;

/** Notes the call where it runs what a model wrote. */
export function checkCalled(made: Call, frame: Frame): void {
  const sink = sinkOf(made, frame);
  if (sink === undefined) return;
  const { given } = made;
  if (made.at.isTagged === true && !beginsTainted(made)) return;
  const ran =
    sink === modules
      ? writtenTo(made.receiver ?? made.callee, frame)
      : sink.runs === 'command' && sink.isCommand === true
        ? ranByCommand(made, frame)
        : ranAsText(made, sink, frame);
  if (ran === undefined) return;
  const program = commandOf(made);
  const kept = made.paths
    .map((path) => sandboxes.find((one) => one.path.test(path))?.title)
    .find((one) => one !== undefined);
  const options = new Set([
    ...given.flatMap(({ name }) => name ?? []),
    ...given.flatMap(({ value }) => [...(value.cell?.fields.keys() ?? [])]),
  ]);
  add(
    {
      at: made.at,
      sink,
      taint: ran,
      sandbox: kept ?? sink.sandbox ?? (program === undefined || isOpen(made) ? undefined : sandboxPrograms[program]),
      hasTimeout: options.has('timeout'),
      hasOwnEnvironment: options.has('env'),
      name: sliceOf(frame, made.at.callee).slice(0, 60),
    },
    frame,
  );
}

/** Templates of shells quote what is put in: only a program that is put in whole is chosen by who wrote it. */
function beginsTainted({ at, given }: Call): boolean {
  const of = at.given[0]?.value;
  return of?.kind === 'template' && of.parts[0]?.kind !== 'text' && given[0]?.value.taint !== undefined;
}

/** A tool that runs code is given to a model. */
export function runTool(born: Step, taint: Taint, frame: Frame): void {
  const sink: Sink = { runs: 'code', paths: [], takes: [0] };
  const name = born.program.text.slice(born.start, Math.min(born.end, born.start + 60)).split('(')[0] ?? '';
  add({ at: born, sink, taint, sandbox: undefined, hasTimeout: false, hasOwnEnvironment: false, name }, frame);
}

/** Notes where a function that runs what it is given is itself handed what a model wrote. */
export function runsGiven({ paths }: Value, args: readonly Value[], at: Expression, frame: Frame): void {
  for (const path of paths) {
    const sink = byPath[frame.module.language].exact.get(path);
    const taint =
      sink === undefined || sink.onlyText === true
        ? undefined
        : args.map((one) => taintIn(one)).find((one) => one !== undefined);
    if (sink !== undefined && taint !== undefined)
      add({ at, sink, taint, sandbox: undefined, hasTimeout: false, hasOwnEnvironment: false, name: path }, frame);
  }
}

function sinkOf({ paths, receiver, name, at }: Call, frame: Frame): Sink | undefined {
  const { exact, methods } = byPath[frame.module.language];
  for (const path of paths) {
    const found = exact.get(path) ?? (at.isNew === true ? exact.get(`new ${path}`) : undefined);
    if (found !== undefined) return found;
    if (started.test(path)) return { runs: 'code', paths: [], takes: [0, 'input'], isProcess: true };
    if (sandboxes.some((one) => one.path.test(path)) && sandboxCalls.test(name)) return sandboxed;
  }
  if (/^(?:exec_module|load_module)$/.test(name) && receiver?.file !== undefined) return modules;
  if (receiver === undefined || receiver.closures !== undefined) return undefined;
  const on = [...receiver.paths, at.callee.kind === 'member' ? sliceOf(frame, at.callee.of) : ''].map(lastOf);
  return methods.get(name)?.find((one) => one.on === undefined || on.some((last) => one.on?.test(last) === true));
}

/** What something is called, without what it was called on: `?cursor`, `self.db`, `sqlite3.connect().cursor()`. */
const lastOf = (path: string): string => {
  const end = path.replace(/\((?:[^()]*)\)$/, '()');
  return end.slice(Math.max(end.lastIndexOf('?'), end.replace(/\(\)$/, '').lastIndexOf('.')) + 1);
};

function ranAsText({ given }: Call, sink: Sink, frame: Frame): Taint | undefined {
  const { takes, onlyText, runs } = sink;
  const places = given.filter(({ name }) => name === undefined);
  for (const take of takes) {
    const value = typeof take === 'string' ? given.find(({ name }) => name === take)?.value : places.at(take)?.value;
    if (value === undefined || (onlyText === true && value.closures !== undefined)) continue;
    // A list of statements, a mapping of parameters: what is run is the text.
    const depth = sink === sandboxed ? 3 : 1;
    const taint =
      runs === 'query'
        ? (value.taint ?? (value.cell?.fields.get('sql') ?? value.cell?.fields.get('text'))?.taint)
        : taintIn(value, depth);
    if (taint !== undefined) return taint;
    const written = runs === 'query' ? undefined : writtenTo(value, frame);
    if (written !== undefined && (runs === 'module' || (runs === 'command' && runsFile.test(value.text ?? ''))))
      return written;
  }
  return undefined;
}

/** A command that runs a file: by itself, or by an interpreter. */
const runsFile =
  /^\s*(?:(?:npx |uv run |poetry run )?(?:python|node|bash|sh|deno|bun|ruby|perl|php|tsx|vitest|jest|mocha|pytest)[\d.]*\s|\.{0,2}\/)/;

const baseName = (text: string): string => text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);

/** Options that give a container the machine, or a process its permissions back. */
const opening =
  /--privileged|(?:^|\s)(?:-v|--volume)[ =]?\/:|(?:^|\s)-A(?:\s|$)|--allow-(?:all|run|env|read|write|net)\b|--pid=host|docker\.sock/;

const isOpen = ({ given }: Call): boolean =>
  given.some(({ value }) =>
    opening.test(
      [
        value.text ?? '',
        ...(value.cell === undefined ? [] : [...value.cell.fields.values()].map((one) => one.text ?? '')),
      ].join(' '),
    ),
  );

/** The program that a command begins with, where that is known. */
function commandOf({ given }: Call): string | undefined {
  const first = given[0]?.value;
  const text = first?.text ?? first?.cell?.fields.get('0')?.text;
  return text === undefined ? undefined : baseName(text.trim().split(/\s/)[0] ?? '');
}

/** Of a list: its program, and what an interpreter is told to run; not what a program of somebody here is told to work on. */
function ranByCommand({ given, at, paths }: Call, frame: Frame): Taint | undefined {
  const places = given.filter(({ name }) => name === undefined || name === 'args').map(({ value }) => value);
  const [first, second] = places;
  if (first === undefined) return undefined;
  const options = given.find(({ value }) => value.cell?.fields.has('shell') === true)?.value.cell?.fields.get('shell');
  const isShell =
    given.some(({ name, of }) => name === 'shell' && of.kind === 'constant' && of.value === true) ||
    (options !== undefined && !isFalse(at, given));
  if (first.cell === undefined) {
    const whole = first.taint ?? writtenTo(first, frame);
    if (whole !== undefined) return whole;
  }
  const words = wordsOf(first, first.cell === undefined && second?.cell !== undefined ? second : undefined);
  const all =
    first.cell === undefined && second !== undefined && second.cell === undefined
      ? [...words, ...places.slice(1)]
      : words;
  if (isShell || /spawnl|execl/.test(paths[0] ?? '')) {
    const any = all.map((value) => taintIn(value)).find((one) => one !== undefined);
    if (any !== undefined) return any;
  }
  return ranByWords(all, frame) ?? ranFromInput(all, given, frame);
}

/** `{ shell: false }` says what is the default. */
const isFalse = (at: Call['at'], given: Call['given']): boolean =>
  given.some(
    ({ of }) =>
      of.kind === 'record' &&
      of.fields.some(({ key, value }) => key === 'shell' && value.kind === 'constant' && value.value === false),
  ) && at.kind === 'call';

function wordsOf(first: Value, rest: Value | undefined): readonly Value[] {
  const list = (value: Value): readonly Value[] => {
    const { cell } = value;
    if (cell === undefined) return [value];
    const placed = [...cell.fields].filter(([key]) => /^\d+$/.test(key)).map(([, field]) => field);
    const { rest: further } = cell;
    const loose = further.paths.length > 0 || further.taint !== undefined ? [further] : [];
    return [...placed, ...loose];
  };
  return rest === undefined ? list(first) : [first, ...list(rest)];
}

const interpreterPaths = /^(?:sys\.executable|process\.execPath|process\.argv0|process\.argv\[\])$/;

function ranByWords(words: readonly Value[], frame: Frame): Taint | undefined {
  const [program, ...rest] = words;
  if (program === undefined) return undefined;
  // A text that is taken apart into words begins with its program.
  if (program.taint !== undefined) return program.taint;
  const name = baseName(program.text ?? (program.paths.some((path) => interpreterPaths.test(path)) ? 'python' : ''));
  const options =
    interpreters[name.replace(/(?<=python)[\d.]+$/, '')] ??
    interpreters[name] ??
    (Object.hasOwn(sandboxPrograms, name) ? ['-c', '-e'] : undefined);
  const itself = writtenTo(program, frame);
  if (itself !== undefined) return itself;
  if (options === undefined) return undefined;
  // What an interpreter runs is the first that is no option.
  const script = rest.find(({ text }) => text === undefined || !text.startsWith('-'));
  const written = script === undefined ? undefined : writtenTo(script, frame);
  if (written !== undefined) return written;
  for (const [at, word] of rest.entries()) {
    const taint = taintIn(word, 1);
    if (taint === undefined) continue;
    const before = rest[at - 1]?.text;
    if (options.length === 0 || (before !== undefined && (options.includes(before) || /^-\w*c$/.test(before))))
      return taint;
    // `docker run image python -c code`, `timeout 5 python -c code`: an interpreter inside the words.
    if (rest.slice(0, at).some(({ text }) => text !== undefined && /^(?:-c|-e|--eval|-Command)$/.test(text)))
      return taint;
    if (word.text !== undefined && /^(?:-c|-e|--eval=|--command=)/.test(word.text)) return taint;
  }
  return undefined;
}

/** An interpreter that reads its program from what it is given. */
function ranFromInput(words: readonly Value[], given: Call['given'], frame: Frame): Taint | undefined {
  const [program, ...rest] = words;
  const name = baseName(
    program?.text ?? (program?.paths.some((path) => interpreterPaths.test(path)) === true ? 'python' : ''),
  );
  const isInterpreter =
    Object.hasOwn(interpreters, name.replace(/(?<=python)[\d.]+$/, '')) || Object.hasOwn(sandboxPrograms, name);
  const isRun = Object.hasOwn(sandboxPrograms, name);
  const readsProgram = rest.every(({ text }) => text === undefined || text.startsWith('-') || isRun);
  if (!isInterpreter || !readsProgram) return undefined;
  const input = given.find((one) => one.name === 'input' || one.name === 'stdin')?.value;
  const option = given.map(({ value }) => value.cell?.fields.get('input')).find((one) => one !== undefined);
  return input === undefined ? option?.taint : (taintIn(input) ?? writtenTo(input, frame));
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
  const isFrame = /^(?:srcdoc|srcDoc)$/.test(name);
  if (!isScript && !isFrame) return;
  const sink: Sink = { runs: 'code', paths: [], takes: [0] };
  const sandbox = of.paths.includes('<iframe sandbox>') ? 'a frame without rights to this page' : undefined;
  add(
    { at, sink, taint, sandbox, hasTimeout: false, hasOwnEnvironment: false, name: sliceOf(frame, at).slice(0, 60) },
    frame,
  );
}
