import type { Scope } from '../../../model/dependency.ts';
import { purl } from '../../../model/purl.ts';
import { entriesOf, entryOf, textOf, type YamlEntry, type YamlNode } from '../../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { defaultCatalog, splitNamed } from '../specs.ts';
import { readRequirement } from '../versions.ts';
import { addYamlEntry, endOf, type KeyedName, rejectEntry } from './yaml-entries.ts';

/** `catalog`, and `catalogs` by their names: requirements that manifests refer to by `catalog:` (pnpm.io, "Catalogs"). */
export function readCatalogs(into: Collector, root: YamlNode): void {
  const named = entryOf(root, 'catalogs');
  const catalogs = [
    [defaultCatalog, entryOf(root, 'catalog')] as const,
    ...(named === undefined ? [] : mapOf(into, named)),
  ];
  for (const [name, catalog] of catalogs) {
    if (catalog === undefined) continue;
    for (const entry of mapOf(into, catalog).values())
      addYamlEntry(into, entry, wholeKey(entry), 'runtime', false, name);
  }
}

/** `overrides`: keys are packages, `parent>child` for those below one parent alone (pnpm.io, "overrides"). */
export function readOverrides(into: Collector, root: YamlNode): void {
  const overrides = entryOf(root, 'overrides');
  if (overrides === undefined) return;
  for (const entry of mapOf(into, overrides).values()) {
    const value = textOf(entry.value);
    // Removed instead of replaced; `$name` repeats what a manifest says.
    if (value === '-' || (value?.startsWith('$') === true && value[1] !== '{')) continue;
    addYamlEntry(into, entry, nameInSelector(entry.key), 'runtime', false);
  }
}

/** A range may hold `>` too: such a one follows a blank, `|` or `@` (pnpm: parse-wanted-dependency, `DELIMITER_REGEX`). */
export function nameInSelector(key: string): KeyedName {
  let at = 0;
  for (let arrow = key.indexOf('>', 1); arrow !== -1; arrow = key.indexOf('>', arrow + 1)) {
    if (!' |@'.includes(key.charAt(arrow - 1))) at = arrow + 1;
  }
  return { name: splitNamed(key.slice(at)).name, at };
}

const extended: readonly { readonly key: string; readonly scope: Scope }[] = [
  { key: 'dependencies', scope: 'runtime' },
  { key: 'optionalDependencies', scope: 'optional' },
  { key: 'peerDependencies', scope: 'peer' },
];

/** `packageExtensions` add dependencies to packages of others. */
export function readExtensions(into: Collector, root: YamlNode): void {
  const extensions = entryOf(root, 'packageExtensions');
  if (extensions === undefined) return;
  for (const { value } of mapOf(into, extensions).values()) {
    for (const { key, scope } of extended) {
      const section = entryOf(value, key);
      if (section === undefined) continue;
      for (const entry of mapOf(into, section).values()) addYamlEntry(into, entry, wholeKey(entry), scope, false);
    }
  }
}

/**
 * `configDependencies`: `version+integrity`, from pnpm 11 on a version alone, or an object with `integrity` and `tarball`;
 * installed before anything else, with hooks that pnpm runs (pnpm.io, "Config dependencies").
 */
export function readConfigDependencies(into: Collector, root: YamlNode): void {
  const section = entryOf(root, 'configDependencies');
  if (section === undefined) return;
  for (const entry of mapOf(into, section).values()) addConfigDependency(into, entry);
}

function addConfigDependency(into: Collector, entry: YamlEntry): void {
  const { key: name, keyStart, keyEnd } = entry;
  const tarball = textOf(entryOf(entry.value, 'tarball')?.value);
  const written = textOf(entryOf(entry.value, 'integrity')?.value ?? entry.value) ?? '';
  const plus = written.indexOf('+sha');
  const version = plus === -1 ? written : written.slice(0, plus);
  const wanted = readRequirement(version);
  if (name === '' || wanted?.kind !== 'version') {
    return rejectEntry(into, entry, 'the config dependency has no exact version');
  }
  const quotes = keyEnd - keyStart - name.length;
  const isPlain = quotes === 0 || quotes === 2;
  const nameStart = keyStart + quotes / 2;
  into.dependencies.push({
    purl: purl('npm', name, wanted.version),
    ecosystem: 'npm',
    name,
    rawName: name,
    version: wanted.version,
    requirement: version,
    source: tarball === undefined ? { kind: 'registry' } : { kind: 'url', url: tarball },
    ...(plus === -1 ? {} : { integrity: [written.slice(plus + 1)] }),
    direct: true,
    scope: 'tool',
    location: into.locate(keyStart, endOf(entry)),
    ...(isPlain ? { nameRegion: into.lines.region(nameStart, nameStart + name.length) } : {}),
  });
}

const wholeKey = ({ key }: YamlEntry): KeyedName => ({ name: key, at: 0 });

/** Entries of a map; anything else but nothing is told. */
function mapOf(into: Collector, section: YamlEntry): ReadonlyMap<string, YamlEntry> {
  const { key, value } = section;
  const isNothing = value.kind === 'scalar' && value.value === null;
  if (value.kind !== 'map' && !isNothing) rejectEntry(into, section, `${key} is not a map`);
  return entriesOf(value);
}
