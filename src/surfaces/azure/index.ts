import type { Surface } from '../../model/surface.ts';
import { entryOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { baseNameOf } from '../names.ts';
import { addYamlImage } from '../yaml-images.ts';
import {
  isText,
  itemsOf,
  mapsIn,
  noVariables,
  plainText,
  textsIn,
  type Variables,
  YamlSource,
} from '../yaml-source.ts';

export const surface: Surface = {
  id: 'azure',
  title: 'azure-pipelines.yml',
  role: 'script',
  matches(path) {
    const isNamed = /^\.?azure-pipelines?(?:[.-][\w.-]{1,100})?\.ya?ml$/.test(baseNameOf(path));
    return isNamed || /(?:^|\/)\.?azure-pipelines?\/(?:[^/]+\/){0,5}[^/]+\.ya?ml$/.test(path) ? 'name' : false;
  },
  read(file, commands) {
    const source = new YamlSource(file, commands, { open: '${{', close: '}}' });
    const maps = mapsIn(source.documents);
    // A container may be called by the name that `resources` give it; inputs of tasks have keys of their own.
    const aliases = new Set(maps.filter(isDefinition).map((map) => plainText(entryOf(map, 'container')?.value)));
    const inputs = new Set(maps.map((map) => (isTask(map) ? entryOf(map, 'inputs')?.value : undefined)));
    for (const map of maps) {
      if (!inputs.has(map)) source.into.within(map, () => readMap(source, map, aliases));
    }
    return source.into.finish();
  },
};

const isTask = (map: YamlNode): boolean => entryOf(map, 'task') !== undefined;
/** `{container: name, image: ...}` below `resources`. */
const isDefinition = (map: YamlNode): boolean =>
  entryOf(map, 'image') !== undefined && entryOf(map, 'container') !== undefined;

/** Pipelines nest in stages, jobs, strategies and templates alike: whatever looks like a step is one. */
function readMap(source: YamlSource, map: YamlNode, aliases: ReadonlySet<string>): void {
  addVariables(source, map);
  const container = entryOf(map, 'container');
  if (isDefinition(map)) addYamlImage(source, entryOf(map, 'image'), 'tool');
  else if (!aliases.has(plainText(container?.value))) addYamlImage(source, container, 'tool', noVariables, ['image']);
  const known = readEnvironment(source, map);
  for (const key of ['script', 'bash', 'pwsh', 'powershell']) {
    source.addTexts(textsIn(entryOf(map, key)?.value), known);
  }
  // Tasks that run a script of their own take it as an input.
  if (/^(?:Bash|CmdLine|PowerShell|ShellScript)@/.test(plainText(entryOf(map, 'task')?.value))) {
    source.addScript(entryOf(map, 'inputs', 'script')?.value, known);
  }
  if (/^Npm@/i.test(plainText(entryOf(map, 'task')?.value))) addNpmCommand(source, map);
}

/** `Npm@1` gives npm the words of an input (learn.microsoft.com, "Npm@1"). */
function addNpmCommand(source: YamlSource, map: YamlNode): void {
  const command = entryOf(map, 'inputs', 'customCommand')?.value;
  if (!isText(command)) return;
  const { text, at } = source.pieceOf(command);
  const program = 'npm ';
  source.into.add(source.commands.script(program + text, (offset) => at(Math.max(0, offset - program.length))));
}

/** `env` belongs to steps, not to the input of a template that happens to have the name. */
function readEnvironment(source: YamlSource, map: YamlNode): Variables {
  const isStep = ['script', 'bash', 'pwsh', 'powershell', 'task'].some((key) => entryOf(map, key) !== undefined);
  return isStep ? source.addSettings(entryOf(map, 'env')?.value) : noVariables;
}

/** Variables are set for every step: a map, or a list of `name` and `value`. */
function addVariables(source: YamlSource, map: YamlNode): void {
  const variables = entryOf(map, 'variables')?.value;
  if (variables?.kind === 'map') source.addSettings(variables);
  for (const item of itemsOf(variables)) {
    const [name, value] = [plainText(entryOf(item, 'name')?.value), entryOf(item, 'value')?.value];
    const word = value === undefined ? undefined : source.wordOf(value);
    if (name !== '' && word !== undefined) source.into.add(source.commands.setting(name, word));
  }
}
