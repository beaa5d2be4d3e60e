import type { RegistryRole, Scope } from '../../../model/dependency.ts';
import type { TomlEntry, TomlNode, TomlTable } from '../../../text/toml-nodes.ts';
import { registries } from '../registries.ts';
import type { Collector } from './collector.ts';
import { addIndexes, type Index } from './indexes.ts';
import { entriesIn, entryAt, stringsIn } from './nodes.ts';

const environmentLists = ['dependencies', 'extra-dependencies'];

/** Environments and build hooks of Hatch (hatch.pypa.io, config/environment/overview and advanced, config/build). */
export function readHatch(root: TomlTable, collector: Collector): void {
  const hatch = ['tool', 'hatch'];
  for (const environment of entriesIn(entryAt(root, ...hatch, 'envs'), collector)) {
    readLists(environment.value, environmentLists, 'dev', collector);
    readOverrides(entryIn(environment.value, 'overrides'), collector);
    readVariables(entryIn(environment.value, 'env-vars'), collector);
  }
  const build = entryAt(root, ...hatch, 'build')?.value;
  readHooks(build, collector);
  for (const target of entriesIn(build && entryIn(build, 'targets'), collector)) {
    readLists(target.value, ['dependencies'], 'build', collector);
    readHooks(target.value, collector);
  }
}

function readHooks(holder: TomlNode | undefined, collector: Collector): void {
  for (const hook of entriesIn(holder && entryIn(holder, 'hooks'), collector))
    readLists(hook.value, ['dependencies'], 'build', collector);
}

function readLists(holder: TomlNode, keys: readonly string[], scope: Scope, collector: Collector): void {
  for (const key of keys) {
    for (const node of stringsIn(entryIn(holder, key), collector)) collector.requirement(node, scope);
  }
}

/** `overrides.<source>.<condition>.dependencies`: items are requirements, or tables that hold one as `value`. */
function readOverrides(overrides: TomlEntry | undefined, collector: Collector): void {
  for (const source of entriesIn(overrides, collector)) {
    for (const condition of entriesIn(source, collector)) {
      for (const key of environmentLists) readOverride(entryIn(condition.value, key), collector);
    }
  }
}

function readOverride(entry: TomlEntry | undefined, collector: Collector): void {
  if (entry === undefined) return;
  for (const item of entry.value.kind === 'array' ? entry.value.items : [entry.value]) {
    const node = item.kind === 'table' ? item.entries.get('value')?.value : item;
    if (node?.kind === 'string') collector.requirement(node, 'dev');
    else collector.unparsed(item.region, 'the item is neither a requirement nor a table with one');
  }
}

/** Variables that are set in an environment, by which its installer finds its indexes. */
function readVariables(variables: TomlEntry | undefined, collector: Collector): void {
  const found = new Map<string, Index[]>([
    ['PIP', []],
    ['UV', []],
  ]);
  for (const { key, value } of entriesIn(variables, collector)) {
    const known = registries.environment.find(({ variable }) => variable === key);
    if (known === undefined || value.kind !== 'string') continue;
    found
      .get(key.slice(0, key.indexOf('_')))
      ?.push(
        ...addressesIn(value.value, known).map((url) => ({ name: '', url, role: known.role, region: value.region })),
      );
  }
  for (const [prefix, indexes] of found) addIndexes(indexes, collector, { clients: [prefix.toLowerCase()] });
}

const addressesIn = (
  value: string,
  { list }: { readonly list: boolean; readonly role: RegistryRole },
): readonly string[] => (list ? value.split(/[ \t]+/) : [value.trim()]).filter((one) => one !== '');

const entryIn = (node: TomlNode, key: string): TomlEntry | undefined =>
  node.kind === 'table' ? node.entries.get(key) : undefined;
