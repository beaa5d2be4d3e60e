import type { Surface } from '../../model/surface.ts';
import { entryOf, textOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { expands } from '../collector.ts';
import { baseNameOf } from '../names.ts';
import { addRemoteFile } from '../remote-files.ts';
import { allEntriesOf, isText, itemsOf, noVariables, type Variables, YamlSource } from '../yaml-source.ts';

export const surface: Surface = {
  id: 'taskfile',
  title: 'Taskfile.yml',
  role: 'script',
  matches: (path) => (/^taskfile(?:\.[\w-]{1,50}){0,3}\.ya?ml$/i.test(baseNameOf(path)) ? 'name' : false),
  read(file, commands) {
    const source = new YamlSource(file, commands, { open: '{{', close: '}}' }, (expression, known) =>
      expression.startsWith('.') ? known.get(expression.slice(1)) : undefined,
    );
    for (const document of source.documents) readFile(source, document);
    return source.into.finish();
  },
};

function readFile(source: YamlSource, document: YamlNode): void {
  const outer = readVariables(source, document, noVariables);
  for (const { value } of allEntriesOf(entryOf(document, 'includes')?.value)) {
    const address = isText(value) ? value : entryOf(value, 'taskfile')?.value;
    if (isText(address)) addRemoteFile(source, address, textOf(entryOf(value, 'checksum')?.value));
  }
  for (const { value: task } of allEntriesOf(entryOf(document, 'tasks')?.value)) {
    // A task may be its only command, or the list of its commands.
    if (task.kind !== 'map') readCommands(source, task, outer);
    else source.into.within(task, () => readTask(source, task, readVariables(source, task, outer)));
  }
}

function readTask(source: YamlSource, task: YamlNode, known: Variables): void {
  for (const key of ['cmds', 'cmd', 'status']) readCommands(source, entryOf(task, key)?.value, known);
  for (const item of itemsOf(entryOf(task, 'preconditions')?.value)) {
    source.addScript(item.kind === 'map' ? entryOf(item, 'sh')?.value : item, known);
  }
}

function readCommands(source: YamlSource, node: YamlNode | undefined, known: Variables): void {
  if (isText(node)) return source.addScript(node, known);
  for (const item of itemsOf(node)) {
    if (isText(item)) source.addScript(item, known);
    for (const key of ['cmd', 'defer']) {
      const inner = entryOf(item, key)?.value;
      if (isText(inner)) source.addScript(inner, known);
    }
  }
}

/** `vars` are for templates, `env` is for commands; both may come from a command (`sh`). */
function readVariables(source: YamlSource, holder: YamlNode, outer: Variables): Variables {
  const known = new Map(outer);
  for (const { key, value } of allEntriesOf(entryOf(holder, 'vars')?.value)) {
    const text = isText(value) ? source.pieceOf(value, known).text : undefined;
    if (text === undefined || expands(text)) known.delete(key);
    else known.set(key, text);
    source.addScript(entryOf(value, 'sh')?.value, known);
  }
  const env = entryOf(holder, 'env')?.value;
  for (const { value } of allEntriesOf(env)) source.addScript(entryOf(value, 'sh')?.value, known);
  return source.addSettings(env, known);
}
