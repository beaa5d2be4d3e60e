import type { Safeguard } from '../../../model/dependency.ts';
import type { TomlEntry, TomlNode, TomlTable } from '../../../text/toml-nodes.ts';
import { limitAge, onlyBinary, refuseBuilds, requireHashes, trustHost, verifyHashes } from '../safeguards.ts';
import type { Collector } from './collector.ts';
import { entriesIn, entryAt, oneOrMore, span } from './nodes.ts';

/** Where uv takes interpreters from, and who stands between. */
const addresses = [
  ['python-install-mirror', 'client-code'],
  ['pypy-install-mirror', 'client-code'],
  ['python-downloads-json-url', 'client-code'],
  ['http-proxy', 'transport'],
  ['https-proxy', 'transport'],
] as const;

/** Settings of uv that protect, or cease to (docs.astral.sh/uv/reference/settings). Most stand in `pip` a second time. */
export function readUvSafeguards(uv: TomlTable, collector: Collector): void {
  readAges(uv, '', collector);
  for (const [key, guard] of addresses) {
    const entry = entryAt(uv, key);
    if (entry?.value.kind !== 'string') continue;
    const found = { setting: key, value: entry.value.value, guard, strength: 0, byDefault: 1 };
    collector.safeguard(found, span(entry.keyRegion, entry.value.region));
  }
  for (const node of oneOrMore(entryAt(uv, 'allow-insecure-host'), collector)) {
    collector.safeguard(trustHost('allow-insecure-host', node.value), node.region);
  }
  for (const prefix of ['', 'pip']) {
    const entryOf = (key: string) => entryAt(uv, ...(prefix === '' ? [key] : [prefix, key]));
    const nameOf = (key: string) => (prefix === '' ? key : `${prefix}.${key}`);
    readNoBuild(entryOf('no-build'), nameOf('no-build'), collector);
    for (const node of oneOrMore(entryOf('no-build-package'), collector)) {
      collector.safeguard(refuseBuilds(`${nameOf('no-build-package')} ${node.value}`, node.value), node.region);
    }
  }
  readPip(uv, collector);
}

function readPip(uv: TomlTable, collector: Collector): void {
  const pip = entryAt(uv, 'pip')?.value;
  if (pip?.kind !== 'table') return;
  readAges(pip, 'pip.', collector);
  readFlag(entryAt(pip, 'require-hashes'), (on) => requireHashes('pip.require-hashes', on), collector);
  readFlag(entryAt(pip, 'verify-hashes'), (on) => verifyHashes('pip.verify-hashes', String(on), on), collector);
  readFlag(entryAt(pip, 'no-verify-hashes'), (on) => verifyHashes('pip.no-verify-hashes', String(on), !on), collector);
  for (const node of oneOrMore(entryAt(pip, 'only-binary'), collector)) {
    for (const setting of onlyBinary('pip.only-binary', node.value)) collector.safeguard(setting, node.region);
  }
}

/** `exclude-newer` for all packages, and for single ones, where `false` takes it off. */
function readAges(table: TomlTable, prefix: string, collector: Collector): void {
  const general = entryAt(table, 'exclude-newer');
  const limit = general && addAge(general, `${prefix}exclude-newer`, undefined, collector);
  for (const entry of entriesIn(entryAt(table, 'exclude-newer-package'), collector)) {
    addAge(entry, `${prefix}exclude-newer-package ${entry.key}`, limit ?? 0, collector);
  }
}

/** @returns the strength, where it is known */
function addAge(
  { keyRegion, value }: TomlEntry,
  setting: string,
  byDefault: number | undefined,
  collector: Collector,
): number | undefined {
  const written = ageIn(value);
  const limit: Omit<Safeguard, 'location'> | undefined =
    written === 'false'
      ? { setting, value: written, guard: 'release-age', strength: 0, byDefault: byDefault ?? 0 }
      : written === undefined
        ? undefined
        : limitAge(setting, written, byDefault);
  if (limit === undefined) collector.unparsed(value.region, 'neither a date nor a duration');
  else collector.safeguard(limit, span(keyRegion, value.region));
  return limit?.strength;
}

/** A date may be written without quotes. */
const ageIn = (node: TomlNode): string | undefined => {
  if (node.kind === 'string') return node.value;
  return node.kind === 'scalar' && (typeof node.value === 'string' || node.value === false)
    ? String(node.value)
    : undefined;
};

function readNoBuild(entry: TomlEntry | undefined, setting: string, collector: Collector): void {
  readFlag(entry, (on) => refuseBuilds(setting, String(on), on), collector);
}

function readFlag(
  entry: TomlEntry | undefined,
  settingOf: (on: boolean) => Omit<Safeguard, 'location'>,
  collector: Collector,
): void {
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'boolean') return;
  collector.safeguard(settingOf(entry.value.value), span(entry.keyRegion, entry.value.region));
}
