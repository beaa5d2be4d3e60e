import type { TomlEntry, TomlTable } from '../../../text/toml-nodes.ts';
import { names } from '../names.ts';
import type { Collector } from './collector.ts';
import { entriesIn, entryAt, oneOrMore, stringAt, stringsIn } from './nodes.ts';

/** The tables that packaging.python.org defines: project metadata (PEP 621), build system (PEP 518), groups (PEP 735). */
export function readProject(root: TomlTable, collector: Collector): void {
  const name = stringAt(root, 'project', 'name');
  if (name !== undefined) collector.own(name.value, stringAt(root, 'project', 'version')?.value, name.region, true);
  for (const node of stringsIn(entryAt(root, 'project', 'dependencies'), collector))
    collector.requirement(node, 'runtime');
  for (const extra of entriesIn(entryAt(root, 'project', 'optional-dependencies'), collector)) {
    for (const node of stringsIn(extra, collector)) collector.requirement(node, 'optional');
  }
  for (const node of stringsIn(entryAt(root, 'build-system', 'requires'), collector))
    collector.requirement(node, 'build');
  readGroups(entriesIn(entryAt(root, 'dependency-groups'), collector), collector);
  readDynamic(root, collector);
}

/**
 * setuptools reads dynamic metadata out of files (setuptools.pypa.io, userguide/pyproject_config), and so does a plug-in of
 * Hatch (github.com/repo-helper/hatch-requirements-txt).
 */
function readDynamic(root: TomlTable, collector: Collector): void {
  const dynamic = ['tool', 'setuptools', 'dynamic'];
  const plugin = ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt'];
  const files = [
    entryAt(root, ...dynamic, 'dependencies', 'file'),
    ...entriesIn(entryAt(root, ...dynamic, 'optional-dependencies'), collector).map(({ value }) =>
      value.kind === 'table' ? value.entries.get('file') : undefined,
    ),
    entryAt(root, ...plugin, 'files'),
    entryAt(root, ...plugin, 'filename'),
    ...entriesIn(entryAt(root, ...plugin, 'optional-dependencies'), collector),
  ];
  for (const file of files) {
    for (const node of oneOrMore(file, collector)) collector.include('requirements', node.value, node.region);
  }
  if (files.every((file) => file === undefined)) readLegacy(root, collector);
}

/**
 * Without a file of their own, setuptools takes dynamic dependencies out of `setup.cfg` and `setup.py`; it is also the
 * backend of a project that names none. Both may be missing: a plug-in may supply the metadata.
 */
function readLegacy(root: TomlTable, collector: Collector): void {
  const backend = stringAt(root, 'build-system', 'build-backend')?.value ?? 'setuptools';
  const dynamic = entryAt(root, 'project', 'dynamic');
  if (dynamic?.value.kind !== 'array' || !backend.startsWith('setuptools')) return;
  for (const item of dynamic.value.items) {
    const named = item.kind === 'string' && ['dependencies', 'optional-dependencies'].includes(item.value);
    if (!named) continue;
    collector.legacy(item.region);
    return;
  }
}

/** Items of a group are requirements or `{include-group = "name"}`; equal names and cycles are errors there (PEP 735). */
function readGroups(groups: readonly TomlEntry[], collector: Collector): void {
  const known = new Map<string, TomlEntry>();
  for (const group of groups) {
    const name = names.normalise(group.key);
    if (known.has(name))
      collector.unparsed(group.keyRegion, `another group has the same name ("${name}") once normalised`);
    else known.set(name, group);
  }
  const references: Reference[] = [];
  for (const group of groups) references.push(...readGroup(group, collector));
  for (const { to, entry } of references) {
    if (!known.has(to)) collector.unparsed(entry.value.region, `no group is called "${to}"`);
  }
  for (const { entry } of findCycles([...known.keys()], references)) {
    collector.unparsed(entry.value.region, 'the group includes itself');
  }
}

interface Reference {
  readonly from: string;
  readonly to: string;
  readonly entry: TomlEntry;
}

function readGroup(group: TomlEntry, collector: Collector): readonly Reference[] {
  if (group.value.kind !== 'array') {
    collector.unparsed(group.value.region, `"${group.key}" is not an array`);
    return [];
  }
  const references: Reference[] = [];
  for (const item of group.value.items) {
    const entry = item.kind === 'table' && item.entries.size === 1 ? item.entries.get('include-group') : undefined;
    if (item.kind === 'string') collector.requirement(item, 'dev');
    else if (entry?.value.kind !== 'string')
      collector.unparsed(item.region, 'the item is neither a requirement nor an include-group');
    else references.push({ from: names.normalise(group.key), to: names.normalise(entry.value.value), entry });
  }
  return references;
}

/** References among groups that never come to an end: groups whose includes are all settled are taken away until none is. */
function findCycles(groups: readonly string[], references: readonly Reference[]): readonly Reference[] {
  const pending = new Map(groups.map((group) => [group, 0]));
  const includers = new Map<string, string[]>();
  for (const { from, to } of references) {
    if (!pending.has(to)) continue;
    pending.set(from, (pending.get(from) ?? 0) + 1);
    const list = includers.get(to);
    if (list === undefined) includers.set(to, [from]);
    else list.push(from);
  }
  const settled = [...pending].filter(([, count]) => count === 0).map(([group]) => group);
  for (let group = settled.pop(); group !== undefined; group = settled.pop()) {
    pending.delete(group);
    for (const from of includers.get(group) ?? []) {
      const left = (pending.get(from) ?? 0) - 1;
      pending.set(from, left);
      if (left === 0) settled.push(from);
    }
  }
  return references.filter(({ from, to }) => pending.has(from) && pending.has(to));
}
