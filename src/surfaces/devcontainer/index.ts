import type { CommandReader, Surface } from '../../model/surface.ts';
import { type JsonNode, memberOf, membersOf } from '../../text/json-nodes.ts';
import { parentOf } from '../../text/paths.ts';
import { addAddress } from '../addresses.ts';
import { Collector } from '../collector.ts';
import { addImage, rejectImage } from '../images.ts';
import { jsonPiece, jsonVariableWord } from '../json-text.ts';
import { parseJsonc } from '../jsonc.ts';
import { addServers } from '../mcp-servers.ts';
import { baseNameOf } from '../names.ts';
import { type Piece, sliceOf } from '../pieces.ts';
import { fromJson } from '../setting-nodes.ts';

export const surface: Surface = {
  id: 'devcontainer',
  title: 'devcontainer.json',
  role: 'script',
  matches: (path) => (/^\.?devcontainer\.json$/.test(baseNameOf(path)) ? 'name' : false),
  read(file, commands) {
    const { root, lines } = parseJsonc(file.text);
    const context = { into: new Collector(file, lines), commands, whole: sliceOf(file.text, 0, file.text.length) };
    readContainer(context, root);
    return context.into.finish();
  },
};

interface Context {
  readonly into: Collector;
  readonly commands: CommandReader;
  readonly whole: Piece;
}

/** Commands of the life of a container (containers.dev, "Lifecycle scripts"); the first runs on the host itself. */
const lifecycle = [
  'initializeCommand',
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
];

function readContainer(context: Context, root: JsonNode): void {
  const members = membersOf(root);
  const image = members.get('image');
  if (image?.value.kind === 'string')
    addReference(context, image.value.value, image.keyStart, image.value.end, image.value);
  addBuild(context, members.get('build')?.value);
  addSettings(context, members.get('containerEnv')?.value);
  addSettings(context, members.get('remoteEnv')?.value);
  for (const { key, keyStart, value } of membersOf(members.get('features')?.value).values()) {
    addFeature(context, key, keyStart, value.end);
  }
  const customizations = members.get('customizations')?.value;
  if (customizations !== undefined)
    addServers(context.into, context.commands, fromJson(customizations, context.into.file.text));
  for (const name of lifecycle) {
    const value = members.get(name)?.value;
    if (value?.kind !== 'object') addCommand(context, value);
    else for (const { value: one } of value.members) addCommand(context, one);
  }
}

/** The arguments of a build are those of its Dockerfile alone (containers.dev, "Dev Container metadata reference"). */
function addBuild(context: Context, build: JsonNode | undefined): void {
  const { into } = context;
  const args = memberOf(build, 'args')?.value;
  if (args !== undefined) into.within(args, () => addSettings(context, args));
  const file = memberOf(build, 'dockerfile')?.value;
  if (build !== undefined && file?.kind === 'string') into.build(args ?? build, parentOf(into.file.path), file.value);
}

function addReference({ into }: Context, text: string, start: number, end: number, node: JsonNode): void {
  if (text.includes('${')) return rejectImage(into, start, end, 'the image depends on a variable');
  addImage(into, text, { start, end, plain: node.start + 1 }, 'dev');
}

/** A feature is an artifact in a container registry, an archive by address, or a folder beside the file. */
function addFeature({ into }: Context, key: string, start: number, end: number): void {
  const nameAt = start + 1;
  if (key.startsWith('./') || key.startsWith('../')) {
    const source = { kind: 'path', path: key } as const;
    into.depend({ ecosystem: 'docker', name: key, rawName: key, source, scope: 'dev', start, end, nameAt });
  } else if (/^https?:\/\//.test(key)) addAddress(into, { kind: 'url', text: key, scope: 'dev', start, end, nameAt });
  else if (key.includes('/')) addImage(into, key, { start, end, plain: nameAt }, 'dev');
  else into.reject(start, end, 'a feature without a registry');
}

/** A text is for a shell, a list is a command that is already split. */
function addCommand({ into, commands, whole }: Context, node: JsonNode | undefined): void {
  if (node?.kind === 'string') {
    const { text, at } = jsonPiece(whole, node);
    into.add(commands.script(text, at));
  } else if (node?.kind === 'array') {
    const words = node.items.flatMap((item) => (item.kind === 'string' ? [jsonVariableWord(whole, item)] : []));
    if (words.length > 0) into.add(commands.argv(words));
  }
}

function addSettings({ into, commands, whole }: Context, node: JsonNode | undefined): void {
  for (const { key, value } of membersOf(node).values()) {
    if (value.kind === 'string') into.add(commands.setting(key, jsonVariableWord(whole, value)));
  }
}
