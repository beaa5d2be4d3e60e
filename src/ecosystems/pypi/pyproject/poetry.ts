import { endpoints } from '../../../knowledge/endpoints.ts';
import type { Scope, Source } from '../../../model/dependency.ts';
import type { Region } from '../../../model/location.ts';
import type { TomlEntry, TomlNode, TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import { type Draft, pinnedVersion } from '../dependency.ts';
import { names } from '../names.ts';
import { readRequirementText } from '../poetry-requirement.ts';
import type { Collector } from './collector.ts';
import { addIndexes, type Index } from './indexes.ts';
import { entriesIn, entryAt, isTrue, oneOrMore, span, stringAt, tablesIn } from './nodes.ts';
import { speaksToClient } from './uv-client.ts';

/** Tables of Poetry (python-poetry.org/docs/pyproject, /docs/dependency-specification, /docs/repositories). */
export function readPoetry(root: TomlTable, collector: Collector): void {
  const poetry = entryAt(root, 'tool', 'poetry');
  if (poetry?.value.kind === 'table' && speaksToClient(poetry.value))
    collector.client({ client: 'poetry' }, poetry.keyRegion);
  const name = stringAt(root, 'tool', 'poetry', 'name');
  if (name !== undefined)
    collector.own(name.value, stringAt(root, 'tool', 'poetry', 'version')?.value, name.region, true);
  const pointed = new Map<string, string[]>();
  const read = (entry: TomlEntry | undefined, scope: Scope) => {
    for (const dependency of entriesIn(entry, collector)) readDependency(dependency, scope, pointed, collector);
  };
  read(entryAt(root, 'tool', 'poetry', 'dependencies'), 'runtime');
  read(entryAt(root, 'tool', 'poetry', 'dev-dependencies'), 'dev');
  for (const { value } of entriesIn(entryAt(root, 'tool', 'poetry', 'group'), collector)) {
    read(value.kind === 'table' ? value.entries.get('dependencies') : undefined, 'dev');
  }
  read(entryAt(root, 'tool', 'poetry', 'requires-plugins'), 'tool');
  const sources = tablesIn(entryAt(root, 'tool', 'poetry', 'source'), collector);
  addIndexes(
    sources.flatMap((source) => readSource(source, collector)),
    collector,
    { clients: ['poetry'], pointed },
  );
}

/**
 * A primary source takes the place of the public default; several of them are asked side by side, and those that Poetry 1
 * called secondary beside them. Its `default` was the first of the primary ones.
 */
function readSource(source: TomlTable, collector: Collector): readonly Index[] {
  const name = stringAt(source, 'name')?.value.toLowerCase() ?? '';
  const isDefault = name === 'pypi';
  const url = stringAt(source, 'url');
  if (url === undefined && !isDefault) {
    collector.unparsed(source.region, 'the source has no address');
    return [];
  }
  const priority =
    stringAt(source, 'priority')?.value.toLowerCase() ?? (isTrue(source, 'secondary') ? 'secondary' : 'primary');
  const role =
    priority === 'explicit' ? 'explicit' : priority === 'primary' || priority === 'default' ? 'primary' : 'extra';
  const isSupplemental = priority === 'supplemental' ? { isSupplemental: true as const } : {};
  const address = { url: url?.value ?? endpoints.pypi, region: url?.region ?? source.region };
  return [{ name, role, ...isSupplemental, ...address }];
}

/** The value is a requirement, a table, or a list of them for different environments. */
function readDependency(entry: TomlEntry, scope: Scope, pointed: Map<string, string[]>, collector: Collector): void {
  const { key, keyRegion, value } = entry;
  // The interpreter is written like a package and is none.
  if (key.toLowerCase() === 'python') return;
  const fault = names.reject(key);
  if (fault !== undefined) {
    collector.unparsed(keyRegion, `the key is no package name: ${fault}`);
    return;
  }
  const variants = value.kind === 'array' ? value.items : [value];
  for (const variant of variants) {
    if (variant.kind === 'string') addVersion(entry, variant, scope, collector);
    else if (variant.kind === 'table') addTable(entry, variant, scope, pointed, collector);
    else collector.unparsed(variant.region, `the value of "${key}" is neither a requirement nor a table`);
  }
}

function addVersion({ key, keyRegion }: TomlEntry, node: TomlString, scope: Scope, collector: Collector): void {
  const draft: Draft = { rawName: key, ...versionOf(node), source: { kind: 'registry' }, span: { start: 0, end: 0 } };
  collector.dependency(draft, scope, placeOf(keyRegion, node, node));
  rejectUnknown(node, collector);
}

function addTable(
  { key, keyRegion }: TomlEntry,
  table: TomlTable,
  scope: Scope,
  pointed: Map<string, string[]>,
  collector: Collector,
): void {
  const version = stringAt(table, 'version');
  // Poetry compares names of sources without case (poetry, `repository_pool.py`).
  const index = stringAt(table, 'source')?.value.toLowerCase();
  if (index !== undefined && !pointed.has(index)) pointed.set(index, []);
  if (index !== undefined) pointed.get(index)?.push(names.normalise(key));
  const source = sourceIn(table);
  const extras = oneOrMore(table.entries.get('extras'), collector).map(({ value }) => value);
  const draft: Draft = { rawName: key, ...(version && versionOf(version)), extras, source, span: { start: 0, end: 0 } };
  const last = [...table.entries.values()].at(-1)?.value ?? table;
  const place = placeOf(keyRegion, table.region.startLine === last.region.startLine ? table : last, version);
  collector.dependency(draft, isTrue(table, 'optional') ? 'optional' : scope, place);
  if (version !== undefined) rejectUnknown(version, collector);
}

const placeOf = (key: Region, value: TomlNode, requirement: TomlString | undefined) => ({
  location: span(key, value.region),
  name: key,
  ...(requirement && { requirement: requirement.region }),
});

export function sourceIn(table: TomlTable): Source {
  const git = stringAt(table, 'git')?.value;
  const url = stringAt(table, 'url')?.value;
  const path = stringAt(table, 'path')?.value ?? stringAt(table, 'file')?.value;
  const ref = stringAt(table, 'rev')?.value ?? stringAt(table, 'tag')?.value ?? stringAt(table, 'branch')?.value;
  if (git !== undefined) return { kind: 'git', url: git, ...(ref === undefined ? {} : { ref }) };
  if (url !== undefined) return { kind: 'url', url };
  return path === undefined ? { kind: 'registry' } : { kind: 'path', path };
}

function versionOf({ value }: TomlString): { requirement: string; version?: string } {
  const alternatives = readRequirementText(value) ?? [];
  const version = alternatives.length === 1 ? pinnedVersion(alternatives[0] ?? []) : undefined;
  return { requirement: value, ...(version === undefined ? {} : { version }) };
}

function rejectUnknown(node: TomlString, collector: Collector): void {
  if (readRequirementText(node.value) === undefined)
    collector.unparsed(node.region, 'the requirement is not understood');
}
