import { reporters } from '../reporters/index.gen.ts';
import { rules } from '../rules/index.gen.ts';
import { usage } from './arguments.ts';
import { type CommandLine, commandLines, type Values } from './command-lines.ts';
import { type Completion, type Next, shells } from './shells.ts';

/** `gazetteer completion`: a script that makes a shell complete commands, options and values. Status 0. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) throw usage(`give one shell: ${[...shells.keys()].join(', ')}`);
  const print = shells.get(name);
  if (print === undefined) throw usage(`completion ${name}: give one of ${[...shells.keys()].join(', ')}`);
  process.stdout.write(print(completions));
  return 0;
}

const words = { format: reporters.map(({ id }) => id), rule: rules.map(({ meta }) => meta.id) } as const;

const nextOf = (values: Values | undefined): Next =>
  values === undefined ? 'any' : values === 'format' || values === 'rule' ? words[values] : values;

const lines: Readonly<Record<string, CommandLine>> = commandLines;

/** The table of commands, with what the program has in the place of its kinds. */
const completions: readonly Completion[] = Object.entries(lines).map(([command, { flags, values }]) => ({
  command,
  options: Object.entries(flags).map(([name, flag]) =>
    flag.type === 'boolean' ? { name } : { name, next: nextOf(flag.values) },
  ),
  next: nextOf(values),
}));
