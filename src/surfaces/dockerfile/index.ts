import type { Reading, Word } from '../../model/command.ts';
import type { Include } from '../../model/dependency.ts';
import { MalformedFileError, type SourceFile } from '../../model/ecosystem.ts';
import { emptyReading } from '../../model/reading.ts';
import type { CommandReader, Surface } from '../../model/surface.ts';
import { parseJson } from '../../text/json.ts';
import { parentOf } from '../../text/paths.ts';
import { addAddress } from '../addresses.ts';
import { Collector, wordOf } from '../collector.ts';
import { type Instruction, readInstructions } from '../container-instructions.ts';
import { addImage, rejectImage } from '../images.ts';
import { jsonWord } from '../json-text.ts';
import { baseNameOf } from '../names.ts';
import { cutPiece, endOf, type Piece } from '../pieces.ts';
import { writingOf } from '../written-files.ts';
import { moveProject, Places } from './places.ts';
import { findRanges, type Ranges } from './ranges.ts';
import { Stages } from './stages.ts';
import { maySet } from './unseen.ts';
import { substitute } from './variables.ts';
import { type Assignment, readAssignments, splitInstruction } from './words.ts';

export const surface: Surface = {
  id: 'dockerfile',
  title: 'Dockerfile, Containerfile',
  role: 'script',
  includesAnyName: true,
  matches(path) {
    const name = baseNameOf(path).toLowerCase();
    if (name.endsWith('.dockerignore')) return false;
    const isNamed =
      /^(?:dockerfile|containerfile)(?:[.-]|$)/.test(name) || /\.(?:dockerfile|containerfile)$/.test(name);
    return isNamed ? 'name' : false;
  },
  read: (file, commands) => readDockerfile(file, commands),
};

interface Context {
  readonly into: Collector;
  readonly commands: CommandReader;
  readonly stages: Stages;
  readonly ranges: Ranges;
  readonly places: Places;
  /** The stage that is being read. */
  stage: { readonly start: number; readonly end: number };
}

function readDockerfile(file: SourceFile, commands: CommandReader): Reading {
  const into = new Collector(file);
  const instructions = readInstructions(file.text);
  const ranges = findRanges(instructions, file.text.length);
  const stage = { start: 0, end: file.text.length };
  const context: Context = { into, commands, stages: new Stages(), places: new Places(), ranges, stage };
  addFrontend(file.text, into);
  for (const instruction of instructions) {
    if (maySet(instruction)) context.places.lose();
    readers.get(instruction.name)?.(instruction, context);
    for (const { body, closed } of instruction.heredocs) {
      if (!closed) into.reject(instruction.start, endOf(body), 'a heredoc that never ends');
    }
  }
  return into.finish();
}

/** `# syntax=image`: the image that reads the file and runs its instructions (docs.docker.com, "Custom Dockerfile syntax"). */
function addFrontend(text: string, into: Collector): void {
  const [all, image = ''] = /^(?:\ufeff)?(?:#![^\n]{0,200}\n)?#[ \t]*syntax[ \t]*=[ \t]*(\S{1,600})/i.exec(text) ?? [];
  if (all === undefined) return;
  const plain = all.length - image.length;
  addImage(into, image, { start: plain, end: all.length, plain }, 'build');
}

const readers: ReadonlyMap<string, (instruction: Instruction, context: Context) => void> = new Map([
  ['FROM', readFrom],
  ['ARG', readVariables],
  ['ENV', readVariables],
  ['RUN', readRun],
  ['CMD', readCommand],
  ['ENTRYPOINT', readCommand],
  ['WORKDIR', readWorkdir],
  ['HEALTHCHECK', readHealthcheck],
  ['ADD', readAdd],
  ['COPY', readCopy],
]);

function readFrom({ value, start, end }: Instruction, context: Context): void {
  const { into, stages } = context;
  const [image, as, name] = splitInstruction(value);
  if (image === undefined) return rejectImage(into, start, end, 'FROM without an image');
  const stage = as?.piece.text.toLowerCase() === 'as' ? name?.piece.text : undefined;
  addReference(image.piece, { start, end }, 'runtime', { into, stages });
  context.places.begin(image.piece.text, stage);
  if (!stages.begin(image.piece.text, stage))
    into.reject(start, end, 'too many variables are handed on to be followed');
  for (const [variable, word] of stages.settings) {
    (stages.isOpenArgument(variable, word.text) ? addUnset : addSetting)(variable, word, start, context);
  }
  context.stage = { start, end: context.ranges('', start) };
  for (const reading of stages.written) into.within(context.stage, () => into.add(reading));
}

/** Adds the image, unless it is a stage of the file or the empty image. */
function addReference(
  piece: Piece,
  { start, end }: Pick<Instruction, 'start' | 'end'>,
  scope: 'runtime' | 'build',
  { into, stages }: Pick<Context, 'into' | 'stages'>,
): void {
  const { text, known } = substitute(piece.text, stages.arguments);
  if (text === 'scratch' || stages.has(text)) return;
  if (!known) return rejectImage(into, start, end, 'the image depends on a variable that nothing here sets');
  const written = text === piece.text ? {} : { written: piece.text };
  addImage(into, text, { start, end, plain: piece.at(0), ...written }, scope);
}

/** From an instruction on, as far as it holds. */
function addSetting(name: string, value: Word, from: number, { into, commands, ranges }: Context): boolean {
  const reading = commands.setting(name, value);
  into.within({ start: from, end: ranges(name, from) }, () => into.add(reading));
  return reading.registries.length + (reading.clients ?? []).length > 0;
}

/** `ARG NAME`: as before the first `FROM`, else what whoever builds the image says, if anybody does. */
function readArgument(piece: Piece, from: number, context: Context): void {
  const { stages } = context;
  const name = piece.text;
  stages.inherit(name);
  const known = stages.argument(name);
  if (known !== undefined) addSetting(name, known, from, context);
  if (known !== undefined || !stages.isOpen) return;
  stages.leaveOpen(name);
  addUnset(name, { text: `\${${name}}`, known: false, start: piece.at(0), end: endOf(piece) }, from, context);
}

/** Without a value the default holds, with one an index may be any. */
function addUnset(name: string, word: Word, from: number, { into, commands, ranges }: Context): void {
  const registries = commands.setting(name, word).registries.map((use) => ({ ...use, isUnset: true as const }));
  into.within({ start: from, end: ranges(name, from) }, () => into.add({ ...emptyReading, registries }));
}

function readVariables(instruction: Instruction, context: Context): void {
  const { name, value, start, end } = instruction;
  const { into } = context;
  if (name === 'ARG') {
    for (const { piece } of splitInstruction(value)) if (!piece.text.includes('=')) readArgument(piece, start, context);
    if (!value.text.includes('=')) return;
  }
  const assignments = readAssignments(value);
  if (assignments.length === 0) into.reject(start, end, `${name} without a value`);
  for (const assignment of assignments) setVariable(instruction, assignment, context);
}

function setVariable({ name, start }: Instruction, assignment: Assignment, context: Context): void {
  const { stages } = context;
  const found = assignment.literal
    ? { text: assignment.value.text, known: true }
    : substitute(assignment.value.text, stages.variables);
  if (found.known) stages.set(assignment.name, found.text);
  else stages.forget(assignment.name);
  const word = wordOf(assignment.value);
  const isWritten = found.text === word.text;
  const { plain: _, ...elsewhere } = word;
  const setting = { ...(isWritten ? word : elsewhere), ...found };
  // Handed on to commands and later stages; the argument itself says already that nobody has set it.
  if (!found.known && stages.isOpenArgument(assignment.name, found.text)) stages.note(name, assignment.name, setting);
  else if (addSetting(assignment.name, setting, start, context)) stages.note(name, assignment.name, setting);
  else stages.forgetSetting(assignment.name);
}

function readRun(instruction: Instruction, context: Context): void {
  readOtherImages(instruction, context);
  const { value, whole, heredocs, isHeredocOnly } = instruction;
  if (!isHeredocOnly) return runCommand(heredocs.length > 0 ? whole : value, context);
  for (const { body } of heredocs) {
    const { text } = body;
    if (!text.startsWith('#!') || /^#![^\n]*sh\b/.test(text)) runShell(body, context);
  }
}

function readWorkdir({ value }: Instruction, { places, stages }: Context): void {
  const { text, known } = substitute(value.text.trim().replace(/^(["'])(.*)\1$/, '$2'), stages.variables);
  places.enter(known ? text : undefined);
}

function readCommand({ value }: Instruction, context: Context): void {
  runCommand(value, context);
}

/** `HEALTHCHECK [options] CMD command`; `NONE` has no command. */
function readHealthcheck({ value }: Instruction, context: Context): void {
  const keyword = /^CMD\s+/i.exec(value.text.slice(0, 200))?.[0];
  if (keyword !== undefined) runCommand(cutPiece(value, keyword.length), context);
}

/** The JSON form where it is one, else a line for the shell. */
function runCommand(value: Piece, context: Context): void {
  const words = readJsonForm(value);
  if (words === undefined) runShell(value, context);
  else if (words.length > 0) addCommands(context.commands.argv(words, environmentOf(context)), context);
}

/** What it names is relative to where it runs, which may lie in the folder of the file or be the root of the tree. */
function runShell({ text, at }: Piece, context: Context): void {
  const { commands, stages, places } = context;
  const folder = places.folder;
  const cd = folder === '' ? '' : `cd "${folder.replaceAll(/["\\\n$`]/g, '')}"\n`;
  const place = (offset: number): number => at(Math.max(0, offset - cd.length));
  addCommands(commands.script(cd + text, cd === '' ? at : place, stages.variables, environmentOf(context)), context);
}

/** What a variable says of folders of the image, as seen from the one that commands run in. */
const environmentOf = ({ stages, places }: Context): ReadonlyMap<string, string> =>
  new Map([...stages.variables].map(([name, value]) => [name, places.relate(value)]));

/** What a command writes into files of settings holds for its stage, and for those that start from it. */
function addCommands(reading: Reading, { into, stages, stage, places }: Context): void {
  const beside = parentOf(into.file.path);
  const { folder, files } = places;
  const includes = reading.includes.map(
    (one): Include =>
      files !== undefined && one.kind === 'project' && parentOf(one.path ?? '') === folder ? { ...one, files } : one,
  );
  const projects = beside === '' ? [] : includes.flatMap((one) => moveProject(one, beside));
  into.within(stage, () => into.add({ ...reading, includes: [...includes, ...projects] }));
  const registries = reading.registries.filter(({ within }) => within === undefined);
  if (registries.length > 0) stages.write({ ...emptyReading, registries });
}

function readJsonForm(value: Piece): readonly Word[] | undefined {
  if (!value.text.startsWith('[')) return undefined;
  try {
    const { root } = parseJson(value.text);
    if (root.kind !== 'array') return undefined;
    const words = root.items.flatMap((item) => (item.kind === 'string' ? [jsonWord(value, item)] : []));
    return words.length === root.items.length ? words : undefined;
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

/** Images that files are taken from: `COPY --from=`, `RUN --mount=from=`. */
function readOtherImages(instruction: Instruction, { into, stages }: Context): void {
  for (const flag of instruction.flags) {
    const from = /^--(?:from=|mount=(?:[^,]*,){0,20}from=)/.exec(flag.text)?.[0];
    if (from === undefined) continue;
    const comma = flag.text.startsWith('--mount') ? flag.text.indexOf(',', from.length) : -1;
    const image = cutPiece(flag, from.length, comma === -1 ? flag.text.length : comma);
    if (/^\d+$/.test(image.text)) continue;
    addReference(image, instruction, 'build', { into, stages });
  }
}

/** A heredoc is the content of the file that the last word names. */
function readCopy(instruction: Instruction, context: Context): void {
  readOtherImages(instruction, context);
  const words = splitInstruction(instruction.value);
  const target = words.at(-1)?.piece.text ?? '';
  const isFromImage = instruction.flags.some(({ text }) => text.startsWith('--from='));
  const sources = isFromImage
    ? []
    : (readJsonForm(instruction.value) ??
      words.map(({ piece }) => context.into.word(piece, !piece.text.includes('$'))));
  context.places.copy(
    sources.slice(0, -1).map(({ text }) => text),
    substitute(target, context.stages.variables).text,
  );
  for (const source of sources.slice(0, -1)) context.into.add(context.commands.settingsFile(source));
  for (const { body } of instruction.heredocs) {
    const { text, at } = writingOf(target.endsWith('/') ? '' : target, body);
    context.into.add(context.commands.script(text, at));
  }
}

/** Sources that are addresses; the last word is the destination. */
function readAdd(instruction: Instruction, context: Context): void {
  readCopy(instruction, context);
  const { into, stages } = context;
  const { value, start, end, flags } = instruction;
  const checksum = flags.find(({ text }) => text.startsWith('--checksum='))?.text.slice('--checksum='.length);
  const words =
    readJsonForm(value)?.map(({ text, plain }) => ({ written: text, nameAt: plain })) ??
    splitInstruction(value).map(({ piece }) => ({ written: piece.text, nameAt: piece.at(0) }));
  for (const { written, nameAt } of words.slice(0, -1)) {
    const { text, known } = substitute(written, stages.variables);
    const isGit = /^(?:git@|git:\/\/|ssh:\/\/)/.test(text) || /^https?:\/\/[^#?\s]+\.git(?:[#?]|$)/.test(text);
    if (!isGit && !/^(?:https?|ftp):\/\//.test(text)) continue;
    if (!known) {
      into.reject(start, end, 'the address depends on a variable that nothing here sets');
      continue;
    }
    const [address = '', ref] = isGit ? text.split('#') : [text];
    addAddress(into, {
      kind: isGit ? 'git' : 'url',
      text: address,
      written,
      scope: 'build',
      start,
      end,
      ...(ref === undefined ? {} : { ref: ref.split(':')[0] ?? ref }),
      ...(checksum === undefined ? {} : { integrity: [checksum] }),
      ...(nameAt === undefined ? {} : { nameAt }),
    });
  }
}
