import type { Source } from '../../../model/dependency.ts';
import { withoutEndSlashes } from '../../../text/paths.ts';
import type { TomlEntry, TomlTable } from '../../../text/toml-nodes.ts';
import { draftOf, ecosystemType } from '../dependency.ts';
import { isArchive } from '../folder.ts';
import { names } from '../names.ts';
import { readRequirement } from '../requirement.ts';
import type { Collector } from './collector.ts';
import { addIndexes, type Index } from './indexes.ts';
import { entriesIn, entryAt, isTrue, oneOrMore, stringAt, stringsIn, tablesIn } from './nodes.ts';
import { sourceIn } from './poetry.ts';
import { readUvClient, speaksToClient } from './uv-client.ts';
import { readUvSafeguards } from './uv-safeguards.ts';

/** The table `tool.uv` (docs.astral.sh/uv/reference/settings). */
export function readUv(root: TomlTable, collector: Collector): void {
  const uv = entryAt(root, 'tool', 'uv');
  if (uv === undefined) return;
  if (uv.value.kind !== 'table') return collector.unparsed(uv.value.region, '"uv" is not a table');
  readUvSettings(uv.value, collector);
  readConstraints(uv.value, collector);
  if (speaksToClient(uv.value)) readUvClient(uv.value, uv.keyRegion, collector);
}

/**
 * Settings of uv, as they stand in `tool.uv` and at the top of `uv.toml`. Constraints and overrides install nothing by
 * themselves, so they are dependencies only where they name an address: that decides where the bytes come from.
 */
export function readUvSettings(uv: TomlTable, collector: Collector): void {
  for (const node of stringsIn(entryAt(uv, 'dev-dependencies'), collector)) collector.requirement(node, 'dev');
  for (const key of ['constraint-dependencies', 'override-dependencies', 'build-constraint-dependencies']) {
    for (const node of stringsIn(entryAt(uv, key), collector)) {
      const read = readRequirement(node.value);
      if (read.kind === 'rejected' || read.url !== undefined) collector.requirement(node, 'runtime');
    }
  }
  readExtraBuilds(uv, collector);
  // What uv takes for the metadata of packages, whatever they say themselves.
  for (const table of tablesIn(entryAt(uv, 'dependency-metadata'), collector)) {
    for (const node of stringsIn(table.entries.get('requires-dist'), collector)) collector.requirement(node, 'runtime');
  }
  for (const node of stringsIn(entryAt(uv, 'workspace', 'members'), collector)) {
    collector.include('workspace', `${withoutEndSlashes(node.value)}/pyproject.toml`, node.region);
  }
  readSources(entryAt(uv, 'sources'), collector);
  const names = { pointed: pointedNames(uv, false), partly: pointedNames(uv, true) };
  addIndexes(readIndexes(uv, collector), collector, { clients: ['uv'], ...names });
  readUvSafeguards(uv, collector);
}

const constraintKeys = [
  ['constraint-dependencies', undefined],
  ['override-dependencies', 'replacing'],
] as const;

/** What uv alone goes by when it locks: an override stands in the place of whatever asks for the package. */
function readConstraints(uv: TomlTable, { found, location }: Collector): void {
  for (const [key, effect] of constraintKeys) {
    const entry = entryAt(uv, key);
    for (const node of entry?.value.kind === 'array' ? entry.value.items : []) {
      const read = node.kind === 'string' ? readRequirement(node.value) : undefined;
      if (node.kind !== 'string' || read?.kind !== 'requirement' || read.url !== undefined) continue;
      const { rawName, requirement = '', version } = draftOf(node.value, read);
      found.constraints.push({
        ecosystem: ecosystemType,
        name: names.normalise(rawName),
        requirement,
        ...(version === undefined ? {} : { version }),
        ...(effect === undefined ? {} : { effect }),
        clients: ['uv'],
        location: location(node.region),
      });
    }
  }
}

/** `extra-build-dependencies`: by package, requirements or tables with one, that are there while it is built. */
function readExtraBuilds(uv: TomlTable, collector: Collector): void {
  for (const { key, value } of entriesIn(entryAt(uv, 'extra-build-dependencies'), collector)) {
    for (const item of value.kind === 'array' ? value.items : [value]) {
      const node = item.kind === 'table' ? stringAt(item, 'requirement') : item;
      if (node?.kind === 'string') collector.requirement(node, 'build');
      else collector.unparsed(item.region, `a build dependency of "${key}" is no requirement`);
    }
  }
}

function readIndexes(uv: TomlTable, collector: Collector): readonly Index[] {
  const found: Index[] = [];
  for (const index of tablesIn(entryAt(uv, 'index'), collector)) {
    const url = stringAt(index, 'url');
    if (url === undefined) {
      collector.unparsed(index.region, 'the index has no address');
      continue;
    }
    const role = isTrue(index, 'explicit') ? 'explicit' : isTrue(index, 'default') ? 'primary' : 'extra';
    const name = stringAt(index, 'name')?.value ?? '';
    const isFlat = stringAt(index, 'format')?.value === 'flat';
    // An index like others, though it is a page: asked in its turn, for any name.
    const flat = isFlat ? { isLinks: true as const, names: ['*'] } : {};
    found.push({ name, url: url.value, role, ...flat, ...ignoredStatuses(index, collector), region: url.region });
  }
  for (const table of [[], ['pip']]) {
    const add = (key: string, role: Index['role'], more: Pick<Index, 'isLinks'> = {}) => {
      for (const { value, region } of oneOrMore(entryAt(uv, ...table, key), collector)) {
        found.push({ name: '', url: value, role, ...more, region });
      }
    };
    add('index-url', 'primary');
    add('extra-index-url', 'extra');
    add('find-links', 'extra', { isLinks: true });
  }
  return found;
}

/** `ignore-error-codes` (docs.astral.sh/uv/concepts/indexes, "Ignoring error codes when searching across indexes"). */
function ignoredStatuses(index: TomlTable, collector: Collector): Pick<Index, 'ignoredStatuses'> {
  const entry = index.entries.get('ignore-error-codes');
  if (entry === undefined) return {};
  const items = entry.value.kind === 'array' ? entry.value.items : [];
  const statuses = items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'number' && Number.isInteger(item.value) ? [item.value] : [],
  );
  if (entry.value.kind !== 'array' || statuses.length < items.length)
    collector.unparsed(entry.value.region, 'not a list of statuses');
  return { ignoredStatuses: statuses };
}

const variantsOf = ({ value }: TomlEntry): readonly TomlTable[] =>
  (value.kind === 'array' ? value.items : [value]).flatMap((item) => (item.kind === 'table' ? [item] : []));

const sourceEntries = (table: TomlTable, ...path: readonly string[]): readonly TomlEntry[] => {
  const sources = entryAt(table, ...path, 'sources')?.value;
  return sources?.kind === 'table' ? [...sources.entries.values()] : [];
};

/** Names by the index they point to: in every environment, or in those only that a marker names. */
function pointedNames(uv: TomlTable, conditional: boolean): ReadonlyMap<string, readonly string[]> {
  const pointed = new Map<string, string[]>();
  for (const entry of sourceEntries(uv)) {
    for (const variant of variantsOf(entry)) {
      const index = stringAt(variant, 'index')?.value;
      if (index === undefined || variant.entries.has('marker') !== conditional) continue;
      const known = pointed.get(index);
      if (known === undefined) pointed.set(index, [names.normalise(entry.key)]);
      else known.push(names.normalise(entry.key));
    }
  }
  return pointed;
}

/**
 * Packages that uv takes from a repository or an address whatever the environment: there the requirement's own registry
 * is not asked. Sources for some environments only, and local ones, leave the requirement as every other tool reads it.
 */
export function uvSources(root: TomlTable): ReadonlyMap<string, Source> {
  return new Map(
    sourceEntries(root, 'tool', 'uv').flatMap((entry): [string, Source][] => {
      if (entry.value.kind !== 'table' || entry.value.entries.has('marker')) return [];
      const source = sourceIn(entry.value);
      return source.kind === 'git' || source.kind === 'url' ? [[names.normalise(entry.key), source]] : [];
    }),
  );
}

/** Members of the workspace and local folders are the project's own; addresses that no requirement here uses stand for themselves. */
function readSources(sources: TomlEntry | undefined, collector: Collector): void {
  const used = new Set(collector.found.dependencies.map(({ name }) => name));
  for (const entry of entriesIn(sources, collector)) {
    const { key, keyRegion, value } = entry;
    const fault = names.reject(key);
    if (fault !== undefined) {
      collector.unparsed(keyRegion, `the key is no package name: ${fault}`);
      continue;
    }
    const isReplaced = collector.sources.has(names.normalise(key)) && used.has(names.normalise(key));
    for (const variant of variantsOf(entry)) {
      const source = sourceIn(variant);
      if (source.kind === 'path' && !isArchive(source.path)) collector.project(source.path, keyRegion);
      if (isTrue(variant, 'workspace') || source.kind === 'path') collector.own(key, undefined, keyRegion);
      else if (source.kind !== 'registry' && !isReplaced) {
        const draft = { rawName: key, source, span: { start: 0, end: 0 } };
        collector.dependency(draft, 'runtime', { location: keyRegion, name: keyRegion });
      }
    }
    if (variantsOf(entry).length === 0) collector.unparsed(value.region, `the source of "${key}" is not a table`);
  }
}
