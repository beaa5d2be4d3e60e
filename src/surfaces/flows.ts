import type { Reading, Word } from '../model/command.ts';
import type { Format } from '../model/ecosystem.ts';
import { emptyReading, joinReadings } from '../model/reading.ts';
import type { HereDocument, ShellCommand } from '../text/shell-words.ts';
import type { CommandContext, ScriptContext } from './command-context.ts';
import { placesIn, placeWord } from './command-words.ts';
import { downloadedScript, fetchedBy, fileNamed, isInterpreter, savedBy } from './downloads.ts';
import { shells } from './mentions.ts';
import { type Bare, unwrap } from './wrappers.ts';
import { isWriter, writtenBy } from './writers.ts';

/** Commands of a pipe that are followed back to where its text comes from. */
const maxPipe = 16;

/** Runs what is fetched: `curl ... | sh`, `bash <(curl ...)`, `sh -c "$(curl ...)"`, `iex (irm ...)`. */
export function readFetched(command: ShellCommand, bare: Bare | undefined, script: ScriptContext): Reading {
  if (bare === undefined) return emptyReading;
  const isEvaluator = bare.program === 'eval' || bare.program === 'source' || bare.program === '.';
  if (!isInterpreter(bare.program) && !isEvaluator) return emptyReading;
  if (bare.program === 'iex' || bare.program === 'invoke-expression') {
    if (command.input === undefined) return readExpression(command, script);
  }
  const sources = runsSubstitution(bare, command) ? [...command.feeds] : [];
  // A program that is given a script's name reads its own input otherwise.
  const readsInput = shells.has(bare.program) || bare.words.every(({ text }) => text.startsWith('-'));
  let input = readsInput ? command.input : undefined;
  for (let count = 0; input !== undefined && count < maxPipe; count++) {
    sources.push(input);
    input = input.input;
  }
  return joinReadings(sources.map((one) => readSource(one, command, script)));
}

/** Of what substitutions give, only a script is run: `<(...)`, `< <(...)`, what follows `-c` or `-e`, all of an `eval`. */
function runsSubstitution({ program, words }: Bare, { redirects }: ShellCommand): boolean {
  if (program === 'eval') return true;
  if (redirects.some(({ operator, target }) => operator === '<' && target.text.startsWith('<('))) return true;
  const option = shells.has(program) ? /^-[a-z]*c$/i : /^-[a-z]*[cer]$|^--eval$/i;
  return words.some(({ text }, index) => text.startsWith('<(') || option.test(words[index - 1]?.text ?? ''));
}

/** Runs a file that an earlier command of the script fetched: `curl -o x.sh ... && sh x.sh`. */
export function readSaved(command: ShellCommand, bare: Bare | undefined, script: ScriptContext): Reading {
  if (bare === undefined) return emptyReading;
  const { program, words, head } = bare;
  const { saved } = script;
  // What is compared with a hash or a signature is not whatever lies there.
  if (verifiers.test(program)) saved.clear();
  const fetched = savedBy(command, bare, (word) => placeWord(word, script.at, script.file.text));
  if (fetched !== undefined) {
    saved.set(fetched.file, fetched.address);
    return emptyReading;
  }
  if (saved.size === 0) return emptyReading;
  const isRunner = isInterpreter(program) || program === 'source' || program === '.';
  const ran = isRunner ? words.find(({ text }) => !text.startsWith('-')) : head.text.includes('/') ? head : undefined;
  const file = ran === undefined ? '' : fileNamed(ran.text);
  if (!saved.has(file)) return emptyReading;
  const address = saved.get(file);
  saved.delete(file);
  return addressRead(isSettled(address) ? address : undefined, command, script);
}

const verifiers = /^(?:(?:sha\d{1,3}|md5|b2|b3)sum|shasum|gpg2?|gpgv|cosign|minisign|openssl|slsa-verifier)$/;

const isSettled = (address: Word | undefined): boolean =>
  address?.known === true || (address !== undefined && !/[$`]/.test(address.text));

function readSource(source: ShellCommand, command: ShellCommand, script: ScriptContext): Reading {
  const words = source.words.map((word) => placeWord(word, script.at, script.file.text));
  const fetched = fetchedBy(words);
  // A shell is given its input elsewhere.
  if (fetched === undefined) return source === command.input ? emptyReading : readScriptOf(unwrap(words), script);
  const { address } = fetched;
  return addressRead(isSettled(address) ? address : undefined, command, script);
}

/** PowerShell: the address stands somewhere in the expression. */
function readExpression(command: ShellCommand, script: ScriptContext): Reading {
  const feed = script.text.indexOf('\n', command.start);
  const line = script.text.slice(command.start, feed < 0 ? script.text.length : feed);
  if (line.length > 4096) return addressRead(undefined, command, script);
  const found = /https?:\/\/[^\s'"()|;]+/i.exec(line);
  if (found === null) return addressRead(undefined, command, script);
  const start = command.start + found.index;
  const word: Word = { text: found[0], known: true, start, end: start + found[0].length, plain: start };
  return addressRead(placeWord(word, script.at, script.file.text), command, script);
}

function addressRead(address: Word | undefined, command: ShellCommand, script: ScriptContext): Reading {
  const { locate, gap, at } = script;
  const [start, end] = [at(command.start), at(Math.max(command.start, command.end - 1)) + 1];
  const reason = 'what is fetched and run here depends on more than the text';
  if (address === undefined) return { ...emptyReading, unparsed: [gap(start, end, reason)] };
  const place = locate(address.start, address.end);
  const exact = address.plain === undefined ? undefined : locate(address.plain, address.plain + address.text.length);
  const region = exact && {
    startLine: exact.startLine,
    startColumn: exact.startColumn,
    endLine: exact.endLine,
    endColumn: exact.endColumn,
  };
  const dependency = downloadedScript(address.text, place, region);
  if (dependency === undefined)
    return { ...emptyReading, unparsed: [gap(address.start, address.end, 'not an address')] };
  return { ...emptyReading, dependencies: [dependency] };
}

/** Words that `xargs` adds: those of an `echo` before it, else one that nobody knows. */
export function readInput(command: ShellCommand, { at, file }: ScriptContext): readonly Word[] {
  const words = command.input?.words.map((word) => placeWord(word, at, file.text)) ?? [];
  const bare = unwrap(words);
  if (bare !== undefined && isWriter(bare.program) && bare.words.every(({ text }) => !/[%\\]/.test(text))) {
    return bare.words.filter(({ text }) => !text.startsWith('-'));
  }
  const place = at(command.start);
  return [{ text: '$(input)', known: false, start: place, end: at(Math.max(command.start, command.end - 1)) + 1 }];
}

/** Text that a command is given: as a script, as a dependency file, or for nobody knows what. */
export function readWritten(command: ShellCommand, bare: Bare | undefined, script: ScriptContext): Reading {
  const { documents, redirects, input: piped } = command;
  if (documents.length + redirects.length === 0 && piped === undefined) return emptyReading;
  const place = (word: Word): Word => placeWord(word, script.at, script.file.text);
  const readings = command.documents.map((document) => readDocument(document, command, bare, script));
  if (bare !== undefined && shells.has(bare.program)) {
    for (const { operator, target } of command.redirects) {
      if (operator !== '<<<') continue;
      const word = place(target);
      readings.push(script.script(word.text, placesIn(word, script.file.text), script.depth + 1, script));
    }
  }
  const input = command.input === undefined ? undefined : unwrap(command.input.words.map(place));
  const isTee = bare?.program === 'tee';
  const target = targetOf(command, isTee ? bare.words : undefined);
  const writer = isTee ? input : bare;
  const written = writer === undefined || target === undefined ? undefined : writtenBy(writer, script.file.text);
  if (target !== undefined && written !== undefined) {
    readings.push(readInto(target, written.text, written.at, script) ?? emptyReading);
  }
  if (bare !== undefined && shells.has(bare.program)) readings.push(readScriptOf(input, script));
  return joinReadings(readings);
}

/** Runs what another command writes. */
function readScriptOf(writer: Bare | undefined, script: ScriptContext): Reading {
  const written = writer === undefined ? undefined : writtenBy(writer, script.file.text);
  return written === undefined ? emptyReading : script.script(written.text, written.at, script.depth + 1, script);
}

function readDocument(
  { start, end }: HereDocument,
  command: ShellCommand,
  bare: Bare | undefined,
  script: ScriptContext,
): Reading {
  const body = script.text.slice(start, end);
  const at = (offset: number): number => script.at(start + offset);
  const program = bare?.program ?? '';
  if (shells.has(program) || program === 'ssh' || program === 'su') {
    return script.script(body, at, script.depth + 1, script);
  }
  const target = targetOf(command, program === 'tee' ? bare?.words : undefined);
  const written = target === undefined ? undefined : readInto(target, body, at, script);
  if (written !== undefined) return written;
  const readsStandardInput = bare?.words.some(({ text }) => text === '-' || text === '/dev/stdin') === true;
  const requirements = script.formats.find(({ id }) => id === 'requirements');
  if (script.installers.has(program) && readsStandardInput && requirements !== undefined) {
    return script.embedded(requirements, body, at);
  }
  if (!script.mentions.inText(body)) return emptyReading;
  const last = script.at(Math.max(start, end - 1)) + 1;
  const gap = script.gap(
    script.at(start),
    last,
    'a here-document speaks of an installer, and nothing says what reads it',
  );
  return { ...emptyReading, unparsed: [gap] };
}

/** The file that a command writes. */
function targetOf({ redirects }: ShellCommand, words: readonly Word[] | undefined): string | undefined {
  const operand = words?.find(({ text }) => !text.startsWith('-'))?.text;
  return operand ?? redirects.findLast(({ operator }) => operator.includes('>') && operator !== '>&')?.target.text;
}

/** Undefined where nothing is known of the file that is written. */
function readInto(
  target: string,
  text: string,
  at: (offset: number) => number,
  script: ScriptContext,
): Reading | undefined {
  if (/\bGITHUB_ENV\b/.test(target)) return readVariables(text, at, script);
  if (/\.(?:sh|bash|zsh|command)$/.test(target) || /^#!.{0,40}\b(?:ba|z|da|k)?sh\b/.test(text)) {
    return script.script(text, at, script.depth + 1, script);
  }
  const format = formatOf(target, script);
  return format === undefined ? undefined : script.embedded(format, text, at);
}

function formatOf(target: string, { formats }: CommandContext): Format | undefined {
  if (target.length > 4096) return undefined;
  return formats.find((one) => one.matches(target.replace(/^(?:~|\$HOME|\$\{HOME\})\//, '')) === 'name');
}

/** `NAME=value` on each line: variables of the steps that follow in a workflow. */
function readVariables(text: string, at: (offset: number) => number, script: ScriptContext): Reading {
  const readings: Reading[] = [];
  for (const line of text.matchAll(/^([A-Za-z_]\w*)=([^\n]*)$/gm)) {
    const [, name = '', value = ''] = line;
    const start = line.index + name.length + 1;
    const word: Word = { text: value, known: !/[$`]/.test(value), start, end: start + value.length, plain: start };
    readings.push(script.setting(name, placeWord(word, at, script.file.text)));
  }
  return joinReadings(readings);
}
