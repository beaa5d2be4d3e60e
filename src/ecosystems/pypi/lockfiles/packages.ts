import { explain } from '@renovatebot/pep440';
import type { Dependency, Scope, Source } from '../../../model/dependency.ts';
import type { Region } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import type { TomlNode, TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import { ecosystemType } from '../dependency.ts';
import { names } from '../names.ts';
import { maxVersionLength } from '../specifiers.ts';
import type { LockCollector } from './collector.ts';
import { stringNodeAt } from './nodes.ts';

/** One entry of a lockfile whose name is one. */
export interface LockedPackage {
  readonly table: TomlTable;
  readonly rawName: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly nameNode: TomlString;
  readonly versionNode: TomlString | undefined;
}

/** The entries of an array of tables; what has no valid name is told and left out. */
export function readPackages(list: TomlNode | undefined, into: LockCollector): readonly LockedPackage[] {
  if (list === undefined) return [];
  if (list.kind !== 'array') {
    into.reject(list.region, 'the packages are not a list of tables');
    return [];
  }
  return list.items.flatMap((item) => {
    if (item.kind === 'table') return readPackage(item, into) ?? [];
    into.reject(item.region, 'a package is not a table');
    return [];
  });
}

function readPackage(table: TomlTable, into: LockCollector): LockedPackage | undefined {
  const nameNode = stringNodeAt(table, 'name');
  if (nameNode === undefined) {
    into.reject(table.entries.get('name')?.value.region ?? table.region, 'a package without a name');
    return undefined;
  }
  const fault = names.reject(nameNode.value);
  if (fault !== undefined) {
    into.reject(nameNode.region, `the name of the package is none: ${fault}`);
    return undefined;
  }
  const rawName = nameNode.value;
  if (nameNode.offset === undefined) into.doubt(nameNode.region, `the name "${rawName}" is written with escapes`);
  const versionNode = stringNodeAt(table, 'version');
  const version = readVersion(table, versionNode, into);
  return { table, rawName, name: names.normalise(rawName), version, nameNode, versionNode };
}

function readVersion(table: TomlTable, node: TomlString | undefined, into: LockCollector): string | undefined {
  if (node === undefined) {
    const other = table.entries.get('version')?.value;
    if (other !== undefined) into.reject(other.region, 'the version is not a text');
    return undefined;
  }
  if (!isVersion(node.value)) {
    into.reject(node.region, 'the version is none (PEP 440)');
    return undefined;
  }
  if (node.offset === undefined) into.doubt(node.region, 'the version is written with escapes');
  return node.value;
}

/** Most versions are numbers and dots, and that is quickly seen. */
export const isVersion = (text: string): boolean =>
  /^[0-9]{1,20}(?:\.[0-9]{1,20}){0,9}$/.test(text) || (text.length <= maxVersionLength && explain(text) !== null);

export interface Resolution {
  readonly source: Source;
  readonly resolved?: string | undefined;
  readonly integrity?: readonly string[];
  readonly direct: boolean;
  readonly scope: Scope;
}

export function lockedDependency(locked: LockedPackage, into: LockCollector, resolution: Resolution): Dependency {
  const { rawName, name, version, nameNode } = locked;
  const { source, resolved, integrity = [], direct, scope } = resolution;
  const dependency: { -readonly [K in keyof Dependency]: Dependency[K] } = {
    purl: purl(ecosystemType, name, version),
    ecosystem: ecosystemType,
    name,
    rawName,
    source,
    direct,
    scope,
    location: into.locate(entryRegion(locked)),
  };
  // One by one: to spread what may be there takes a good part of the time of a large lockfile.
  if (version !== undefined) dependency.version = version;
  if (resolved !== undefined) dependency.resolved = resolved;
  if (integrity.length > 0) dependency.integrity = integrity;
  if (isWritten(nameNode)) dependency.nameRegion = nameNode.region;
  if (version !== undefined && isWritten(locked.versionNode)) dependency.requirementRegion = locked.versionNode.region;
  return dependency;
}

const isWritten = (node: TomlString | undefined): node is TomlString => node?.offset !== undefined;

/** From the key of the name to the quote after the version, which tools write on the next line: so a new version changes the entry. */
export function entryRegion({ table, nameNode, versionNode }: LockedPackage): Region {
  const key = table.entries.get('name')?.keyRegion ?? nameNode.region;
  const name = upTo(key, nameNode.region);
  const version = versionNode?.region;
  if (version === undefined || version.startLine > name.endLine + 1 || version.startLine < name.endLine) return name;
  const isAfter = version.startLine > name.endLine || version.startColumn > name.endColumn;
  return isAfter ? upTo(name, version) : name;
}

const upTo = ({ startLine, startColumn }: Region, { endLine, endColumn }: Region): Region => ({
  startLine,
  startColumn,
  endLine,
  endColumn: endColumn + 1,
});
