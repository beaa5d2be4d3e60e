import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { parseJson } from '../../../text/json.ts';
import { memberOf } from '../../../text/json-nodes.ts';
import { Collector } from '../collector.ts';
import { readWorkspaces } from '../manifest/workspaces.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';

/**
 * Before clients had workspaces, Lerna linked the packages of a repository to each other: `packages` holds the globs of their
 * folders (lerna.js.org, "lerna.json").
 */
export const format: Format = {
  id: 'lerna-json',
  title: 'lerna.json',
  role: 'configuration',
  matches: (path) => (baseNameOf(path) === 'lerna.json' ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const document = parseJson(file.text);
  const { root } = document;
  if (root.kind !== 'object') throw new MalformedFileError('lerna.json is not an object', 1);
  const into = new Collector(file, document.lines);
  const packages = memberOf(root, 'packages');
  if (packages !== undefined) readWorkspaces(into, { ...root, members: [{ ...packages, key: 'workspaces' }] });
  into.doubtShadowed(document, ([key]) => key === 'packages');
  return into.finish(format.id, format.role);
}
