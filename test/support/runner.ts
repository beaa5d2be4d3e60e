import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loopbackOnly } from './loopback-only.ts';
import { createCommandReader, type RunnerCommand } from './runner-commands.ts';

/** What GitHub shows and cuts (actions/runner, `ExecutionContext.cs`, `FileCommandManager.cs`). */
export const runnerLimits = { annotationsPerLevel: 10, messageLength: 4096, summaryBytes: 1024 * 1024 } as const;

const levels = ['error', 'warning', 'notice'] as const;
type Level = (typeof levels)[number];

export interface Annotation {
  readonly level: Level;
  /** As shown: cut at the limit. */
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

export interface RunResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Those that GitHub shows: the first ten of each level. */
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Empty where it is over the limit: the runner drops it whole. */
  readonly summary: string;
  /** Every command the runner executed, out of both streams, in order. */
  readonly commands: readonly RunnerCommand[];
  /** What went over a limit of the runner, in words. */
  readonly exceeded: readonly string[];
}

export interface ActionRun {
  /** File that `node` runs. */
  readonly script: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event: { readonly name: string; readonly payload: object };
  readonly env?: Readonly<Record<string, string>>;
  /** Left out: the Node that runs the tests. */
  readonly node?: string;
  readonly timeoutMs?: number;
}

/** Runs a JavaScript action as the runner does, and reads what it said as the runner does. */
export async function runAction(run: ActionRun): Promise<RunResult> {
  const dir = mkdtempSync(join(tmpdir(), 'gazetteer-runner-'));
  try {
    const files = { event: join(dir, 'event.json'), output: join(dir, 'output'), summary: join(dir, 'summary') };
    writeFileSync(files.event, JSON.stringify(run.event.payload));
    writeFileSync(files.output, '');
    writeFileSync(files.summary, '');
    const ended = await spawnAction(run, buildEnv(run, files, dir), dir);
    return readRun(ended, readFileSync(files.output, 'utf8'), readFileSync(files.summary));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Files {
  readonly event: string;
  readonly output: string;
  readonly summary: string;
}

function buildEnv(run: ActionRun, files: Files, dir: string): Record<string, string> {
  const { PATH = '' } = process.env;
  // Blanks become underscores, hyphens stay.
  const inputs = Object.entries(run.inputs ?? {}).map(([id, value]) => [
    `INPUT_${id.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  return {
    PATH,
    HOME: dir,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: dir,
    RUNNER_TEMP: dir,
    GITHUB_EVENT_NAME: run.event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    ...loopbackOnly,
    ...run.env,
    ...Object.fromEntries(inputs),
  };
}

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly lines: readonly string[];
}

function spawnAction(run: ActionRun, env: Record<string, string>, cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(run.node ?? process.execPath, [run.script], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), run.timeoutMs ?? 150_000);
    const lines: string[] = [];
    const streams = { stdout: createLineSplitter(lines), stderr: createLineSplitter(lines) };
    child.stdout.setEncoding('utf8').on('data', (text: string) => streams.stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => streams.stderr.push(text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, stdout: streams.stdout.end(), stderr: streams.stderr.end(), lines });
    });
  });
}

/** .NET's line reader, which the runner uses, ends a line at CR, LF or CR LF. */
function createLineSplitter(lines: string[]) {
  let all = '';
  let open = '';
  return {
    push(text: string): void {
      all += text;
      const parts = (open + text).split(/\r\n|\n|\r(?!$)/);
      open = parts.pop() ?? '';
      lines.push(...parts);
    },
    end(): string {
      if (open !== '') lines.push(...open.split('\r').filter((part) => part !== ''));
      return all;
    },
  };
}

/** What the runner makes of a finished step. */
export function readRun(ended: Ended, output: string, summary: Uint8Array): RunResult {
  const read = createCommandReader();
  const commands = ended.lines.flatMap((line) => read(line) ?? []);
  const exceeded: string[] = [];
  const annotations: Annotation[] = [];
  for (const level of levels) {
    const all = commands.filter((command) => command.command.toLowerCase() === level);
    const more = all.length - runnerLimits.annotationsPerLevel;
    if (more > 0) exceeded.push(`${more} more annotations of level ${level}`);
    for (const command of all.slice(0, runnerLimits.annotationsPerLevel)) {
      if (command.data.length > runnerLimits.messageLength)
        exceeded.push(`a message of ${command.data.length} characters`);
      annotations.push(readAnnotation(level, command));
    }
  }
  const dropped = summary.byteLength > runnerLimits.summaryBytes;
  if (dropped) exceeded.push(`a summary of ${summary.byteLength} bytes`);
  return {
    exitCode: ended.exitCode,
    stdout: ended.stdout,
    stderr: ended.stderr,
    annotations,
    outputs: parseOutputs(output),
    summary: dropped ? '' : Buffer.from(summary).toString('utf8'),
    commands,
    exceeded,
  };
}

/** `ValidateLinesAndColumns`: columns need a single line, and ends that lie before starts are dropped. */
function readAnnotation(level: Level, { data, properties }: RunnerCommand): Annotation {
  const number = (name: string): number | undefined => {
    const text = properties[name] ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  const line = number('line') ?? number('endLine');
  const endLine = number('endLine');
  const lines = endLine !== undefined && line !== undefined && endLine < line ? { line } : { line, endLine };
  const oneLine = endLine === undefined || endLine === line;
  const [column, endColumn] = [number('col') ?? number('endColumn'), number('endColumn')];
  const inverted = column !== undefined && endColumn !== undefined && endColumn < column;
  const columns = oneLine && !inverted ? { column, endColumn } : {};
  const { title, file } = properties;
  const given = Object.entries({ title, file, ...lines, ...columns }).filter(([, value]) => value !== undefined);
  return { level, message: data.slice(0, runnerLimits.messageLength), ...Object.fromEntries(given) };
}

/** `name=value`, or `name<<end`, lines and `end` (docs.github.com, "Workflow commands"). @throws as the runner fails */
export function parseOutputs(text: string): Readonly<Record<string, string>> {
  const outputs = new Map<string, string>();
  const lines = text.split(/\r\n|\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (line === '') continue;
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const end = lines.indexOf(line.slice(heredoc + 2), index + 1);
      if (end < 0) throw new Error(`Matching delimiter not found ${JSON.stringify(line)}`);
      outputs.set(line.slice(0, heredoc), lines.slice(index + 1, end).join('\n'));
      index = end;
    } else if (equals > 0) outputs.set(line.slice(0, equals), line.slice(equals + 1));
    else throw new Error(`Invalid format ${JSON.stringify(line)}`);
  }
  return Object.fromEntries(outputs);
}
