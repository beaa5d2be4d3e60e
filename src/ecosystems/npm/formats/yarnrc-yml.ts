import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { parseYaml } from '../../../text/yaml.ts';
import { entryOf, textOf, type YamlNode } from '../../../text/yaml-nodes.ts';
import { Collector } from '../collector.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { readRegistries, readSettings } from '../yarn/settings.ts';
import { readCatalogs, readExtensions } from '../yarn/yaml-entries.ts';

/** Settings of Yarn 2 and later. Credentials in it are passed over. */
export const format: Format = {
  id: 'yarnrc-yml',
  title: '.yarnrc.yml',
  role: 'configuration',
  matches: (path) => (baseNameOf(path) === '.yarnrc.yml' ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const { documents, problems, lines } = parseYaml(file.text);
  const into = new Collector(file, lines);
  for (const { start, end, reason } of problems) into.doubt(start, end, reason);
  const [root, second] = documents;
  if (second !== undefined)
    throw new MalformedFileError('more than one YAML document', lines.position(second.start).line);
  if (root !== undefined) readRoot(into, root);
  into.tell('yarn-berry');
  return into.finish(format.id, format.role);
}

function readRoot(into: Collector, root: YamlNode): void {
  if (root.kind === 'scalar' && root.value === null) return;
  if (root.kind !== 'map') throw new MalformedFileError('the settings are not a map', 1);
  readRegistries(into, root);
  readSettings(into, root);
  readCatalogs(into, root);
  readExtensions(into, root);
  includeLockfile(into, root);
}

/** Older Yarns let the settings rename the lockfile. */
function includeLockfile(into: Collector, root: YamlNode): void {
  const entry = entryOf(root, 'lockfileFilename');
  const text = textOf(entry?.value);
  if (entry === undefined || text === undefined || text === 'yarn.lock') return;
  const path = normalisePath(joinPath(parentOf(into.file.path), text));
  const location = into.locate(entry.keyStart, entry.value.end);
  into.includes.push({
    kind: 'companion',
    ...(path === undefined ? {} : { path }),
    format: 'yarn-lock',
    text,
    location,
  });
}
