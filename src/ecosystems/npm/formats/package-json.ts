import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { parseJson } from '../../../text/json.ts';
import { type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { Collector } from '../collector.ts';
import { includeFolders } from '../manifest/folders.ts';
import { readOverrides, readPnpmOverrides, readResolutions } from '../manifest/overrides.ts';
import { readSafeguards, safeguardKeys } from '../manifest/safeguards.ts';
import { readSections, sectionKeys } from '../manifest/sections.ts';
import { readConfigDependencies, readDevEngines, readPackageManager } from '../manifest/tools.ts';
import { readWorkspaces } from '../manifest/workspaces.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { readOwn } from '../own.ts';
import { declaredPrograms } from '../programs.ts';

/** Keys of the file that are read (npm: package.json; pnpm: package.json; Yarn: manifest). */
const keysRead = new Set([
  ...sectionKeys,
  'name',
  'version',
  'overrides',
  'resolutions',
  'pnpm',
  'workspaces',
  'packageManager',
  'devEngines',
  'bin',
  ...safeguardKeys,
]);

export const format: Format = {
  id: 'package-json',
  title: 'package.json',
  role: 'manifest',
  matches: (path) => (baseNameOf(path) === 'package.json' ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
  namesProject: true,
};

function parse(file: SourceFile): DependencyFile {
  const isRead = (key: unknown): boolean => typeof key === 'string' && keysRead.has(key);
  const document = parseJson(file.text, { keep: (path, key) => path.length > 0 || isRead(key) });
  const { root } = document;
  if (root.kind !== 'object') throw new MalformedFileError('package.json is not an object', 1);
  const into = new Collector(file, document.lines);
  readOwn(into, root);
  readSections(into, root, true);
  readOverrides(into, root);
  readResolutions(into, root);
  readPnpmOverrides(into, root);
  readExtensions(into, root);
  readPackageManager(into, root);
  readDevEngines(into, root);
  readConfigDependencies(into, root);
  readWorkspaces(into, root);
  readSafeguards(into, root);
  includeFolders(into);
  into.doubtShadowed(document, ([key]) => isRead(key));
  const programs = () => declaredPrograms(into.dependencies, into.own, readBin(root));
  return { ...into.finish(format.id, format.role), programs };
}

/** One file, or a map of programs to files (npm: package.json, `bin`). */
function readBin(root: JsonNode): unknown {
  const bin = memberOf(root, 'bin')?.value;
  return textOf(bin) ?? Object.fromEntries([...membersOf(bin).keys()].map((program) => [program, '']));
}

/** pnpm's `packageExtensions` add dependencies to packages of others. */
function readExtensions(into: Collector, root: JsonNode): void {
  const extensions = memberOf(memberOf(root, 'pnpm')?.value, 'packageExtensions');
  for (const { value } of membersOf(extensions?.value).values()) readSections(into, value, false);
}
