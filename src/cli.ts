import { AuditError } from './model/error.ts';

declare const __VERSION__: string;

interface Command {
  readonly name: string;
  run(args: readonly string[]): Promise<number>;
}

/** Each command's code is loaded when it is called: starting up costs what is used. */
const commands: readonly Command[] = [
  { name: 'audit', run: async (args) => (await import('./cli/audit.ts')).runCommand(args, __VERSION__) },
  { name: 'which', run: async (args) => (await import('./cli/which.ts')).runCommand(args, __VERSION__) },
  { name: 'name', run: async (args) => (await import('./cli/name.ts')).runCommand(args, __VERSION__) },
  { name: 'inventory', run: async (args) => (await import('./cli/inventory.ts')).runCommand(args) },
  { name: 'init', run: async (args) => (await import('./cli/init.ts')).runCommand(args) },
  { name: 'verify-log', run: async (args) => (await import('./cli/verify-log.ts')).runCommand(args) },
];

/** Exit statuses are the contract's: 0 pass, 1 finding, 2 wrong usage or configuration, 3 incomplete. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((one) => one.name === name);
  if (args.includes('--version') && command === undefined) {
    process.stdout.write(`gazetteer ${__VERSION__}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || (command !== undefined && args.includes('--help'))) {
    const { help } = await import('./cli/help.ts');
    process.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  if (command === undefined)
    throw new AuditError('usage', `there is no command ${name}`, 'gazetteer --help lists the commands');
  return command.run(rest);
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

// A reader that closes the pipe (`| head`) is no fault of the audit.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2)).catch(report);
