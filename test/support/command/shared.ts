import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { rarelyOptimized } from '../rarely-optimized.ts';

/** One call of the command line, with all that it takes from its process. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly input: Uint8Array;
}

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const script = join(import.meta.dirname, 'host.mjs');

let host: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the built command line in a process that runs one after the other: of a process that only audits two files, nearly
 * all the time goes into loading. It ends with the tests, which hold the other end of its channel.
 */
export function runShared(call: Call): Promise<CliRun> {
  const run = last.then(() => ask(call));
  last = run.catch(() => {});
  return run;
}

function ask(call: Call): Promise<CliRun> {
  host ??= startHost();
  const asked = host;
  return new Promise((done, fail) => {
    const onExit = () => fail(new Error(`gazetteer ${call.args.join(' ')} took its process down`));
    asked.once('exit', onExit).once('message', (run: CliRun) => {
      asked.off('exit', onExit);
      done(run);
    });
    asked.send(call);
  });
}

function startHost(): ChildProcess {
  const child = fork(script, {
    // Some variables count when a process starts. It starts with none: each call brings its own.
    env: {},
    execArgv: [...rarelyOptimized],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.once('exit', () => {
    host = undefined;
  });
  child.unref();
  child.channel?.unref();
  return child;
}
