import type { Confidence, Severity } from '../model/finding.ts';
import { withoutUndefined } from '../text/defined.ts';
import { parseFlags, usage } from './arguments.ts';
import { commandLines } from './command-lines.ts';

export interface AuditOptions {
  readonly dir: string;
  readonly base?: string;
  readonly head?: string;
  readonly config?: string;
  /** File to write the list of everything that was found to. */
  readonly writeBaseline?: string;
  readonly outputs: readonly Output[];
  readonly failOn?: Severity | 'never';
  readonly failOnConfidence?: Confidence;
  readonly onUnverified?: 'fail' | 'warn';
  readonly offline: boolean;
  /** Whether answers of other runs count, and this one's are kept. */
  readonly cache: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly explainRequests: boolean;
  readonly color: boolean;
  readonly progress: boolean;
  readonly now?: Date;
}

export interface Output {
  readonly format: string;
  /** Undefined: standard output. */
  readonly file?: string;
}

const { flags } = commandLines.audit;

/** Options that take one of a few words. */
type ChoiceName = 'fail-on' | 'fail-on-confidence' | 'on-unverified';

/** Reads the arguments after `audit`. Throws a usage error that names the argument and the remedy. */
export function readOptions(args: readonly string[], formats: readonly string[], terminal: Terminal): AuditOptions {
  const { values, positionals } = parseFlags(args, flags);
  for (const name of ['base', 'head', 'config', 'write-baseline'] as const) {
    if (values[name] === '') throw usage(`--${name} is empty: give a value or leave it out`);
  }
  if (positionals.length > 1) throw usage(`one folder is enough: ${positionals.join(', ')}`);
  const choice = <N extends ChoiceName>(name: N): (typeof flags)[N]['values'][number] | undefined => {
    const value = values[name];
    const allowed: readonly (typeof flags)[N]['values'][number][] = flags[name].values;
    if (value === undefined) return undefined;
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw usage(`--${name} ${String(value)}: give one of ${allowed.join(', ')}`);
    return found;
  };
  return withoutUndefined({
    dir: positionals[0] ?? '.',
    base: values.base,
    head: values.head,
    config: values.config,
    writeBaseline: values['write-baseline'],
    outputs: readOutputs(values.format ?? ['text'], formats),
    failOn: choice('fail-on'),
    failOnConfidence: choice('fail-on-confidence'),
    onUnverified: choice('on-unverified'),
    offline: values.offline === true,
    // Answers of today say nothing of another day.
    cache: values['no-cache'] !== true && values.now === undefined,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
    explainRequests: values['explain-requests'] === true,
    color: values['no-color'] !== true && terminal.color,
    progress: values['no-progress'] !== true && values.quiet !== true && terminal.interactive,
    now: values.now === undefined ? undefined : readTime(values.now),
  });
}

/** What the surroundings say about the terminal. */
export interface Terminal {
  readonly color: boolean;
  readonly interactive: boolean;
}

function readOutputs(values: readonly string[], formats: readonly string[]): readonly Output[] {
  const outputs = values.map((value): Output => {
    const at = value.indexOf('=');
    const format = at < 0 ? value : value.slice(0, at);
    if (!formats.includes(format)) throw usage(`--format ${value}: give one of ${formats.join(', ')}`);
    if (at === value.length - 1) throw usage(`--format ${value}: name the file after the equals sign`);
    return at < 0 ? { format } : { format, file: value.slice(at + 1) };
  });
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1) {
    throw usage(
      `only one format can go to standard output: give the others a file, as in --format ${printed[1]?.format}=file`,
    );
  }
  return outputs;
}

function readTime(text: string): Date {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i.test(text) ? new Date(text) : undefined;
  if (time === undefined || Number.isNaN(time.getTime()) || !isDay(text.slice(0, 10))) {
    throw usage(`--now ${text}: give a time such as 2026-01-31T12:00:00Z`);
  }
  return time;
}

/** `Date` takes 31 February for 3 March. */
const isDay = (text: string): boolean => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
