import type { ClientUse, Scope, Source } from '../../../model/dependency.ts';
import { type Region, startOf } from '../../../model/location.ts';
import type { TomlEntry, TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import { type Draft, pinnedVersion } from '../dependency.ts';
import { names } from '../names.ts';
import { readRequirementText } from '../poetry-requirement.ts';
import type { Collector } from '../pyproject/collector.ts';
import { addIndexes, type Index } from '../pyproject/indexes.ts';
import { entriesIn, entryAt, oneOrMore, span, stringAt, tablesIn } from '../pyproject/nodes.ts';
import { addVerifySsl } from '../pyproject/pdm.ts';
import { isArchive, schemeOf, sourceOf } from '../reference.ts';

/** Tables that hold no packages; every other one is a category (pipenv.pypa.io, "Named package categories"). */
const reserved = new Set(['source', 'requires', 'scripts', 'pipenv', 'build-system', 'pipfile']);

export function readPipfile(root: TomlTable, collector: Collector): void {
  const pointed = new Map<string, string[]>();
  for (const category of root.entries.values()) {
    if (reserved.has(category.key)) continue;
    const scope = category.key === 'packages' ? 'runtime' : 'dev';
    for (const entry of entriesIn(category, collector)) readPackage(entry, scope, pointed, collector);
  }
  addSources(root, pointed, collector);
}

/**
 * The first source takes the place of the public index. Others serve only the packages that name them, unless the project
 * wants all sources searched (pipenv.pypa.io, indexes).
 */
function addSources(root: TomlTable, pointed: ReadonlyMap<string, readonly string[]>, collector: Collector): void {
  const all = readClient(root, collector);
  const found: Index[] = [];
  const byName = new Map(pointed);
  for (const source of tablesIn(entryAt(root, 'source'), collector)) {
    const url = stringAt(source, 'url');
    const name = stringAt(source, 'name')?.value ?? '';
    addVerifySsl(source, name, collector);
    if (url === undefined) collector.unparsed(source.region, 'the source has no address');
    else {
      const role = found.length === 0 ? 'primary' : all ? 'extra' : 'explicit';
      // A package may point to a source by its address as well.
      const names = [...(pointed.get(name) ?? []), ...(pointed.get(url.value) ?? [])];
      if (names.length > 0) byName.set(name, names);
      found.push({ name, url: url.value, role, region: url.region });
    }
  }
  addIndexes(found, collector, { clients: ['pipenv'], pointed: byName });
}

/** @returns whether all sources are searched for every package */
function readClient(root: TomlTable, collector: Collector): boolean {
  const isSet = (key: string): TomlEntry | undefined => {
    const entry = entryAt(root, 'pipenv', key);
    return entry?.value.kind === 'scalar' && entry.value.value === true ? entry : undefined;
  };
  const [all, prereleases] = [isSet('install_search_all_sources'), isSet('allow_prereleases')];
  const add = ({ keyRegion, value }: TomlEntry, told: Pick<ClientUse, 'strategy' | 'prereleases'>) =>
    collector.client({ client: 'pipenv', ...told }, span(keyRegion, value.region));
  if (all !== undefined) add(all, { strategy: all.key });
  if (prereleases !== undefined) add(prereleases, { prereleases: true });
  if (all === undefined && prereleases === undefined) collector.client({ client: 'pipenv' }, startOf(collector.path));
  return all !== undefined;
}

function readPackage(entry: TomlEntry, scope: Scope, pointed: Map<string, string[]>, collector: Collector): void {
  const { key, keyRegion, value } = entry;
  const fault = names.reject(key);
  if (fault !== undefined) {
    collector.unparsed(keyRegion, `the key is no package name: ${fault}`);
  } else if (value.kind === 'string') {
    addPackage(entry, value, { kind: 'registry' }, scope, collector);
  } else if (value.kind === 'table') {
    const source = sourceIn(value, collector);
    const index = stringAt(value, 'index')?.value;
    if (index !== undefined) {
      const known = pointed.get(index);
      if (known === undefined) pointed.set(index, [names.normalise(key)]);
      else known.push(names.normalise(key));
    }
    addPackage(entry, stringAt(value, 'version'), source, scope, collector);
    if (source.kind === 'path' && !isArchive(source.path)) collector.project(source.path, keyRegion);
  } else {
    collector.unparsed(value.region, `the value of "${key}" is neither a requirement nor a table`);
  }
}

const systems = ['git', 'hg', 'svn', 'bzr'];

/** `path` and `file` may both be a folder, a file or an address. */
function sourceIn(table: TomlTable, collector: Collector): Source {
  const system = systems.find((one) => stringAt(table, one) !== undefined);
  if (system !== undefined) {
    const written = stringAt(table, system)?.value ?? '';
    const plain = written.startsWith(`${system}+`) ? written.slice(system.length + 1) : written;
    const url = system === 'git' ? plain : `${system}+${plain}`;
    const ref = stringAt(table, 'ref')?.value;
    return { kind: 'git', url, ...(ref === undefined ? {} : { ref }) };
  }
  const at = stringAt(table, 'file') ?? stringAt(table, 'path') ?? stringAt(table, 'url') ?? stringAt(table, 'uri');
  if (at === undefined) return { kind: 'registry' };
  if (at.value.includes('$')) collector.unparsed(at.region, 'the address depends on an environment variable');
  return schemeOf(at.value) === undefined ? { kind: 'path', path: at.value } : sourceOf(at.value);
}

function addPackage(
  { key, keyRegion, value }: TomlEntry,
  version: TomlString | undefined,
  source: Source,
  scope: Scope,
  collector: Collector,
): void {
  const asked = value.kind === 'table' ? oneOrMore(value.entries.get('extras'), collector) : [];
  const extras = asked.map((node) => node.value);
  const draft: Draft = { rawName: key, ...versionOf(version), extras, source, span: { start: 0, end: 0 } };
  const location: Region = span(keyRegion, value.region);
  const place = { location, name: keyRegion, ...(version && { requirement: version.region }) };
  collector.dependency(draft, scope, place);
  if (version !== undefined && readRequirementText(version.value) === undefined)
    collector.unparsed(version.region, 'the requirement is not understood');
}

function versionOf(version: TomlString | undefined): { requirement?: string; version?: string } {
  if (version === undefined) return {};
  const alternatives = readRequirementText(version.value) ?? [];
  const pinned = alternatives.length === 1 ? pinnedVersion(alternatives[0] ?? []) : undefined;
  return { requirement: version.value, ...(pinned === undefined ? {} : { version: pinned }) };
}
