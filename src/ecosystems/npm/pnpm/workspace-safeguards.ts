import type { Guard } from '../../../model/dependency.ts';
import { entriesOf, entryOf, textOf, type YamlEntry, type YamlNode } from '../../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { endOf } from './yaml-entries.ts';

/** How strong a value is; undefined where it sets nothing. */
type Measure = (value: string) => number;

interface Setting {
  readonly guard: Guard;
  readonly byDefault: number;
  readonly measure: Measure;
}

const ifTrue: Measure = (value) => (value === 'true' ? 1 : 0);
const unlessTrue: Measure = (value) => (value === 'true' ? 0 : 1);
const unlessFalse: Measure = (value) => (value === 'false' ? 0 : 1);
const never: Measure = () => 0;

function minutes(value: string): number {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : 0;
}

const on = (guard: Guard, byDefault: number, measure: Measure): Setting => ({ guard, byDefault, measure });

/** Settings with one value (pnpm.io, "Settings", version 11), and what they protect from. */
const settings: ReadonlyMap<string, Setting> = new Map([
  ['minimumReleaseAge', on('release-age', 1_440, minutes)],
  ['minimumReleaseAgeStrict', on('release-age', 1, unlessFalse)],
  ['minimumReleaseAgeIgnoreMissingTime', on('release-age', 0, unlessTrue)],
  ['trustPolicy', on('verification', 0, (value) => (value === 'no-downgrade' ? 1 : 0))],
  ['trustPolicyIgnoreAfter', on('verification', Number.MAX_SAFE_INTEGER, minutes)],
  ['trustLockfile', on('verification', 1, unlessTrue)],
  ['blockExoticSubdeps', on('verification', 1, unlessFalse)],
  ['verifyDepsBeforeRun', on('verification', 1, unlessFalse)],
  ['verifyStoreIntegrity', on('verification', 1, unlessFalse)],
  ['lockfile', on('verification', 1, unlessFalse)],
  ['frozenLockfile', on('verification', 1, unlessFalse)],
  ['dangerouslyAllowAllBuilds', on('install-scripts', 1, unlessTrue)],
  ['strictDepBuilds', on('install-scripts', 1, unlessFalse)],
  ['ignoreScripts', on('install-scripts', 0, ifTrue)],
  ['ignoreDepScripts', on('install-scripts', 0, ifTrue)],
  ['onlyBuiltDependenciesFile', on('install-scripts', 1, never)],
  ['pnpmfile', on('client-code', 1, never)],
  ['globalPnpmfile', on('client-code', 1, never)],
  ['ignorePnpmfile', on('client-code', 0, ifTrue)],
  ['scriptShell', on('client-code', 1, never)],
  ['nodeOptions', on('client-code', 1, never)],
  ['strictSsl', on('transport', 1, unlessFalse)],
  ['proxy', on('transport', 1, never)],
  ['httpProxy', on('transport', 1, never)],
  ['httpsProxy', on('transport', 1, never)],
  ['ca', on('transport', 1, never)],
  ['cafile', on('transport', 1, never)],
]);

/** Settings whose every item is a hole of its own. */
const lists: ReadonlyMap<string, Guard> = new Map([
  ['minimumReleaseAgeExclude', 'release-age'],
  ['trustPolicyExclude', 'verification'],
  ['onlyBuiltDependencies', 'install-scripts'],
]);

/** Reads what decides which code may run, and which releases may be taken. */
export function readSafeguards(into: Collector, root: YamlNode): void {
  for (const entry of entriesOf(root).values()) {
    const setting = settings.get(entry.key);
    const guard = lists.get(entry.key);
    if (setting !== undefined) addSetting(into, entry, setting);
    else if (guard !== undefined) addItems(into, entry, guard);
  }
  readBuilds(into, root);
  readNever(into, root);
  readMirrors(into, root);
  readPatches(into, root);
}

/** A list of what must not be built lets all else be built (pnpm 10: `createAllowBuildFunction`), unless another list says what may. */
function readNever(into: Collector, root: YamlNode): void {
  const entry = entryOf(root, 'neverBuiltDependencies');
  if (entry?.value.kind !== 'list' || entryOf(root, 'onlyBuiltDependencies') !== undefined) return;
  const value = entry.value.items.flatMap((item) => textOf(item) ?? []).join(' ');
  const found = { setting: entry.key, value, guard: 'install-scripts', strength: 0, byDefault: 1 } as const;
  into.protect(entry.keyStart, endOf(entry), found);
}

/** Addresses that pnpm takes Node.js from (pnpm.io, "nodeDownloadMirrors"). */
function readMirrors(into: Collector, root: YamlNode): void {
  for (const entry of entriesOf(entryOf(root, 'nodeDownloadMirrors')?.value).values()) {
    const value = textOf(entry.value);
    if (value === undefined) continue;
    const setting = `nodeDownloadMirrors.${entry.key}`;
    into.protect(entry.keyStart, endOf(entry), { setting, value, guard: 'client-code', strength: 0, byDefault: 1 });
  }
}

function addSetting(into: Collector, entry: YamlEntry, { guard, byDefault, measure }: Setting): void {
  const items = entry.value.kind === 'list' ? entry.value.items.map(textOf) : [textOf(entry.value)];
  const value = items.filter((item) => item !== undefined).join(' ');
  if (value === '') return;
  const found = { setting: entry.key, value, guard, strength: measure(value), byDefault };
  into.protect(entry.keyStart, endOf(entry), found);
}

function addItems(into: Collector, { key, value }: YamlEntry, guard: Guard): void {
  for (const item of value.kind === 'list' ? value.items : []) {
    const text = textOf(item);
    if (text === undefined) continue;
    const found = { setting: `${key} ${text}`, value: text, guard, strength: 0, byDefault: 1 };
    into.protect(item.start, item.end, found);
  }
}

/** `allowBuilds`: packages whose scripts may run, and such that must not (pnpm.io, "allowBuilds"). */
function readBuilds(into: Collector, root: YamlNode): void {
  for (const entry of entriesOf(entryOf(root, 'allowBuilds')?.value).values()) {
    const value = textOf(entry.value);
    if (value === undefined) continue;
    const strength = value === 'true' ? 0 : 1;
    const found = {
      setting: `allowBuilds ${entry.key}`,
      value,
      guard: 'install-scripts',
      strength,
      byDefault: 1,
    } as const;
    into.protect(entry.keyStart, endOf(entry), found);
  }
}

/** `patchedDependencies`: what is installed is not what the registry serves. */
function readPatches(into: Collector, root: YamlNode): void {
  for (const entry of entriesOf(entryOf(root, 'patchedDependencies')?.value).values()) {
    const value = textOf(entry.value);
    if (value === undefined) continue;
    const setting = `patchedDependencies ${entry.key}`;
    into.protect(entry.keyStart, endOf(entry), { setting, value, guard: 'verification', strength: 0, byDefault: 1 });
  }
}
