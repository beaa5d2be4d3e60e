import type { Guard } from '../../../model/dependency.ts';
import { entriesOf, entryOf, textOf, type YamlEntry, type YamlNode } from '../../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { maskUserInfo } from '../npmrc/secrets.ts';
import { type Setting, whenIt } from '../npmrc/settings.ts';

const isOn = (value: string): boolean => /^(?:true|1)$/i.test(value);
const isOff = (value: string): boolean => /^(?:false|0)$/i.test(value);

/** Whatever is not plainly on counts as off: a variable may hold anything. */
const whenOn = whenIt(isOn);
const whenOff = whenIt(isOff);

const minutesPerDay = 1_440;

/** Who stands between, and whose certificates are believed; `caFilePath` before version 3. */
const transportSettings = ['httpProxy', 'httpsProxy', 'httpsCaFilePath', 'caFilePath'] as const;

/** yarnpkg.com, "Settings (.yarnrc.yml)"; what is set by default changes between versions, the stricter is taken for ages. */
const settings: ReadonlyMap<string, Setting> = new Map([
  ['yarnPath', { guard: 'client-code', byDefault: 1, strength: () => 0 }],
  ['enableScripts', whenOff('install-scripts', 0)],
  ['enableStrictSsl', whenOn('transport', 1)],
  ...transportSettings.map((key): [string, Setting] => [key, { guard: 'transport', byDefault: 1, strength: () => 0 }]),
  ['enableHardenedMode', whenOn('verification', 1)],
  ['enableImmutableInstalls', whenOn('verification', 1)],
  ['enableImmutableCache', whenOn('verification', 0)],
  ['checksumBehavior', { guard: 'verification', byDefault: 1, strength: (value) => Number(value === 'throw') }],
  ['npmMinimalAgeGate', { guard: 'release-age', byDefault: minutesPerDay, strength: readMinutes }],
]);

/** Lists of which every item takes something out of a guard's protection. */
const exemptions: ReadonlyMap<string, Guard> = new Map([
  ['unsafeHttpWhitelist', 'transport'],
  ['npmPreapprovedPackages', 'release-age'],
  ['approvedGitRepositories', 'verification'],
  ['plugins', 'client-code'],
]);

const unitMinutes: ReadonlyMap<string, number> = new Map([
  ['ms', 1 / 60_000],
  ['s', 1 / 60],
  ['', 1],
  ['m', 1],
  ['h', 60],
  ['d', minutesPerDay],
  ['w', 7 * minutesPerDay],
]);

/** A number of minutes, or of what the unit behind it says; anything else protects from nothing. */
function readMinutes(value: string): number {
  const [, count, unit = ''] = /^(\d{1,9}(?:\.\d{1,9})?)(ms|[smhdw])?$/.exec(value.trim()) ?? [];
  return count === undefined ? 0 : Number(count) * (unitMinutes.get(unit) ?? 0);
}

/** Reads the settings of Yarn 2 and later that decide what may run or be taken. */
export function readSettings(into: Collector, root: YamlNode): void {
  for (const [key, { keyStart, value }] of entriesOf(root)) {
    const setting = settings.get(key);
    const exempts = exemptions.get(key);
    if (exempts !== undefined) readItems(into, key, value, exempts);
    if (setting !== undefined) readSetting(into, key, { keyStart, value }, setting);
  }
  for (const [host, { value }] of entriesBelow(into, root, 'networkSettings')) {
    for (const key of [...transportSettings, 'enableStrictSsl']) {
      const [entry, setting] = [entryOf(value, key), settings.get(key)];
      if (entry !== undefined && setting !== undefined)
        readSetting(into, `networkSettings.${host}.${key}`, entry, setting);
    }
  }
}

function readSetting(
  into: Collector,
  key: string,
  { keyStart, value }: Pick<YamlEntry, 'keyStart' | 'value'>,
  { guard, byDefault, strength }: Setting,
): void {
  const text = textOf(value);
  if (text === undefined) {
    if (value.kind !== 'scalar') into.reject(keyStart, value.end, `${key} is not a text`);
    return;
  }
  const told = maskUserInfo(text);
  into.protect(keyStart, value.end, { setting: key, value: told, guard, strength: strength(text), byDefault });
}

function readItems(into: Collector, key: string, list: YamlNode, guard: Guard): void {
  if (list.kind === 'scalar' && list.value === null) return;
  // Yarn takes one text for a list of one.
  for (const item of list.kind === 'list' ? list.items : [list]) {
    const text = textOf(item) ?? textOf(entryOf(item, 'path')?.value) ?? textOf(entryOf(item, 'spec')?.value);
    if (text === undefined) into.reject(item.start, item.end, `${key} holds what is not understood`);
    else {
      const value = maskUserInfo(textOf(entryOf(item, 'spec')?.value) ?? text);
      const setting = `${key} ${maskUserInfo(text)}`;
      into.protect(item.start, item.end, { setting, value, guard, strength: 0, byDefault: 1 });
    }
  }
}

/**
 * Adds the registries: of all names, and of scopes. What stands under `npmRegistries` are credentials for addresses that are
 * named elsewhere (yarnpkg.com, "npmRegistries"): no name comes from there because of it.
 */
export function readRegistries(into: Collector, root: YamlNode): void {
  addRegistry(into, entryOf(root, 'npmRegistryServer'), undefined);
  for (const [scope, { value }] of entriesBelow(into, root, 'npmScopes')) {
    addRegistry(into, entryOf(value, 'npmRegistryServer'), `@${scope}/*`);
  }
  for (const [, { keyStart, value }] of entriesBelow(into, root, 'npmRegistries')) {
    for (const key of entriesOf(value).keys()) {
      if (!credentials.has(key)) into.reject(keyStart, value.end, 'npmRegistries holds what is no credential');
    }
  }
}

const credentials: ReadonlySet<string> = new Set(['npmAlwaysAuth', 'npmAuthIdent', 'npmAuthToken']);

/** The entries of a map; told where it is something else. */
export function entriesBelow(into: Collector, node: YamlNode, key: string): ReadonlyMap<string, YamlEntry> {
  const entry = entryOf(node, key);
  const isMap =
    entry === undefined || entry.value.kind === 'map' || (entry.value.kind === 'scalar' && entry.value.value === null);
  if (!isMap) into.reject(entry.keyStart, entry.value.end, `${key} is not a map`);
  return entriesOf(entry?.value);
}

function addRegistry(into: Collector, entry: YamlEntry | undefined, names: string | undefined): void {
  if (entry === undefined) return;
  const url = textOf(entry.value);
  if (url === undefined) return into.reject(entry.keyStart, entry.value.end, 'the registry is not a text');
  into.registries.push({
    ecosystem: 'npm',
    url: maskUserInfo(url),
    role: 'primary',
    clients: ['yarn-berry'],
    ...(names === undefined ? {} : { names: [names] }),
    location: into.locate(entry.keyStart, entry.value.end),
  });
}
