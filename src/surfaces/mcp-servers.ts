import type { Word } from '../model/command.ts';
import type { CommandReader } from '../model/surface.ts';
import { type JsonNode, memberOf, membersOf } from '../text/json-nodes.ts';
import type { Collector } from './collector.ts';
import { addImage } from './images.ts';
import { jsonPiece, jsonVariableWord } from './json-text.ts';
import { type Piece, sliceOf } from './pieces.ts';

/** Keys under which clients list their servers; the editor's own settings hold them below `mcp`. */
const lists = [['mcpServers'], ['servers'], ['context_servers'], ['mcp', 'servers'], ['mcp', 'mcpServers']];

/** Adds what every server of a configuration runs (modelcontextprotocol.io, "Connect to local servers"). */
export function addServers(into: Collector, commands: CommandReader, root: JsonNode): void {
  const whole = sliceOf(into.file.text, 0, into.file.text.length);
  for (const path of lists) {
    const list = path.reduce<JsonNode | undefined>((node, key) => memberOf(node, key)?.value, root);
    for (const { value } of list?.kind === 'object' ? list.members : []) addServer(into, commands, value, whole);
  }
}

function addServer(into: Collector, commands: CommandReader, server: JsonNode, whole: Piece): void {
  const members = membersOf(server);
  for (const { key, value } of membersOf(members.get('env')?.value).values()) {
    if (value.kind === 'string') into.add(commands.setting(key, jsonVariableWord(whole, value)));
  }
  const command = members.get('command')?.value;
  // Some clients take the whole command as a list, or program and arguments as one object.
  const words =
    command?.kind === 'object'
      ? [...wordsOf(memberOf(command, 'path')?.value, whole), ...wordsOf(memberOf(command, 'args')?.value, whole)]
      : [...wordsOf(command, whole), ...wordsOf(members.get('args')?.value, whole)];
  if (words.length === 0) return;
  if (command?.kind === 'string' && words.length === 1 && /\s/.test(command.value)) {
    const { text, at } = jsonPiece(whole, command);
    return into.add(commands.script(text, at));
  }
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
  let index = rest[0]?.text === 'container' ? 1 : 0;
  if (rest[index]?.text !== 'run') return;
  for (index += 1; rest[index]?.text.startsWith('-') === true; index += 1) {
    const option = rest[index]?.text ?? '';
    if (!switches.has(option) && !option.includes('=')) index += 1;
  }
  const image = rest[index];
  if (image === undefined) return;
  const { text, known, start, end, plain } = image;
  if (!known) return into.reject(start, end, 'the image depends on a variable');
  addImage(into, text, { start, end, ...(plain === undefined ? {} : { plain }) }, 'tool');
}
