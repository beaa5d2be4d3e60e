import type { Word } from '../model/command.ts';
import type { Scope } from '../model/dependency.ts';
import type { CommandReader } from '../model/surface.ts';
import { type JsonNode, type JsonString, memberOf, membersOf } from '../text/json-nodes.ts';
import { type Collector, expands } from './collector.ts';
import { addImage, rejectImage } from './images.ts';
import { jsonPiece, jsonVariableWord } from './json-text.ts';
import { cutPiece, type Piece, sliceOf } from './pieces.ts';

/** Keys of settings whose text is a command: for credentials, and for the tools of a model. */
const helpers: ReadonlySet<string> = new Set([
  'apiKeyHelper',
  'awsAuthRefresh',
  'awsCredentialExport',
  'otelHeadersHelper',
  'toolDiscoveryCommand',
  'toolCallCommand',
]);

/**
 * Adds what a configuration runs: the `command` of every object in it, be it a server (modelcontextprotocol.io, "Connect to
 * local servers"), a hook, a task or a status line, with the variables that it sets.
 * @param texts keys whose text is a command
 */
export function addServers(into: Collector, commands: CommandReader, root: JsonNode, texts = helpers): void {
  const whole = sliceOf(into.file.text, 0, into.file.text.length);
  const open: JsonNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'array') for (const item of node.items.toReversed()) open.push(item);
    if (node.kind !== 'object') continue;
    addServer(into, commands, node, whole);
    for (const { key, value } of node.members.toReversed()) {
      if (value.kind === 'string' && texts.has(key)) addText(into, commands, value, whole);
      open.push(value);
    }
  }
}

function addServer(into: Collector, commands: CommandReader, server: JsonNode, whole: Piece): void {
  const members = membersOf(server);
  for (const name of ['env', 'environment']) {
    for (const { key, value } of membersOf(members.get(name)?.value).values()) {
      if (value.kind === 'string') into.add(commands.setting(key, jsonVariableWord(whole, value)));
    }
  }
  const command = members.get('command')?.value;
  const rest = wordsOf(members.get('args')?.value, whole);
  if (command?.kind === 'string' && /\s/.test(command.value)) {
    if (rest.length === 0) return addText(into, commands, command, whole);
    return addRun(into, commands, [...splitText(into, command, whole), ...rest]);
  }
  // Some clients take the whole command as a list, or program and arguments as one object.
  const words =
    command?.kind === 'object'
      ? [...wordsOf(memberOf(command, 'path')?.value, whole), ...wordsOf(memberOf(command, 'args')?.value, whole)]
      : [...wordsOf(command, whole), ...rest];
  if (command !== undefined) addRun(into, commands, words);
}

function addText(into: Collector, commands: CommandReader, node: JsonString, whole: Piece): void {
  const { text, at } = jsonPiece(whole, node);
  into.add(commands.script(text, at));
}

function splitText(into: Collector, node: JsonString, whole: Piece): readonly Word[] {
  const piece = jsonPiece(whole, node);
  return [...piece.text.matchAll(/\S+/g)].map(({ 0: text, index }) =>
    into.word(cutPiece(piece, index, index + text.length), !expands(text)),
  );
}

/** A command that is already split. */
export function addRun(into: Collector, commands: CommandReader, words: readonly Word[]): void {
  const isWrapped = /^cmd(?:\.exe)?$/i.test(words[0]?.text ?? '') && words[1]?.text.toLowerCase() === '/c';
  const run = isWrapped ? words.slice(2) : words;
  if (run.length === 0) return;
  into.add(commands.argv(run));
  addContainer(into, run);
}

function wordsOf(node: JsonNode | undefined, whole: Piece): readonly Word[] {
  if (node?.kind === 'string') return [jsonVariableWord(whole, node)];
  if (node?.kind !== 'array') return [];
  return node.items.flatMap((item) => (item.kind === 'string' ? [jsonVariableWord(whole, item)] : []));
}

/** Options of `docker run` that take no value; all others that are not written with `=` take the next word. */
const switches = new Set([
  '-i',
  '-t',
  '-it',
  '-ti',
  '-d',
  '--rm',
  '--init',
  '--interactive',
  '--tty',
  '--privileged',
  '--read-only',
  '--detach',
  '-P',
  '--publish-all',
]);

/** `docker run [options] image`: the server is what the image holds. */
function addContainer(into: Collector, words: readonly Word[]): void {
  const [program, ...rest] = words;
  if (program === undefined || !/(?:^|[\\/])(?:docker|podman|nerdctl)(?:\.exe)?$/.test(program.text)) return;
  const index = rest[0]?.text === 'container' ? 1 : 0;
  if (rest[index]?.text !== 'run') return;
  addRunImage(into, rest.slice(index + 1), 'tool');
}

/** The image among the words of `docker run`, behind its options. */
export function addRunImage(into: Collector, words: readonly Word[], scope: Scope): void {
  let index = 0;
  for (; words[index]?.text.startsWith('-') === true; index += 1) {
    const option = words[index]?.text ?? '';
    if (!switches.has(option) && !option.includes('=')) index += 1;
  }
  const image = words[index];
  if (image === undefined) return;
  const { text, known, start, end, plain } = image;
  if (!known) return rejectImage(into, start, end, 'the image depends on a variable');
  addImage(into, text, { start, end, ...(plain === undefined ? {} : { plain }) }, scope);
}
