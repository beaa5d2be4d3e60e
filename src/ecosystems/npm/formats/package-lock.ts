import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { type JsonPath, parseJson } from '../../../text/json.ts';
import { type JsonNode, memberOf } from '../../../text/json-nodes.ts';
import { Collector } from '../collector.ts';
import { lockFields } from '../lock/entry.ts';
import { readLegacy } from '../lock/legacy.ts';
import { isOwnFolder, readPackages } from '../lock/packages.ts';
import { sectionKeys } from '../manifest/sections.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { readOwn } from '../own.ts';

const fileNames = new Set(['package-lock.json', 'npm-shrinkwrap.json']);
const topKeys = new Set(['name', 'version', 'lockfileVersion', 'packages', 'dependencies']);
const knownVersions: ReadonlySet<unknown> = new Set([1, 2, 3]);

/** Both names hold the same (npm: npm-shrinkwrap.json). */
export const format: Format = {
  id: 'package-lock',
  title: 'package-lock.json',
  role: 'lockfile',
  matches: (path) => (fileNames.has(baseNameOf(path)) ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const document = parseJson(file.text, { keep: isNeeded });
  const { root } = document;
  if (root.kind !== 'object') throw new MalformedFileError('the lockfile is not an object', 1);
  const into = new Collector(file, document.lines);
  const packages = memberOf(root, 'packages');
  const dependencies = memberOf(root, 'dependencies');
  checkVersion(into, root, packages ?? dependencies);
  if (packages !== undefined) readPackages(into, packages);
  if (dependencies !== undefined) readLegacy(into, dependencies);
  if (into.own.length === 0) readOwn(into, root);
  into.rejectShadowed(document, () => true);
  return into.finish(format.id, format.role);
}

/** Leaves out what is not read, so that large files cost less: mostly the ranges that packages have for each other. */
function isNeeded(path: JsonPath, key: string): boolean {
  const [list, entry] = path;
  if (list === undefined) return topKeys.has(key);
  if (list === 'packages') {
    if (path.length !== 2 || lockFields.has(key)) return true;
    return typeof entry === 'string' && isOwnFolder(entry) && sectionKeys.includes(key);
  }
  // In the tree, names of packages and fields of an entry alternate.
  return path.length % 2 === 1 || lockFields.has(key) || key === 'dependencies' || key === 'requires';
}

function checkVersion(into: Collector, root: JsonNode, list: unknown): void {
  const version = memberOf(root, 'lockfileVersion');
  if (version === undefined) {
    if (list === undefined) into.reject(root.start, root.end, 'neither a version nor a list of packages');
  } else if (version.value.kind !== 'scalar' || !knownVersions.has(version.value.value)) {
    into.rejectMember(version, 'a lockfile version that is not known');
  }
}
