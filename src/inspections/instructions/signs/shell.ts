import { isToolInstaller } from '../../../knowledge/tool-installers.ts';
import type { StartSign } from '../../../model/instruction.ts';
import { readCommands } from '../../../text/shell.ts';
import type { ShellCommand } from '../../../text/shell-words.ts';
import { isText } from '../places.ts';
import { readCodeSigns, startsPrograms } from './code.ts';
import { commandsIn } from './literals.ts';
import { baseOf, fetchers, interpreters, isEvaluator, namesLoopback } from './programs.ts';

export type Signs = ReadonlySet<StartSign>;

/** Commands inside commands (`sh -c`) are followed so far, and pipes so far back. */
const mostDepth = 3;
const mostPipes = 20;

/** Nobody reads longer ones, and here neither: that alone is told. */
const longestScript = 256 * 1024;

/** What speaks against a shell's text. */
export function readSigns(text: string, depth = 0): Signs {
  if (text.length > longestScript) return new Set(['obfuscated']);
  const signs = new Set<StartSign>(readTextSigns(text));
  const { commands } = readCommands(text);
  const fetched = new Set(commands.flatMap(namesWritten));
  const variables = new Map(commands.flatMap((command) => assignedFrom(command)));
  for (const command of commands) {
    for (const sign of signsOf(command, { fetched, variables, depth })) signs.add(sign);
  }
  return signs.has('fetches-and-runs') && onlyInstallsTools(commands) ? new Set(['installs-tool']) : signs;
}

/** Every address that is fetched is that of a tool's documented script, and nothing but addresses and options is named. */
function onlyInstallsTools(commands: readonly ShellCommand[]): boolean {
  const places = commands
    .filter(fetches)
    .flatMap((command) => programOf(command).args.filter((word) => /[.:]/.test(word)));
  return places.length > 0 && places.every((place) => isToolInstaller(place) || /^-{1,2}[\w.=-]+$/.test(place));
}

interface Context {
  /** Files that a command of the text fetched. */
  readonly fetched: ReadonlySet<string>;
  /** What filled the variables of the text. */
  readonly variables: ReadonlyMap<string, readonly ShellCommand[]>;
  readonly depth: number;
}

function signsOf(command: ShellCommand, context: Context): readonly StartSign[] {
  const signs: StartSign[] = [];
  const { program, args } = programOf(command);
  const sources = [...inputsOf(command), ...command.feeds.flatMap((feed) => [feed, ...inputsOf(feed)])];
  const isFetched = sources.some(fetches);
  if (fetches(command)) {
    signs.push('reaches-out');
    if (sources.some(readsSecrets) || args.some((word) => secretUpload.test(word))) signs.push('sends-secrets');
  }
  if (context.fetched.has(baseOf(program))) signs.push('fetches-and-runs');
  if (!interpreters.has(program) && !isEvaluator(program)) return signs;
  const filled = isEvaluator(program) || program.endsWith('sh') ? fillersOf(args, context) : [];
  if (isFetched || filled.some(fetches)) signs.push('fetches-and-runs');
  if ([...sources, ...filled].some(decodes)) signs.push('obfuscated');
  if (args.some((word) => context.fetched.has(baseOf(word)))) signs.push('fetches-and-runs');
  // A program that calls itself a font or a picture is read by nobody.
  const run = args.find((word) => !word.startsWith('-') && word !== 'run') ?? '';
  if (!/\s/.test(run) && !isText(run)) signs.push('obfuscated');
  return [...signs, ...inlineSigns(program, args, context.depth)];
}

/** Programs that only start another one. */
const wrappers: ReadonlySet<string> = new Set(
  'sudo env nohup exec command time nice timeout setsid xargs then do else if while until ! { ('.split(' '),
);

function programOf({ words }: ShellCommand): { readonly program: string; readonly args: readonly string[] } {
  const texts = words.map(({ text }) => text);
  let at = 0;
  while (
    at < texts.length - 1 &&
    (wrappers.has(baseOf(texts[at] ?? '')) || /^(?:-|\d+[smh]?$|\w+=)/.test(texts[at] ?? ''))
  )
    at += 1;
  return { program: baseOf(texts[at] ?? '').replace(/\.exe$/i, ''), args: texts.slice(at + 1) };
}

/** The commands before it in its pipe, nearest first. */
function inputsOf(command: ShellCommand): readonly ShellCommand[] {
  const found: ShellCommand[] = [];
  for (let at = command.input; at !== undefined && found.length < mostPipes; at = at.input) found.push(at);
  return found;
}

function fetches(command: ShellCommand): boolean {
  const { program, args } = programOf(command);
  if (command.redirects.some(({ target }) => /^\/dev\/(?:tcp|udp)\//.test(target.text))) return true;
  return fetchers.has(program.toLowerCase()) && !namesLoopback(args.join(' ')) && !args.includes('--version');
}

function decodes(command: ShellCommand): boolean {
  const { program, args } = programOf(command);
  if (program === 'base64' || program === 'base32') return args.some((word) => /^(?:-\w*[dD]|--decode)/.test(word));
  if (program === 'openssl') return args.includes('-d');
  return program === 'xxd' && args.some((word) => word.startsWith('-r'));
}

const secretFile =
  /(?:^|[/~@])\.(?:ssh|aws|npmrc|netrc|pypirc|env|docker|kube|git-credentials)\b|\bid_(?:rsa|ed25519)\b|\/environ$/;
const secretUpload = /@[^\s]{0,200}(?:\.(?:ssh|aws|npmrc|netrc|pypirc|env|kube)\b|id_(?:rsa|ed25519)\b)/;

function readsSecrets(command: ShellCommand): boolean {
  const { words } = command;
  const program = baseOf(words[0]?.text ?? '');
  if (program === 'printenv' || (program === 'env' && words.length === 1) || (program === 'set' && words.length === 1))
    return true;
  return words.slice(1).some(({ text }) => secretFile.test(text));
}

/** Names of the files that a command that fetches writes. */
function namesWritten(command: ShellCommand): readonly string[] {
  if (!fetches(command)) return [];
  const { program, args } = programOf(command);
  const named = args.flatMap((word, at) => {
    const before = args[at - 1] ?? '';
    if (/^(?:-[a-zA-Z]*[oO]|--output|--output-document|-OutFile)$/.test(before) && !word.startsWith('http'))
      return [word];
    const isWhole = program === 'wget' || args.some((one) => /^(?:-[a-zA-Z]*O|--remote-name)$/.test(one));
    return isWhole && /^https?:/.test(word) ? [word.split(/[?#]/)[0] ?? ''] : [];
  });
  const redirected = command.redirects.flatMap(({ operator, target }) =>
    operator.startsWith('>') ? [target.text] : [],
  );
  return [...named, ...redirected].map(baseOf).filter((name) => name !== '' && name !== '-' && name !== 'null');
}

const assignedFrom = ({ assignments, feeds }: ShellCommand): readonly (readonly [string, readonly ShellCommand[]])[] =>
  feeds.length === 0 ? [] : assignments.map(({ name }) => [name, feeds.flatMap((feed) => [feed, ...inputsOf(feed)])]);

/** What filled the variables that are run. */
const fillersOf = (args: readonly string[], { variables }: Context): readonly ShellCommand[] =>
  args.flatMap((word) =>
    [...word.slice(0, 1000).matchAll(/\$\{?(\w{1,60})/g)].flatMap(([, name = '']) => variables.get(name) ?? []),
  );

/** A program that stands on the command line itself. */
function inlineSigns(program: string, args: readonly string[], depth: number): readonly StartSign[] {
  if (isEvaluator(program)) return depth < mostDepth ? [...readSigns(args.join(' '), depth + 1)] : [];
  const marks = program === 'php' ? /^(?:-r|--run)$/ : /^(?:-[a-z]{0,4}[cepE]|--eval|--print|-Command|\/c)$/;
  const at = args.findIndex((word) => marks.test(word));
  const text = at === -1 ? undefined : args[at + 1];
  if (text === undefined || depth >= mostDepth) return [];
  return program.endsWith('sh') || program === 'cmd'
    ? [...readSigns(text, depth + 1)]
    : [...readProgramSigns(text, 'inline', depth + 1)];
}

/** What speaks against a program, with the commands that it hands to a shell. */
export function readProgramSigns(text: string, where: 'inline' | 'file', depth = 0): Signs {
  const commands = depth < mostDepth && startsPrograms(text) ? commandsIn(text) : [];
  return new Set([...readCodeSigns(text, where), ...commands.flatMap((one) => [...readSigns(one, depth + 1)])]);
}

/** What is not written so that people may read it; and what only PowerShell has. */
function readTextSigns(text: string): readonly StartSign[] {
  const signs: StartSign[] = [];
  if (/\b(?:powershell|pwsh)(?:\.exe)?\b[^\n|;]{0,200}\s-e(?:nc|ncodedcommand)?\s+[A-Za-z0-9+/=]{16}/i.test(text))
    signs.push('obfuscated');
  if (
    /\biex\b|\binvoke-expression\b/i.test(text) &&
    /\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|downloadstring)\b/i.test(text)
  )
    signs.push('fetches-and-runs', 'reaches-out');
  if (/(?:\\x[0-9a-f]{2}){12}|\$'(?:\\[x0-7][0-9a-f]{1,3}){6}/i.test(text)) signs.push('obfuscated');
  return signs;
}
