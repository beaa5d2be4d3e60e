import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { parseYaml } from '../../../text/yaml.ts';
import { entryOf, type YamlFile } from '../../../text/yaml-nodes.ts';
import { Collector } from '../collector.ts';
import { readWorkspaces } from '../manifest/workspaces.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { readCatalogs, readConfigDependencies, readExtensions, readOverrides } from '../pnpm/workspace-dependencies.ts';
import { readRegistries } from '../pnpm/workspace-registries.ts';
import { readSafeguards } from '../pnpm/workspace-safeguards.ts';
import { asMember } from '../pnpm/yaml-entries.ts';

/** The projects of a workspace, its shared requirements, and from pnpm 10 on all settings (pnpm.io, "pnpm-workspace.yaml"). */
export const format: Format = {
  id: 'pnpm-workspace',
  title: 'pnpm-workspace.yaml',
  role: 'manifest',
  matches: (path) => (baseNameOf(path) === 'pnpm-workspace.yaml' ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
  // The root's own project is one of the workspace whatever `packages` says.
  configures: true,
};

function parse(file: SourceFile): DependencyFile {
  const { documents, problems, lines }: YamlFile = parseYaml(file.text);
  const into = new Collector(file, lines);
  for (const { start, end, reason } of problems) into.doubt(start, end, reason);
  into.tell('pnpm');
  const [root, second] = documents;
  // pnpm reads the file with a parser that refuses a second document.
  if (second !== undefined) throw new MalformedFileError('a second document', lines.position(second.start).line);
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) return into.finish(format.id, format.role);
  if (root.kind !== 'map') throw new MalformedFileError('pnpm-workspace.yaml is not a map', 1);
  const packages = entryOf(root, 'packages');
  if (packages !== undefined) {
    const { start, end } = root;
    readWorkspaces(into, { kind: 'object', start, end, members: [{ ...asMember(packages), key: 'workspaces' }] });
  }
  readCatalogs(into, root);
  readOverrides(into, root);
  readExtensions(into, root);
  readConfigDependencies(into, root);
  readRegistries(into, root);
  readSafeguards(into, root);
  return into.finish(format.id, format.role);
}
