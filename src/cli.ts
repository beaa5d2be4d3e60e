import type { CommandName } from './cli/command-lines.ts';
import { findNearest } from './config/nearest.ts';
import { AuditError } from './model/error.ts';

declare const __VERSION__: string;

type Run = (args: readonly string[]) => Promise<number>;

/** Each command's code is loaded when it is called: starting up costs what is used. */
const commands: Readonly<Record<CommandName, Run>> = {
  audit: async (args) => (await import('./cli/audit.ts')).runCommand(args, __VERSION__),
  which: async (args) => (await import('./cli/which.ts')).runCommand(args, __VERSION__),
  name: async (args) => (await import('./cli/name.ts')).runCommand(args, __VERSION__),
  inventory: async (args) => (await import('./cli/inventory.ts')).runCommand(args),
  explain: async (args) => (await import('./cli/explain.ts')).runCommand(args),
  init: async (args) => (await import('./cli/init.ts')).runCommand(args),
  'verify-log': async (args) => (await import('./cli/verify-log.ts')).runCommand(args),
  completion: async (args) => (await import('./cli/completion.ts')).runCommand(args),
};

/** Exit statuses are the contract's: 0 pass, 1 finding, 2 wrong usage or configuration, 3 incomplete. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const run = new Map(Object.entries(commands)).get(name ?? '');
  const options = optionsOf(args);
  if (options.includes('--version')) {
    process.stdout.write(`gazetteer ${__VERSION__}\n`);
    return 0;
  }
  if (name === undefined || name === 'help' || options.includes('--help') || options.includes('-h')) {
    const { help } = await import('./cli/help.ts');
    process.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  if (run === undefined) throw new AuditError('usage', `there is no command ${name}`, remedyFor(name));
  return run(rest);
}

/** What stands after a bare `--` is no option. */
const optionsOf = (args: readonly string[]): readonly string[] =>
  args.includes('--') ? args.slice(0, args.indexOf('--')) : args;

function remedyFor(name: string): string {
  const nearest = findNearest(name, Object.keys(commands));
  return `${nearest === undefined ? '' : `did you mean ${nearest}? `}gazetteer --help lists the commands`;
}

function report(error: unknown): number {
  const shown =
    error instanceof AuditError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  // What stopped the run may quote a hostile file: control characters are shown, not sent to the terminal.
  const safe = (text: string) =>
    text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
  process.stderr.write(`gazetteer: ${safe(shown)}\n`);
  if (error instanceof AuditError && error.hint !== undefined) process.stderr.write(`  ${safe(error.hint)}\n`);
  return error instanceof AuditError ? 2 : 70;
}

/** The status where standard output could not be written; undefined: all of it has arrived so far. */
let failure: number | undefined;
// A reader that closes the pipe (`| head`) is no fault of the audit; a full disk leaves somebody without the report.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || failure !== undefined) return;
  const remedy = 'make room, or send it elsewhere';
  failure = report(new AuditError('usage', `the output cannot be written: ${error.message}`, remedy));
  process.exitCode = failure;
});
const status = await main(process.argv.slice(2)).catch(report);
// Of several outputs others may have been written since.
process.exitCode = failure ?? status;
