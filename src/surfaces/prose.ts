import type { Reading } from '../model/command.ts';
import type { SourceFile } from '../model/ecosystem.ts';
import type { CommandReader } from '../model/surface.ts';
import { Collector } from './collector.ts';
import { beginsWithInstaller } from './installers.ts';
import { isContinued, linesOf } from './lines.ts';
import { joinPieces, type Piece } from './pieces.ts';
import { isPlaceholder, isPlaceholderAddress } from './placeholders.ts';

/** A piece of code in a text for people. */
export interface Snippet {
  readonly piece: Piece;
  /** `shell`: a block that says so. `plain`: a block of no language, or code inside a sentence. `file`: a file of its own. */
  readonly kind: 'shell' | 'plain' | 'file';
  /** What a file is read as. */
  readonly format?: string;
}

/** Languages of code blocks that a shell reads. */
const shells = new Set([
  'bash',
  'sh',
  'shell',
  'zsh',
  'ksh',
  'fish',
  'console',
  'terminal',
  'shell-session',
  'shellsession',
  'sh-session',
  'shellscript',
  'bash-session',
  'commandline',
  'cli',
  'cmd',
  'bat',
  'batch',
  'dos',
  'powershell',
  'ps1',
  'pwsh',
  'doscon',
  'prompt',
]);
const plain = new Set(['', 'text', 'txt', 'plaintext', 'plain', 'none', 'default', 'output']);

/** How a block of a language is read; undefined where it is no shell's. */
export function kindOfLanguage(language: string): 'shell' | 'plain' | undefined {
  const name = language.toLowerCase();
  if (shells.has(name)) return 'shell';
  return plain.has(name) ? 'plain' : undefined;
}

/** `$ `, `PS C:\> `, `user@host:~$ `, `(env) $ `: what a terminal prints before a command. */
const prompt =
  /^[ \t]*(?:\([\w.-]{1,60}\)[ \t]*)?(?:[\w.-]{1,60}@[\w.-]{1,60}[^\s$#%>]{0,100}[ \t]*)?(?:[$❯➜]|(?:PS )?[A-Z]:[^>\r\n]{0,100}>|PS>)[ \t]+(?=\S)/;
/** Marks that are also something else: they count before an installer only. */
const weakPrompt = /^[ \t]*(?:[%>][ \t]+)?/;

/** Reads the code of a text for people: commands that name placeholders (`your-package`) ask for nothing. */
export function readProse(file: SourceFile, commands: CommandReader, snippets: readonly Snippet[]): Reading {
  const into = new Collector(file);
  addProse(into, commands, snippets);
  return into.finish();
}

/** Adds what the code of a text for people asks for. */
export function addProse(into: Collector, commands: CommandReader, snippets: readonly Snippet[]): void {
  for (const { piece, kind, format = '' } of snippets) {
    if (kind !== 'file') {
      for (const { text, at } of commandsIn(piece, kind)) {
        into.add(withoutPlaceholders(commands.script(keepPlaceholders(text), at)));
      }
      continue;
    }
    // What belongs to a file by its place does not belong to a text that shows it.
    const { includes: _, ...reading } = commands.embedded(format, piece.text, piece.at);
    into.add(withoutPlaceholders({ ...reading, includes: [] }));
  }
}

/** `<host>` stands for a value, and is no redirection to a shell: marks as long that a shell leaves alone. */
const keepPlaceholders = (text: string): string =>
  text.includes('<')
    ? text.replaceAll(
        /(?<!<)<([A-Za-z][\w.-]{0,60}(?: [\w.-]{1,60}){0,6})>/g,
        (_, name: string) => `{${name.replaceAll(' ', '_')}}`,
      )
    : text;

const withoutPlaceholders = (reading: Reading): Reading => ({
  ...reading,
  dependencies: reading.dependencies.filter(
    ({ name, rawName, source }) =>
      !isPlaceholder(name) &&
      !isPlaceholder(rawName) &&
      !('url' in source && source.url !== undefined && isPlaceholderAddress(source.url)),
  ),
  registries: reading.registries.filter(({ url }) => !isPlaceholderAddress(url)),
  unparsed: reading.unparsed.filter(({ text }) => !isPlaceholder(text)),
});

/**
 * The commands of a block. A shell's block without prompts is one script. In all others, lines with a prompt and lines
 * that begin with an installer are commands, and the rest is what they printed.
 */
export function commandsIn(block: Piece, kind: 'shell' | 'plain'): readonly Piece[] {
  const lines = [...linesOf(block.text)];
  const hasPrompt = lines.some(({ text }) => prompt.test(text.slice(0, 500)));
  if (!hasPrompt && kind === 'shell') return [block];
  const found: Piece[] = [];
  let command: Piece[] = [];
  for (const { start, end, text } of lines) {
    const goesOn = command.length > 0;
    const mark = goesOn ? '' : markOf(text);
    if (mark === undefined) continue;
    const from = start + mark.length;
    command.push({ text: block.text.slice(from, end), at: (offset) => block.at(from + offset) });
    if (isContinued(text)) continue;
    found.push(joinPieces(command));
    command = [];
  }
  if (command.length > 0) found.push(joinPieces(command));
  return found;
}

/** What stands before a command; undefined where the line is none. */
function markOf(line: string): string | undefined {
  const mark = prompt.exec(line.slice(0, 500))?.[0];
  if (mark !== undefined) return mark;
  const weak = weakPrompt.exec(line.slice(0, 500))?.[0] ?? '';
  return beginsWithInstaller(line.slice(weak.length)) ? weak : undefined;
}
