import type { Reading, Word } from '../model/command.ts';
import { emptyReading, joinReadings } from '../model/reading.ts';
import type { Assignment, ShellCommand } from '../text/shell-words.ts';
import type { CommandContext, ScriptContext, ScriptVariables } from './command-context.ts';
import { placesIn, placeWord } from './command-words.ts';
import { readFetched, readInput, readSaved, readWritten } from './flows.ts';
import { changeFolder, folderOf } from './folders.ts';
import { readImageBuild } from './image-builds.ts';
import { shells } from './mentions.ts';
import { holdWithin } from './scope.ts';
import { type Bare, splitAssignment, splitString, unwrap } from './wrappers.ts';

/** Commands inside commands (`poetry run pip install`) that are followed. */
const maxNesting = 8;

/** Programs whose words are shown, searched or looked up: what they say is not run. */
const talkers = new Set(
  (
    'echo printf cat grep egrep fgrep rg sed awk which type hash ls rm cp mv mkdir touch chmod chown cd test [ [[ man git ' +
    'apt apt-get apk brew dnf yum zypper pacman choco scoop winget for select case read ln tee head tail sort wc ' +
    'diff tar true false return exit shift set unset gem cargo go make cmake rustup'
  ).split(' '),
);

/** Programs that set variables of the environment. */
const exporters = new Set(['export', 'declare', 'typeset', 'readonly', 'local', 'setenv', 'set', 'setx']);

/** Runs its words, or the text in them, in the shell itself. */
const evaluators = new Set(['eval', 'source', '.', 'iex', 'invoke-expression']);

interface Surroundings extends ScriptVariables {
  readonly depth: number;
  readonly nesting: number;
  readonly folder: string | undefined;
}

/** One simple command of a script, with what flows into it and out of it. */
export function readStatement(command: ShellCommand, script: ScriptContext): Reading {
  const place = (word: Word): Word => placeWord(word, script.at, script.file.text);
  const words = command.words.map(place);
  const settings = command.assignments.map(({ name, value }: Assignment) =>
    words.length === 0 ? setFromHere(name, place(value), script) : setFor([place(value), ...words], name, script),
  );
  const bare = unwrap(words);
  if (bare?.program === 'cd' || bare?.program === 'pushd') changeFolder(command.scope, bare.words, script);
  const folder = folderOf(command.scope, script);
  const fed = bare?.isFed === true ? readInput(command, script) : [];
  const { depth, known } = script;
  const environment = withAssignments(script.environment, words.length === 0 ? [] : command.assignments);
  const around = { depth, nesting: 0, folder, known, environment };
  if (bare !== undefined && exporters.has(bare.program)) noteExports(bare.words, script);
  return joinReadings([
    ...settings,
    readWords(bare?.isFed === true ? [...words, ...fed] : words, script, around),
    readFetched(command, bare, script),
    readSaved(command, bare, script),
    readWritten(command, bare, script),
  ]);
}

/** A command that is split into words already. */
export function readArgv(
  words: readonly Word[],
  context: CommandContext,
  environment: ReadonlyMap<string, string>,
): Reading {
  return readWords(words, context, { depth: 0, nesting: 0, folder: '', known: new Map(), environment });
}

/** Variables that are set in front of a command; one whose value is not known is none that is known. */
function withAssignments(
  outer: ReadonlyMap<string, string>,
  assignments: Bare['settings'],
): ReadonlyMap<string, string> {
  if (assignments.length === 0) return outer;
  const all = new Map(outer);
  for (const { name, value } of assignments) setOrForget(all, name, value);
  return all;
}

function setOrForget(
  variables: Map<string, string>,
  name: string,
  { known, text }: Pick<Word, 'known' | 'text'>,
): void {
  if (known) variables.set(name, text);
  else variables.delete(name);
}

function noteExports(words: readonly Word[], { environment }: ScriptContext): void {
  for (const word of words) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*=/.test(word.text)) continue;
    const { name, value } = splitAssignment(word);
    setOrForget(environment, name, value);
  }
}

function readWords(words: readonly Word[], context: CommandContext, around: Surroundings): Reading {
  if (around.nesting > maxNesting) return tellNesting(words, context);
  const bare = unwrap(words);
  if (bare === undefined || bare.isQuestion) return emptyReading;
  if (bare.settings.length === 0) return readBare(bare, context, around);
  const settings = bare.settings.map(({ name, value }) => setFor([value, ...words], name, context));
  const environment = withAssignments(around.environment, bare.settings);
  return joinReadings([...settings, readBare(bare, context, { ...around, environment })]);
}

function tellNesting(words: readonly Word[], { mentions, gap }: CommandContext): Reading {
  const [first, last] = [words[0], words.at(-1)];
  const speaks = mentions.inWords(words, 0) >= 0 || words.some(({ text }) => mentions.inText(text));
  if (first === undefined || last === undefined || !speaks) return emptyReading;
  const [start, end] = [Math.min(first.start, last.start), Math.max(first.end, last.end)];
  return { ...emptyReading, unparsed: [gap(start, end, 'commands are nested too deeply to be read')] };
}

function readBare(bare: Bare, context: CommandContext, around: Surroundings): Reading {
  const { program, words } = bare;
  const installer = context.installers.get(program);
  if (installer !== undefined) {
    const { file, locate } = context;
    const [first, last] = [bare.head, words.at(-1) ?? bare.head];
    const [start, end] = [Math.min(first.start, last.start), Math.max(first.end, last.end)];
    const { folder, environment: variables } = around;
    const read = installer.read({ program, words, start, end, path: file.path, folder, variables, locate });
    return joinReadings([scopeRegistries(read), readInner(bare, context, around)]);
  }
  if (exporters.has(program)) return readExports(words, context);
  const split = program === 'env' ? splitString(words) : undefined;
  if (split !== undefined) return readQuoted(split, false, context, around);
  if (/^\$env:/i.test(bare.head.text)) return readPowerShellVariable(bare, context);
  if (shells.has(program) || program === 'cmd' || program === 'powershell' || program === 'pwsh' || program === 'su') {
    return readShellCall(bare, context, around);
  }
  if (evaluators.has(program)) return readEvaluated(bare, context, around);
  if (talkers.has(program)) return emptyReading;
  const build = readImageBuild(bare, context, around.folder);
  const inner = joinReadings([build, readInner(bare, context, around)]);
  const isUnderstood = Object.values(inner).some((list) => list.length > 0);
  return isUnderstood ? inner : readUnknown(bare, context);
}

/** What is installed by a system's own package manager, or built, is another matter. */
const systems = /apt|apk|brew|dnf|yum|zypper|pacman|port|make|cmake|cargo|gem|go|helm|cc|ninja|rpm|dpkg|snap|flatpak/i;

/** `$TOOL install x`: which program runs is not known, and what it does is an installation all the same. */
function readUnknown({ head, words }: Bare, { gap }: CommandContext): Reading {
  const [verb, operand] = words.filter(({ text }) => !text.startsWith('-'));
  const installs = verb !== undefined && /^(?:install|add|i|dlx)$/.test(verb.text);
  if (head.known || !installs || operand === undefined || operand.text.includes('=') || systems.test(head.text))
    return emptyReading;
  const [start, end] = [Math.min(head.start, operand.start), Math.max(head.end, operand.end)];
  return { ...emptyReading, unparsed: [gap(start, end, 'which program installs here is not known')] };
}

/** An index on a command line is asked for what that command names, not for what the rest of the file does. */
function scopeRegistries(read: Reading): Reading {
  if (read.registries.length === 0 || read.includes.length > 0) return read;
  const registries = read.registries.map((use) => {
    const own = read.dependencies.filter(({ ecosystem }) => ecosystem === use.ecosystem).map(({ name }) => name);
    if (use.names !== undefined || own.length === 0) return use;
    return { ...use, names: [...new Set(own)] };
  });
  return { ...read, registries };
}

/** Another command among the words: `docker run image pip install x`, `poetry run pip install x`. */
function readInner({ program, words }: Bare, context: CommandContext, around: Surroundings): Reading {
  const { mentions } = context;
  const from = mentions.inWords(words, 0);
  const before = from < 0 ? words : words.slice(0, from);
  const isInstaller = context.installers.has(program);
  const quoted = before.filter(({ text }) => /\s/.test(text) && mentions.inText(text));
  const told = joinReadings(quoted.map((word) => readQuoted(word, isInstaller, context, around)));
  if (from < 0) return told;
  // Words of an installer's own command line: `npm install npm install` names packages.
  if (isInstaller && !runs(program, words)) return told;
  // The command of `find -exec` ends at a semicolon of its own.
  const last = words.findIndex(({ text }, index) => index > from && text === ';');
  const inner = words.slice(from, last < 0 ? words.length : last);
  return joinReadings([told, readWords(inner, context, { ...around, nesting: around.nesting + 1 })]);
}

/** A text among the words: `ssh host "pip install x"`. */
function readQuoted(word: Word, isInstaller: boolean, context: CommandContext, around: Surroundings): Reading {
  const read = isInstaller
    ? emptyReading
    : context.script(word.text, placesIn(word, context.file.text), around.depth + 1, around);
  const isUnderstood = Object.values(read).some((list) => list.length > 0);
  const reason = 'speaks of an installer in a place that is not understood';
  return isUnderstood ? read : { ...emptyReading, unparsed: [context.gap(word.start, word.end, reason)] };
}

const runs = (program: string, words: readonly Word[]): boolean =>
  program === 'corepack' || words.slice(0, 3).some(({ text }) => /^(?:run|exec|x|-c)$/.test(text));

/** A variable in front of a command holds for that command. */
function setFor([value, ...words]: readonly [Word, ...Word[]], name: string, context: CommandContext): Reading {
  const last = words.at(-1) ?? value;
  const start = Math.min(value.start, last.start);
  return holdWithin(context.setting(name, value), context.locate(start, Math.max(value.end, last.end)));
}

/** What is exported holds for the rest of the script. */
function setFromHere(name: string, value: Word, { setting, until, locate }: CommandContext): Reading {
  const within = until === undefined ? undefined : locate(Math.min(value.start, until), Math.max(value.end, until));
  return holdWithin(setting(name, value), within);
}

/** `export NAME=value`; `set NAME=value` and `setx NAME value` of Windows. */
function readExports(words: readonly Word[], context: CommandContext): Reading {
  const readings = words.flatMap((word, index) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(word.text)) {
      const { name, value } = splitAssignment(word);
      return [setFromHere(name, value, context)];
    }
    const next = words[index + 1];
    return index === 0 && words.length === 2 && next !== undefined ? [setFromHere(word.text, next, context)] : [];
  });
  return joinReadings(readings);
}

/** `$env:NAME = "value"` */
function readPowerShellVariable({ head, words }: Bare, context: CommandContext): Reading {
  const [name = '', glued] = head.text.slice('$env:'.length).split('=', 2);
  const value = words.find(({ text }) => text !== '=');
  if (glued !== undefined && glued !== '') {
    return setFromHere(name, { ...head, text: glued, known: !glued.includes('$') }, context);
  }
  return value === undefined ? emptyReading : setFromHere(name, value, context);
}

/** `sh -c "script"`, `cmd /c words`, `powershell -Command words`, `su -c "script" user`. */
function readShellCall({ words }: Bare, context: CommandContext, around: Surroundings): Reading {
  const at = words.findIndex(({ text }) => /^-[a-z]*c$|^--command(?:=|$)|^\/c$|^-command$/i.test(text));
  const script = words[at + 1];
  if (at < 0 || script === undefined) return emptyReading;
  const rest = words.slice(at + 1);
  const isText = /\s/.test(script.text) || rest.length === 1;
  if (!isText) return readWords(rest, context, { ...around, nesting: around.nesting + 1 });
  return context.script(script.text, placesIn(script, context.file.text), around.depth + 1, around);
}

function readEvaluated({ program, words }: Bare, context: CommandContext, around: Surroundings): Reading {
  if (program === 'source' || program === '.') return emptyReading;
  const [first] = words;
  if (words.length !== 1 || first === undefined) {
    return readWords(words, context, { ...around, nesting: around.nesting + 1 });
  }
  return context.script(first.text, placesIn(first, context.file.text), around.depth + 1, around);
}
