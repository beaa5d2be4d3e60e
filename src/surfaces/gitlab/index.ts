import type { Surface } from '../../model/surface.ts';
import { entryOf, textOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { baseNameOf } from '../names.ts';
import { addRemoteFile } from '../remote-files.ts';
import { addYamlImage, itemEntry } from '../yaml-images.ts';
import { allEntriesOf, isText, itemsOf, noVariables, textsIn, type Variables, YamlSource } from '../yaml-source.ts';

export const surface: Surface = {
  id: 'gitlab',
  title: '.gitlab-ci.yml',
  role: 'script',
  matches(path) {
    const isPart = /(?:^|\/)\.gitlab\/(?:[^/]+\/){0,5}[^/]+\.ya?ml$/.test(path) && !path.includes('_templates/');
    return isPart || /\.gitlab-ci\.ya?ml$/.test(baseNameOf(path)) ? 'name' : false;
  },
  read(file, commands) {
    const source = new YamlSource(file, commands, { open: '$[[', close: ']]' });
    for (const document of source.documents) readPipeline(source, document);
    return source.into.finish();
  },
};

/** Keys beside jobs that hold no scripts of their own. */
const settings = new Set(['variables', 'include', 'stages', 'workflow', 'spec', 'cache']);

function readPipeline(source: YamlSource, document: YamlNode): void {
  const variables = addVariables(source, document, noVariables);
  readScripts(source, document, variables);
  readIncludes(source, entryOf(document, 'include')?.value);
  for (const { key, value } of allEntriesOf(document)) {
    if (!settings.has(key) && value.kind === 'map') {
      source.into.within(value, () => readScripts(source, value, addVariables(source, value, variables)));
    }
  }
}

/** Pipelines that are fetched from an address, alone or under `remote` (docs.gitlab.com/ci/yaml, "include:remote"). */
function readIncludes(source: YamlSource, node: YamlNode | undefined): void {
  for (const item of node?.kind === 'list' ? node.items : [node]) {
    const address = isText(item) ? item : entryOf(item, 'remote')?.value;
    if (isText(address)) addRemoteFile(source, address, textOf(entryOf(item, 'integrity')?.value));
  }
}

/** A value is a scalar, or a map that holds it under `value`. */
function addVariables(source: YamlSource, holder: YamlNode, known: Variables): Variables {
  const variables = entryOf(holder, 'variables')?.value;
  if (variables?.kind !== 'map') return known;
  const entries = variables.entries.map((entry) => ({
    ...entry,
    value: entryOf(entry.value, 'value')?.value ?? entry.value,
  }));
  return source.addSettings({ ...variables, entries }, known);
}

/** `before_script` and `script` run in one shell, `after_script` in another. */
function readScripts(source: YamlSource, job: YamlNode, known: Variables): void {
  addYamlImage(source, entryOf(job, 'image'), 'tool', known);
  for (const item of itemsOf(entryOf(job, 'services')?.value)) addYamlImage(source, itemEntry(item), 'tool', known);
  const scripts = ['before_script', 'script'].flatMap((key) => textsIn(entryOf(job, key)?.value));
  source.addTexts(scripts, known);
  source.addScript(entryOf(job, 'after_script')?.value, known);
  source.addScript(entryOf(job, 'hooks', 'pre_get_sources_script')?.value, known);
}
