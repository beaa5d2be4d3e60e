import { type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { quoteWord } from '../../../text/shell-quote.ts';
import { readSettings } from '../read-settings.ts';
import type { Start } from './start.ts';

/** Keys of settings that hold for one system. */
export const systems = ['windows', 'linux', 'osx'];

/** Words of a list, as a shell would be given them. */
export function argumentsOf(node: JsonNode | undefined): string {
  if (node?.kind !== 'array') return '';
  const texts = node.items.map((item) => textOf(item) ?? textOf(memberOf(item, 'value')?.value) ?? '');
  return texts.map((text) => ` ${quoteWord(text)}`).join('');
}

type Told = Pick<Start, 'trigger' | 'when'>;

/**
 * Terminals of VS Code, by its settings. What a task runs goes through the automation profile; any other profile is taken where
 * somebody opens a terminal (VS Code, `terminalPlatformConfiguration.ts`; `shell` and `automationShell` are the old names).
 */
export function terminalStarts(text: string): readonly Start[] {
  const root = readSettings(text);
  const own = memberOf(root, 'settings')?.value;
  // A workspace file has them under that key.
  const settings = own?.kind === 'object' ? own : root;
  return systems.flatMap((system): readonly Start[] => {
    const setting = (name: string) => memberOf(settings, `terminal.integrated.${name}.${system}`)?.value;
    const profiles = [...membersOf(setting('profiles')).values()].map(({ value }) => value);
    return [
      ...profiles.flatMap((profile) => profileStarts(profile, terminal)),
      ...programStarts(setting('shell'), setting('shellArgs'), terminal),
      ...profileStarts(setting('automationProfile'), automation),
      ...programStarts(setting('automationShell'), undefined, automation),
    ];
  });
}

const terminal: Told = { trigger: 'work', when: 'whenever such a terminal is opened in VS Code' };
const automation: Told = { trigger: 'work', when: 'whenever a task runs in VS Code' };

function profileStarts(profile: JsonNode | undefined, told: Told): readonly Start[] {
  const program = memberOf(profile, 'path')?.value ?? memberOf(profile, 'source')?.value;
  // The first one that is there is taken.
  const programs = program?.kind === 'array' ? program.items : [program];
  return programs.flatMap((one) => programStarts(one, memberOf(profile, 'args')?.value, told));
}

/** The shell of tasks: `options.shell` of a task or of the whole file, also for one system. */
export function shellStarts(holder: JsonNode | undefined, told: Told): readonly Start[] {
  const variants = [holder, ...systems.map((system) => memberOf(holder, system)?.value)];
  return variants.flatMap((one) => {
    const shell = memberOf(memberOf(one, 'options')?.value, 'shell')?.value;
    return programStarts(memberOf(shell, 'executable')?.value, memberOf(shell, 'args')?.value, told);
  });
}

function programStarts(program: JsonNode | undefined, given: JsonNode | undefined, told: Told): readonly Start[] {
  if (program?.kind !== 'string' || program.value === '') return [];
  const line = textOf(given);
  const command = `${quoteWord(program.value)}${line === undefined ? argumentsOf(given) : ` ${line}`}`;
  return isPlainShell(program.value, command) ? [] : [{ ...told, command, place: program, language: 'shell' }];
}

/** A shell alone, wherever it is installed: what is in the repository is none, whatever it is called. */
const shell = /^(?:git bash|powershell|(?:bash|dash|sh|zsh|fish|ksh|pwsh|powershell|cmd|tmux|nu)(?:\.exe)?)$/i;
const installed =
  /^(?:\/(?:bin|usr|opt|nix)\/|[a-z]:[\\/](?:windows|program files(?: \(x86\))?)[\\/]|\$\{env:(?:windir|systemroot|programfiles)\}[\\/])/i;
const flags = /^(?: (?:-l|-i|-il|-li|-c|--login|-no(?:logo|profile|exit)|-command|\/[cdkq]))*$/i;

function isPlainShell(program: string, command: string): boolean {
  const name = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1;
  const folder = program.slice(0, name);
  const isOutside = folder === '' || (installed.test(folder) && !folder.includes('..'));
  if (!isOutside || !shell.test(program.slice(name))) return false;
  return flags.test(command.slice(quoteWord(program).length));
}
