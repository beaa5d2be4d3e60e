import type { CommandReader, Surface } from '../../model/surface.ts';
import { Collector, expands } from '../collector.ts';
import { type IniSetting, readIni } from '../ini.ts';
import { isContinued, linesOf } from '../lines.ts';
import { baseNameOf } from '../names.ts';
import { cutPiece, endOf, joinPieces, type Piece, PieceBuilder } from '../pieces.ts';
import { fillTemplates } from '../templates.ts';

export const surface: Surface = {
  id: 'tox',
  title: 'tox.ini',
  role: 'script',
  includesAnyName: true,
  matches: (path) => (baseNameOf(path) === 'tox.ini' ? 'name' : false),
  read(file, commands) {
    const into = new Collector(file);
    for (const setting of readIni(file.text)) readers.get(setting.key)?.(setting, into, commands);
    return into.finish();
  },
};

type Reader = (setting: IniSetting, into: Collector, commands: CommandReader) => void;

/** Settings that install or run something (tox.wiki, "Configuration"). */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['deps', readRequirements],
  ['requires', readRequirements],
  ['commands', readCommands],
  ['commands_pre', readCommands],
  ['commands_post', readCommands],
  ['set_env', readVariables],
  ['setenv', readVariables],
  ['install_command', readCommands],
]);

/** The lines of a value without the environments they are for; those that continue are joined. */
function partsOf(value: Piece): readonly Piece[] {
  const parts: Piece[] = [];
  let open: Piece[] = [];
  for (const { start, end, text } of linesOf(value.text)) {
    const skip = open.length > 0 ? 0 : (factorsOf(text)?.length ?? 0);
    open.push(cutPiece(value, start + skip, end));
    if (isContinued(text)) continue;
    parts.push(joinPieces(open));
    open = [];
  }
  if (open.length > 0) parts.push(joinPieces(open));
  return parts.filter(({ text }) => text.trim() !== '');
}

function factorsOf(line: string): string | undefined {
  const colon = line.indexOf(': ');
  return colon === -1 || colon > 300 || /[^\w{}.!, \t-]/.test(line.slice(0, colon))
    ? undefined
    : line.slice(0, colon + 2);
}

/** Requirements as pip takes them; the folders that tox puts in are that of the file. */
function readRequirements({ value }: IniSetting, into: Collector, commands: CommandReader): void {
  const parts = partsOf(value).map(dropFolders);
  for (const part of parts.filter(({ text }) => isReference(text))) {
    // What another section holds is read there.
    if (!part.text.includes('{['))
      into.reject(part.at(0), part.at(part.text.length), 'depends on a substitution of tox');
  }
  const rest = parts.filter(({ text }) => !isReference(text));
  if (rest.length === 0) return;
  const { text, at } = joinPieces(rest);
  // Each environment is installed by a run of its own.
  into.within({ start: at(0), end: endOf({ text, at }) }, () => into.add(commands.embedded('requirements', text, at)));
}

const isReference = (text: string): boolean => text.includes('{');

const folders = /\{(?:toxinidir|tox_root)\}[/\\]?|\{\/\}/g;

function dropFolders(part: Piece): Piece {
  const built = new PieceBuilder();
  let done = 0;
  for (const { 0: written, index } of part.text.matchAll(folders)) {
    built.append(part.text.slice(done, index), done, index);
    if (written === '{/}') built.append('/', index, index + written.length);
    done = index + written.length;
  }
  if (done === 0) return part;
  built.append(part.text.slice(done), done, part.text.length);
  return built.length === 0 ? cutPiece(part, done) : built.finish(part.at);
}

/** What tox itself puts into `install_command`: options, and packages that stand elsewhere in the file. */
const fillFor = (name: string): string | undefined => (name === 'opts' || name === 'packages' ? '' : undefined);

/** Each line is one command; `-` before it says that it may fail, `!` that it must. */
function readCommands({ value }: IniSetting, into: Collector, commands: CommandReader): void {
  for (const part of partsOf(value)) {
    const marks = /^[ \t]*[-!]?[ \t]*/.exec(part.text)?.[0].length ?? 0;
    const { text, at } = fillTemplates(cutPiece(part, marks), { open: '{', close: '}' }, fillFor);
    into.add(commands.script(text, at));
  }
}

function readVariables({ value }: IniSetting, into: Collector, commands: CommandReader): void {
  for (const part of partsOf(value)) {
    const match = /^[ \t]*([A-Za-z_]\w{0,200})[ \t]*=[ \t]*/.exec(part.text);
    const [head, name] = match ?? [];
    if (head === undefined || name === undefined) continue;
    const value = fillTemplates(cutPiece(part, head.length), { open: '{', close: '}' });
    into.add(commands.setting(name, into.word(value, !expands(value.text))));
  }
}
