import { interpreters, sandboxPrograms } from '../../knowledge/code/processes.ts';
import type { Call } from './call.ts';
import { writtenTo } from './files.ts';
import type { Frame } from './machine.ts';
import { type Cell, type Taint, taintIn, type Value } from './values.ts';

/** A command that runs a file: by itself, or by an interpreter. */
export const runsFile =
  /^\s*(?:(?:npx |uv run |poetry run )?(?:python|node|manim|streamlit run|run|bash|sh|deno|bun|ruby|perl|php|tsx|vitest|jest|mocha|pytest)[\d.]*\s|\.{0,2}\/)/;

const baseName = (text: string): string => text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);

/** Options that give a container the machine, or a process its permissions back. */
const opening =
  /--privileged|(?:^|\s)(?:-v|--volume)[ =]?\/:|(?:^|\s)-A(?:\s|$)|--allow-(?:all|run|env|read|write|net)\b|--pid=host|docker\.sock/;

export const isOpen = ({ given }: Call): boolean =>
  given.some(({ value }) =>
    opening.test(
      [
        value.text ?? '',
        ...(value.cell === undefined ? [] : [...value.cell.fields.values()].map((one) => one.text ?? '')),
      ].join(' '),
    ),
  );

/** The program that a command begins with, where that is known. */
export function commandOf({ given }: Call): string | undefined {
  const first = given[0]?.value;
  const text = first?.text ?? first?.cell?.fields.get('0')?.text;
  return text === undefined ? undefined : baseName(text.trim().split(/\s/)[0] ?? '');
}

/** Of a list: its program, and what an interpreter is told to run; not what a program of somebody here is told to work on. */
export function ranByCommand(made: Call, frame: Frame): Taint | undefined {
  const { given, paths } = made;
  const places = given.filter(({ name }) => name === undefined || name === 'args').map(({ value }) => value);
  const [first, ...others] = places;
  if (first === undefined) return undefined;
  const isFile = first.text === undefined || !/\s/.test(first.text) || runsFile.test(first.text);
  const whole = first.cell === undefined ? (first.taint ?? (isFile ? writtenTo(first, frame) : undefined)) : undefined;
  if (whole !== undefined) return whole;
  const words = wordsOf(first, others);
  const isAnyRun = isShell(made) || /spawnl|execl/.test(paths[0] ?? '');
  const any = isAnyRun ? firstTaint(words) : undefined;
  return any ?? ranByWords(words, frame) ?? ranFromInput(words, given, frame);
}

const firstTaint = (values: readonly Value[]): Taint | undefined =>
  values.map((value) => taintIn(value)).find((one) => one !== undefined);

/** `shell=True`, `{ shell: "/bin/sh" }`. */
function isShell({ given }: Call): boolean {
  return given.some(({ name, value, of }) => {
    if (name === 'shell') return of.kind === 'constant' && of.value === true;
    if (value.cell?.fields.has('shell') !== true) return false;
    const written = of.kind === 'record' ? of.fields.find(({ key }) => key === 'shell')?.value : undefined;
    return written?.kind !== 'constant' || written.value !== false;
  });
}

/** The words of a command: one list of all, a program and the list of its arguments, or each for itself. */
function wordsOf(first: Value, others: readonly Value[]): readonly Value[] {
  if (first.cell !== undefined) return wordsIn(first.cell);
  const [second] = others;
  // `new Deno.Command("sh", { args: [...] })`
  const list = second?.cell?.fields.get('args')?.cell ?? second?.cell;
  return [first, ...(list === undefined ? others : wordsIn(list))];
}

function wordsIn({ fields, rest: further }: Cell): readonly Value[] {
  const placed = [...fields].filter(([key]) => /^\d+$/.test(key)).map(([, field]) => field);
  return further.paths.length > 0 || further.taint !== undefined ? [...placed, further] : placed;
}

const interpreterPaths = /^(?:sys\.executable|process\.execPath|process\.argv0|process\.argv\[\])$/;

/** What a program is called, without its version: `python3.12` is `python`. */
const programOf = (value: Value): string => {
  const isOwn = value.text === undefined && value.paths.some((path) => interpreterPaths.test(path));
  const name = isOwn ? 'python' : baseName(value.text ?? '');
  return interpreters.has(name) ? name : name.replace(/(?<=python)[\d.]+$/, '');
};

/** Options whose argument a program runs; undefined for one that runs nothing. */
const optionsOf = (name: string): readonly string[] | undefined =>
  interpreters.get(name) ?? (sandboxPrograms.has(name) ? ['-c', '-e'] : undefined);

function ranByWords([program, ...rest]: readonly Value[], frame: Frame): Taint | undefined {
  if (program === undefined) return undefined;
  // A text that is taken apart into words begins with its program.
  // A whole command in one text only names files.
  const isCommand = /\s/.test(program.text ?? '');
  const itself = program.taint ?? (isCommand ? undefined : writtenTo(program, frame));
  const options = optionsOf(programOf(program));
  if (itself !== undefined || options === undefined) return itself;
  // What an interpreter runs is the first that is no option, as in `deno run --quiet file`.
  const script = rest.find(({ text }) => text === undefined || !/^-|^run$/.test(text));
  const written = script === undefined ? undefined : writtenTo(script, frame);
  if (written !== undefined) return written;
  const ran = rest.find((word, at) => taintIn(word, 1) !== undefined && isRunAt(rest, at, options));
  return ran === undefined ? undefined : taintIn(ran, 1);
}

/** Whether one of the words is a program for the interpreter that the command is of, or that stands inside of it. */
function isRunAt(words: readonly Value[], at: number, options: readonly string[]): boolean {
  const before = words[at - 1]?.text;
  if (options.length === 0 || (before !== undefined && (options.includes(before) || /^-\w*c$/.test(before))))
    return true;
  if (isInstalled(words.slice(0, at))) return true;
  const own = words[at]?.text;
  if (own !== undefined && /^(?:-c|-e|--eval=|--command=)/.test(own)) return true;
  // `docker run image python -c code`, `timeout 5 python -c code`.
  return words.slice(0, at).some(({ text }) => text !== undefined && /^(?:-c|-e|--eval|-Command)$/.test(text));
}

/** `python -m pip install name`: what is installed runs. */
const isInstalled = (before: readonly Value[]): boolean =>
  before.some(({ text }) => text === 'pip') && before.some(({ text }) => text === 'install');

/** An interpreter that reads its program from what it is given. */
function ranFromInput(words: readonly Value[], given: Call['given'], frame: Frame): Taint | undefined {
  const [program, ...rest] = words;
  const name = program === undefined ? '' : programOf(program);
  const isSandbox = sandboxPrograms.has(name);
  const readsProgram = rest.every(({ text }) => text === undefined || text.startsWith('-') || isSandbox);
  if (optionsOf(name) === undefined || !readsProgram) return undefined;
  const input = given.find((one) => one.name === 'input' || one.name === 'stdin')?.value;
  const option = given.map(({ value }) => value.cell?.fields.get('input')).find((one) => one !== undefined);
  return input === undefined ? option?.taint : (taintIn(input) ?? writtenTo(input, frame));
}
