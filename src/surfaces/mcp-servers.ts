import type { Word } from '../model/command.ts';
import type { Scope } from '../model/dependency.ts';
import type { CommandReader } from '../model/surface.ts';
import { type Collector, expands } from './collector.ts';
import { addImage, rejectImage } from './images.ts';
import { cutPiece } from './pieces.ts';
import { type SettingMap, type SettingNode, type SettingText, settingOf, textIn } from './setting-nodes.ts';
import { addApprovals, addPlugins, addToolSettings } from './tool-settings.ts';

/** Keys of settings whose text is a command: for credentials, and for the tools of a model. */
const helpers: ReadonlySet<string> = new Set([
  'apiKeyHelper',
  'awsAuthRefresh',
  'awsCredentialExport',
  'otelHeadersHelper',
  'toolDiscoveryCommand',
  'toolCallCommand',
  'serverCommand',
]);

/** Keys that hold servers, by their names or in a list (`tool-settings.ts` names the clients). */
const containers: ReadonlySet<string> = new Set([
  ...['mcpServers', 'mcp_servers', 'servers', 'context_servers', 'mcp', 'mcp.servers', 'amp.mcpServers', 'extensions'],
]);

export interface ServerOptions {
  /** Keys whose text is a command. */
  readonly texts?: ReadonlySet<string>;
  /** The file holds servers and nothing else: also those that stand under no key of their own. */
  readonly holdsServers?: boolean;
}

/** A node that is still to be read, and the name of the tool that it describes, or is part of. */
interface Open {
  readonly node: SettingNode;
  readonly name?: string;
  /** Servers stand right below it. */
  readonly holdsServers?: boolean;
}

/**
 * Adds what a configuration runs: the `command` of every object in it, be it a server (modelcontextprotocol.io, "Connect to
 * local servers"), a hook, a task or a status line, with the variables that it sets; and what it says of tools besides.
 */
export function addServers(
  into: Collector,
  commands: CommandReader,
  root: SettingNode,
  { texts = helpers, holdsServers = false }: ServerOptions = {},
): void {
  const open: Open[] = [{ node: root, holdsServers }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, name } = next;
    const isServer = name !== undefined && node.kind === 'map' && isDescribed(node);
    if (node.kind === 'map') addObject(into, commands, node, texts, isServer ? name : undefined);
    open.push(...partsOf(next, isServer).toReversed());
  }
}

/** What lies in a node, with the name that servers have by their key or tell themselves. */
function partsOf({ node, holdsServers = false }: Open, isServer: boolean): readonly Open[] {
  if (node.kind === 'map')
    return node.entries.map(({ key, value }) => ({
      node: value,
      holdsServers: containers.has(key) && !isServer,
      ...(holdsServers ? { name: key } : {}),
    }));
  if (node.kind !== 'list') return [];
  const nameOf = (item: SettingNode) => (item.kind === 'map' ? textIn(settingOf(item, 'name')) : undefined) ?? '';
  return node.items.map((item) => ({ node: item, ...(holdsServers ? { name: nameOf(item) } : {}) }));
}

/** @param tool its name where the object describes one */
function addObject(
  into: Collector,
  commands: CommandReader,
  node: SettingMap,
  texts: ReadonlySet<string>,
  tool: string | undefined,
): void {
  for (const { key, value } of node.entries) {
    if (value.kind === 'text' && texts.has(key)) addText(into, commands, value);
    if (key === 'extraKnownMarketplaces') addPlugins(into, commands, value);
  }
  addApprovals(into, node);
  if (tool === undefined) return addServer(into, commands, node);
  into.forTool(tool, () => addServer(into, commands, node));
  addToolSettings(into, node, tool, runOf(into, node));
}

/** Whether an object says what is run, or where it runs. */
const isDescribed = (node: SettingMap): boolean =>
  node.entries.some(({ key }) => ['command', 'cmd', 'url', 'serverUrl', 'httpUrl', 'uri'].includes(key));

function addServer(into: Collector, commands: CommandReader, server: SettingMap): void {
  for (const name of ['env', 'environment', 'envs']) {
    const variables = settingOf(server, name);
    for (const { key, value } of variables?.kind === 'map' ? variables.entries : []) {
      if (value.kind === 'text') into.add(commands.setting(key, value.word()));
    }
  }
  const command = commandOf(server);
  if (command?.kind === 'text' && /\s/.test(command.value) && wordsOf(settingOf(server, 'args')).length === 0)
    return addText(into, commands, command);
  addRun(into, commands, runOf(into, server));
}

const commandOf = (server: SettingMap): SettingNode | undefined =>
  settingOf(server, 'command') ?? settingOf(server, 'cmd');

/** The command of a server with its arguments. Some clients take all of it as a list, or program and arguments as one object. */
function runOf(into: Collector, server: SettingMap): readonly Word[] {
  const command = commandOf(server);
  if (command === undefined) return [];
  if (command.kind === 'map') return [settingOf(command, 'path'), settingOf(command, 'args')].flatMap(wordsOf);
  const isLine = command.kind === 'text' && /\s/.test(command.value);
  return [...(isLine ? splitText(into, command) : wordsOf(command)), ...wordsOf(settingOf(server, 'args'))];
}

function addText(into: Collector, commands: CommandReader, node: SettingText): void {
  const { text, at } = node.piece();
  into.add(commands.script(text, at));
}

function splitText(into: Collector, node: SettingText): readonly Word[] {
  const piece = node.piece();
  return [...piece.text.matchAll(/\S+/g)].map(({ 0: text, index }) =>
    into.word(cutPiece(piece, index, index + text.length), !expands(text)),
  );
}

/** A command that is already split. */
function addRun(into: Collector, commands: CommandReader, words: readonly Word[]): void {
  const isWrapped = /^cmd(?:\.exe)?$/i.test(words[0]?.text ?? '') && words[1]?.text.toLowerCase() === '/c';
  const run = isWrapped ? words.slice(2) : words;
  if (run.length === 0) return;
  into.add(commands.argv(run));
  addContainer(into, run);
}

/** A text is one word; of a list each. */
function wordsOf(node: SettingNode | undefined): readonly Word[] {
  const items = node?.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => (item?.kind === 'text' ? [item.word()] : []));
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
