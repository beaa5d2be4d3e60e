import type { DependencyFile, Guard } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { locate, type Region } from '../../../model/location.ts';
import { parseToml } from '../../../text/toml.ts';
import type { TomlEntry, TomlNode, TomlTable } from '../../../text/toml-nodes.ts';
import { Collector } from '../collector.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { maskUserInfo } from '../npmrc/secrets.ts';

/** Settings of Bun; `[install]` alone decides what is installed (bun.com, "bunfig.toml"). */
export const format: Format = {
  id: 'bunfig',
  title: 'bunfig.toml',
  role: 'configuration',
  matches: (path) => (/^\.?bunfig\.toml$/.test(baseNameOf(path)) ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const { root, index, disagreements } = parseToml(file.text);
  const into = new Collector(file, index);
  for (const { path, region } of disagreements) {
    into.ambiguities.push({ location: locate(file.path, region), reason: `two readers of TOML differ on ${path}` });
  }
  const install = tableOf(root.entries.get('install')?.value);
  if (install !== undefined) {
    readRegistries(into, install);
    readSettings(into, install);
  }
  readPreloads(into, root);
  into.tell('bun');
  return into.finish(format.id, format.role);
}

const tableOf = (node: TomlNode | undefined): TomlTable | undefined => (node?.kind === 'table' ? node : undefined);

/** An address, or a table that holds it as `url` beside credentials. */
function readRegistries(into: Collector, install: TomlTable): void {
  const single = install.entries.get('registry');
  if (single !== undefined) addRegistry(into, single, undefined);
  for (const [scope, entry] of tableOf(install.entries.get('scopes')?.value)?.entries ?? []) {
    addRegistry(into, entry, `${scope.startsWith('@') ? scope : `@${scope}`}/*`);
  }
}

function addRegistry(into: Collector, entry: TomlEntry, names: string | undefined): void {
  const node = tableOf(entry.value)?.entries.get('url')?.value ?? entry.value;
  const location = locate(into.file.path, spanOf(entry.keyRegion, node.region));
  if (node.kind !== 'string') {
    into.unparsed.push({ location, text: entry.key, reason: 'the registry has no address' });
    return;
  }
  into.registries.push({
    ecosystem: 'npm',
    url: maskUserInfo(node.value),
    role: 'primary',
    clients: ['bun'],
    ...(names === undefined ? {} : { names: [names] }),
    location,
  });
}

interface Setting {
  readonly guard: Guard;
  readonly byDefault: number;
  readonly strength: (value: string) => number;
}

const settings: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ['ignoreScripts', { guard: 'install-scripts', byDefault: 0, strength: (value) => (value === 'true' ? 1 : 0) }],
  ['frozenLockfile', { guard: 'verification', byDefault: 0, strength: (value) => (value === 'true' ? 1 : 0) }],
  ['ca', { guard: 'transport', byDefault: 1, strength: () => 0 }],
  ['cafile', { guard: 'transport', byDefault: 1, strength: () => 0 }],
  ['minimumReleaseAge', { guard: 'release-age', byDefault: 0, strength: minutesOf }],
  ['saveTextLockfile', { guard: 'verification', byDefault: 1, strength: (value) => (value === 'false' ? 0 : 1) }],
]);

/** Bun counts seconds. */
function minutesOf(value: string): number {
  const seconds = Number(value);
  return Number.isFinite(seconds) && seconds > 0 ? seconds / 60 : 0;
}

function readSettings(into: Collector, install: TomlTable): void {
  for (const [key, entry] of install.entries) {
    const setting = settings.get(key);
    const { value } = entry;
    if (setting !== undefined && (value.kind === 'scalar' || value.kind === 'string')) {
      const { guard, byDefault, strength } = setting;
      const text = String(value.value);
      add(into, entry.keyRegion, value.region, {
        setting: key,
        value: text,
        guard,
        strength: strength(text),
        byDefault,
      });
    }
  }
  addItems(into, install.entries.get('minimumReleaseAgeExcludes'), 'release-age');
  addItems(into, install.entries.get('trustedDependencies'), 'install-scripts');
  const scanner = tableOf(install.entries.get('security')?.value)?.entries.get('scanner');
  if (scanner?.value.kind !== 'string') return;
  const { value, region } = scanner.value;
  add(into, scanner.keyRegion, region, {
    setting: 'security.scanner',
    value,
    guard: 'verification',
    strength: 1,
    byDefault: 0,
  });
}

/** Each item is a hole of its own. */
function addItems(into: Collector, entry: TomlEntry | undefined, guard: Guard): void {
  for (const item of entry?.value.kind === 'array' ? entry.value.items : []) {
    if (item.kind !== 'string') continue;
    const found = { setting: `${entry?.key} ${item.value}`, value: item.value, guard, strength: 0, byDefault: 1 };
    add(into, item.region, item.region, found);
  }
}

/** Modules that every run of Bun loads first. */
function readPreloads(into: Collector, root: TomlTable): void {
  const entry = root.entries.get('preload');
  if (entry === undefined) return;
  const items = entry.value.kind === 'array' ? entry.value.items : [entry.value];
  for (const item of items) {
    if (item.kind !== 'string') continue;
    const found = {
      setting: `preload ${item.value}`,
      value: item.value,
      guard: 'client-code',
      strength: 0,
      byDefault: 1,
    } as const;
    add(into, item.region, item.region, found);
  }
}

const add = (
  into: Collector,
  from: Region,
  to: Region,
  found: Omit<Collector['safeguards'][number], 'location'>,
): void => {
  into.safeguards.push({ ...found, location: locate(into.file.path, spanOf(from, to)) });
};

const spanOf = (from: Region, to: Region): Region => ({
  startLine: from.startLine,
  startColumn: from.startColumn,
  endLine: to.endLine,
  endColumn: to.endColumn,
});
