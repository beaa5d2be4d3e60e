import type { Scope } from '../../../model/dependency.ts';
import type { TomlEntry, TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import { type Entry, readEditable, readEntry } from '../pip/entry.ts';
import { schemeOf, sourceOf } from '../reference.ts';
import { shift } from '../scan.ts';
import type { Collector } from './collector.ts';
import { addIndexes, type Index } from './indexes.ts';
import { entriesIn, entryAt, span, stringAt, stringsIn, tablesIn } from './nodes.ts';
import { speaksToClient } from './uv-client.ts';

/** Tables of PDM (pdm-project.org/en/latest/reference/pep621, /usage/config). */
export function readPdm(root: TomlTable, collector: Collector): void {
  const pdm = ['tool', 'pdm'];
  readClient(root, collector);
  for (const group of entriesIn(entryAt(root, ...pdm, 'dev-dependencies'), collector)) {
    for (const node of stringsIn(group, collector)) addLine(node, 'dev', collector);
  }
  for (const node of stringsIn(entryAt(root, ...pdm, 'plugins'), collector)) addLine(node, 'tool', collector);
  for (const entry of entriesIn(entryAt(root, ...pdm, 'resolution', 'overrides'), collector))
    addOverride(entry, collector);
  const sources = tablesIn(entryAt(root, ...pdm, 'source'), collector);
  addIndexes(
    sources.flatMap((source) => readSource(source, collector)),
    collector,
    { clients: ['pdm'] },
  );
}

/** All sources are asked beside the default, unless one bears its name and so replaces it. */
function readSource(source: TomlTable, collector: Collector): readonly Index[] {
  const url = stringAt(source, 'url');
  const name = stringAt(source, 'name')?.value ?? '';
  if (url === undefined) {
    collector.unparsed(source.region, 'the source has no address');
    return [];
  }
  addVerifySsl(source, name, collector);
  const names = stringsIn(source.entries.get('include_packages'), collector).map(({ value }) => value);
  const excludes = stringsIn(source.entries.get('exclude_packages'), collector).map(({ value }) => value);
  const lists = { ...(names.length > 0 && { names }), ...(excludes.length > 0 && { excludes }) };
  const role = name === 'pypi' ? 'primary' : 'extra';
  return [{ name, url: url.value, role, ...linksIn(source), ...lists, region: url.region }];
}

/** `type = "find_links"`; else it is an index. */
const linksIn = (source: TomlTable): Pick<Index, 'isLinks'> =>
  stringAt(source, 'type')?.value === 'find_links' ? { isLinks: true } : {};

/**
 * Settings of PDM for one project: `pypi` is the default source, tables below it are further ones, which stand beside it
 * (pdm-project.org/en/latest/reference/configuration).
 */
export function readPdmSettings(root: TomlTable, collector: Collector): void {
  const pypi = entryAt(root, 'pypi')?.value;
  if (pypi?.kind !== 'table') return;
  const further = [...pypi.entries].flatMap(([name, { value }]) =>
    value.kind === 'table' ? [{ name, table: value }] : [],
  );
  const found = [{ name: 'pypi', table: pypi }, ...further].flatMap(({ name, table }): readonly Index[] => {
    addVerifySsl(table, name, collector);
    const url = stringAt(table, 'url');
    const role = table === pypi ? 'primary' : 'extra';
    return url === undefined ? [] : [{ name, url: url.value, role, ...linksIn(table), region: url.region }];
  });
  addIndexes(found, collector, { clients: ['pdm'] });
}

/** `verify_ssl = false` of a source of PDM or Pipenv. */
export function addVerifySsl(source: TomlTable, name: string, collector: Collector): void {
  const entry = source.entries.get('verify_ssl');
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'boolean') return;
  const strength = Number(entry.value.value);
  const setting = { setting: `verify_ssl ${name}`, value: String(entry.value.value), guard: 'transport' as const };
  collector.safeguard({ ...setting, strength, byDefault: 1 }, span(entry.keyRegion, entry.value.region));
}

/** With `respect-source-order`, the first source that has what fits serves it; by default all are asked, and the best version wins. */
function readClient(root: TomlTable, collector: Collector): void {
  const pdm = entryAt(root, 'tool', 'pdm');
  if (pdm?.value.kind !== 'table' || !speaksToClient(pdm.value)) return;
  const order = entryAt(pdm.value, 'resolution', 'respect-source-order');
  const isSet = order?.value.kind === 'scalar' && order.value.value === true;
  if (isSet) collector.client({ client: 'pdm', strategy: order.key }, span(order.keyRegion, order.value.region));
  else collector.client({ client: 'pdm' }, pdm.keyRegion);
}

/** Development dependencies may be written as in requirements files: `-e` and an address. */
function addLine(node: TomlString, scope: Scope, collector: Collector): void {
  const editable = /^-e[ \t]+|^--editable[ \t=]+/.exec(node.value)?.[0].length;
  const project =
    editable === undefined ? undefined : /^file:\/\/\/\$\{PROJECT_ROOT\}\/(.*)$/.exec(node.value.slice(editable));
  if (project?.[1] !== undefined) {
    collector.project(`./${project[1].replace(/#.*$/, '')}`, node.region);
  } else if (editable !== undefined) {
    addEntry(readEditable(node.value.slice(editable)), editable, node, scope, collector);
  } else if (schemeOf(node.value) !== undefined) {
    addEntry(readEntry(node.value), 0, node, scope, collector);
  } else {
    collector.requirement(node, scope);
  }
}

function addEntry(entry: Entry, from: number, node: TomlString, scope: Scope, collector: Collector): void {
  if (entry.kind === 'rejected') {
    collector.unparsed(node.region, entry.fault.reason);
    return;
  }
  if (entry.kind === 'project') {
    collector.project(entry.path, node.region);
    return;
  }
  const { nameSpan } = entry.draft;
  const at = node.offset === undefined || nameSpan === undefined ? undefined : shift(nameSpan, node.offset + from);
  const name = at && collector.index.region(at.start, at.end);
  collector.dependency(entry.draft, scope, { location: node.region, ...(name && { name }) });
}

/** An override with a version only replaces requirements; one with an address says where the bytes come from. */
function addOverride({ key, keyRegion, value }: TomlEntry, collector: Collector): void {
  if (value.kind !== 'string') {
    collector.unparsed(value.region, `the override of "${key}" is not a string`);
    return;
  }
  if (schemeOf(value.value) === undefined) return;
  const draft = { rawName: key, source: sourceOf(value.value), span: { start: 0, end: 0 } };
  collector.dependency(draft, 'runtime', { location: keyRegion, name: keyRegion });
}
