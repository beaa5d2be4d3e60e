import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { memberOf, textOf } from '../../../text/json-nodes.ts';
import { parseJsonc } from '../../../text/jsonc.ts';
import { Collector } from '../collector.ts';
import { readImports, readTools } from '../deno/imports.ts';
import { readFolders, readSafeguards } from '../deno/settings.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';

const fileNames: ReadonlySet<string> = new Set(['deno.json', 'deno.jsonc', 'import_map.json', 'import-map.json']);

/** Keys of the file that are read (docs.deno.com, "Configuration"). */
const keysRead: ReadonlySet<string> = new Set([
  'allowScripts',
  'compilerOptions',
  'importMap',
  'imports',
  'links',
  'lint',
  'lock',
  'minimumDependencyAge',
  'name',
  'patch',
  'scopes',
  'version',
  'workspace',
]);

export const format: Format = {
  id: 'deno-json',
  title: 'deno.json',
  role: 'manifest',
  matches: (path) => (fileNames.has(baseNameOf(path)) ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const document = parseJsonc(file.text, { keep: (path, key) => path.length > 0 || keysRead.has(key) });
  const { root } = document;
  if (root.kind !== 'object') throw new MalformedFileError('deno.json is not an object', 1);
  const into = new Collector(file, document.lines);
  readImports(into, root);
  readTools(into, root);
  readFolders(into, root);
  readSafeguards(into, root);
  const name = memberOf(root, 'name');
  const text = textOf(name?.value);
  const version = textOf(memberOf(root, 'version')?.value);
  if (name !== undefined && text !== undefined && text !== '') {
    const location = into.locateMember(name);
    into.own.push({ ecosystem: 'jsr', name: text, ...(version === undefined ? {} : { version }), location });
  }
  into.doubtShadowed(document, ([key]) => typeof key === 'string' && keysRead.has(key));
  return into.finish(format.id, format.role);
}
