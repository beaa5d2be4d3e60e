import { type Location, locate, startOf } from '../../../model/location.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../../../model/lock-check.ts';
import { indexLines } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { isOwnFolder, keyBelow, splitKey } from '../lock/keys.ts';
import { scanLock } from '../lock/scan.ts';
import { compareSections } from './drift.ts';
import { type JsonRecord, type Manifest, objectOf, parseObject, readManifest, textsOf } from './package-json.ts';
import { liesOutside, readWanted } from './ranges.ts';

/**
 * npm copies the ranges of the project and of its workspaces into `packages` as they are written, and keeps for every other
 * package the ranges it asks for (npm: package-lock.json). `npm ci` refuses a copy that differs.
 */
export const check: LockCheck = {
  format: 'package-lock',
  newRequires: 'medium',
  files({ path, dependencies }) {
    const folders = dependencies.flatMap(({ source, resolved }) =>
      source.kind === 'workspace' && resolved !== undefined ? [resolved] : [],
    );
    const manifests = ['', ...folders].map((folder) => manifestIn(parentOf(path), folder));
    return [...new Set(manifests.filter((one) => one !== undefined))];
  },
  check(lockfile, files) {
    const content = parseObject(lockfile.text);
    const packages = objectOf(content?.['packages']);
    const root = readManifest(files.get(manifestIn(parentOf(lockfile.parsed.path), '') ?? ''));
    if (packages === undefined) return root === undefined ? [] : findLegacyDrift(lockfile, content, root);
    const lock = new Lock(lockfile, packages);
    return [...findDrift(lock, files), ...(root === undefined ? [] : findTampering(lock, root))];
  },
};

const manifestIn = (base: string, folder: string): string | undefined =>
  normalisePath(`${joinPath(base, folder)}/package.json`);

/** The entries of `packages`, and where they stand. */
class Lock {
  readonly path: string;
  readonly #text: string;
  readonly #packages: JsonRecord;
  #places: ReadonlyMap<string, Location> | undefined;

  constructor({ text, parsed }: CheckedFile, packages: JsonRecord) {
    this.path = parsed.path;
    this.#text = text;
    this.#packages = packages;
  }

  get keys(): readonly string[] {
    return Object.keys(this.#packages);
  }

  entry(key: string): JsonRecord | undefined {
    return Object.hasOwn(this.#packages, key) ? objectOf(this.#packages[key]) : undefined;
  }

  locate(key: string): Location {
    this.#places ??= this.#findPlaces();
    return this.#places.get(key) ?? startOf(this.path);
  }

  #findPlaces(): ReadonlyMap<string, Location> {
    const lines = indexLines(this.#text);
    const records = scanLock(this.#text)?.packages ?? [];
    return new Map(
      records.map(({ key, keyStart, keyEnd }) => [key, locate(this.path, lines.region(keyStart, keyEnd))]),
    );
  }
}

/** Own folders whose copy of the ranges is not what their package.json says. */
function findDrift(lock: Lock, files: ReadonlyMap<string, CheckedFile>): readonly Contradiction[] {
  return lock.keys.filter(isOwnFolder).flatMap((folder) => {
    const entry = lock.entry(folder);
    const manifest = readManifest(files.get(manifestIn(parentOf(lock.path), folder) ?? ''));
    if (entry === undefined || manifest === undefined) return [];
    return compareSections(manifest, {
      copy: (section) => textsOf(entry[section]),
      isSame: (written, copied) => written === copied,
      locate: (name) => lock.locate(lock.entry(keyBelow(folder, name)) === undefined ? folder : keyBelow(folder, name)),
    });
  });
}

/** Folders above a package that are searched; real trees are far less deep. */
const maxFolders = 64;

/**
 * Installed packages that are not what the same file asks for, or of versions outside its ranges: npm never leaves one, but
 * under `overrides`.
 */
function findTampering(lock: Lock, manifest: Manifest): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const asked = lock.keys.flatMap((key) => rangesOf(lock, key).map(([name, range]): Asked => ({ key, name, range })));
  const folders = new Set(asked.filter(({ range }) => folderSpec.test(range)).map(({ name }) => name));
  for (const one of asked) {
    const target = findInstalled(lock, one.key, one.name);
    if (target === undefined) continue;
    const contradiction =
      lock.entry(target)?.['link'] === true
        ? contradictLink(lock, one, target, { manifest, folders })
        : contradict(lock, one, target, manifest.overridden);
    if (contradiction !== undefined) found.push(contradiction);
  }
  return found;
}

const folderSpec = /^(?:file:|link:|[./~])/;

/** What an entry asks for; development dependencies are installed for the project's own folders alone. */
function rangesOf(lock: Lock, key: string): readonly (readonly [string, string])[] {
  const entry = lock.entry(key);
  const own = isOwnFolder(key) ? [...textsOf(entry?.['devDependencies'])] : [];
  return [...textsOf(entry?.['dependencies']), ...textsOf(entry?.['optionalDependencies']), ...own];
}

/** A folder stands for what a registry is asked for: npm links members of the workspace alone, and what is asked for by path. */
function contradictLink(
  lock: Lock,
  { key, name, range }: Asked,
  target: string,
  { manifest, folders }: { readonly manifest: Manifest; readonly folders: ReadonlySet<string> },
): Contradiction | undefined {
  const folder = textsOf(lock.entry(target)).get('resolved') ?? '';
  if (!isOwnFolder(key) || folders.has(name) || manifest.overridden.has(name)) return undefined;
  if (readWanted(name, range) === undefined || manifest.isMember(folder)) return undefined;
  const asks = key === '' ? 'the project' : JSON.stringify(key);
  return {
    kind: 'tampered',
    key: JSON.stringify(['link', key, name, range, folder]),
    message: `${JSON.stringify(target)} is a link to ${JSON.stringify(folder)}, which is no workspace of the project, but ${asks} asks for ${range} in the same file`,
    location: lock.locate(target),
    confidence: 'high',
  };
}

interface Asked {
  readonly key: string;
  readonly name: string;
  readonly range: string;
}

function contradict(
  lock: Lock,
  { key, name, range }: Asked,
  target: string,
  overridden: ReadonlySet<string>,
): Contradiction | undefined {
  const held = lock.entry(target);
  const version = held?.['version'];
  const installed = textsOf(held).get('name') ?? splitKey(target).name;
  const wanted = readWanted(name, range);
  if (wanted === undefined || typeof version !== 'string' || held?.['inBundle'] === true) return undefined;
  if (overridden.has(name) || overridden.has(wanted.name)) return undefined;
  const isOther = installed !== wanted.name;
  if (!isOther && !liesOutside(version, wanted.range)) return undefined;
  const asks = key === '' ? 'the project' : JSON.stringify(key);
  const holds = isOther ? `${installed} ${version}` : version;
  return {
    kind: 'tampered',
    key: JSON.stringify(['outside', key, name, range, holds]),
    message: `${JSON.stringify(target)} holds ${holds}, but ${asks} asks for ${range} in the same file`,
    location: lock.locate(target),
    // Beside overrides npm has left releases that nothing asks for any more, but never another package.
    confidence: overridden.size > 0 && !isOther ? 'low' : 'high',
  };
}

/** Version 1 keeps no ranges of the project: what it holds at the top is held against them, and they against that. */
function findLegacyDrift(
  { parsed }: CheckedFile,
  content: JsonRecord | undefined,
  manifest: Manifest,
): readonly Contradiction[] {
  const tree = objectOf(content?.['dependencies']);
  const held = (name: string) => (tree !== undefined && Object.hasOwn(tree, name) ? objectOf(tree[name]) : undefined);
  const isHeld = (name: string, range: string): boolean => {
    const version = held(name)?.['version'];
    const wanted = readWanted(name, range);
    return typeof version === 'string' && (wanted === undefined || !liesOutside(version, wanted.range));
  };
  const versionOf = (name: string): string => textsOf(held(name)).get('version') ?? '';
  // The first npm with lockfiles did not write what packages require: `requires` at the top says that it stands there.
  const saysRequired = content?.['requires'] === true;
  const unlisted = parsed.dependencies.filter(
    ({ direct, rawName }) =>
      saysRequired && direct && ![...manifest.sections.values()].some((ranges) => ranges.has(rawName)),
  );
  const strays = unlisted.map(
    ({ rawName, purl, location }): Contradiction => ({
      kind: 'drift',
      key: JSON.stringify(['unlisted', manifest.path, purl]),
      message: `${parsed.path} has ${rawName}, although neither ${manifest.path} nor another package asks for it`,
      location,
      confidence: 'medium',
    }),
  );
  const drift = compareSections(withoutPeers(manifest), {
    copy: (section) =>
      new Map(
        [...(manifest.sections.get(section) ?? [])].flatMap(([name]) => (held(name) ? [[name, versionOf(name)]] : [])),
      ),
    isSame: (range, _, name) => isHeld(name, range),
    locate: (name) =>
      parsed.dependencies.find(({ rawName, direct }) => direct && rawName === name)?.location ?? startOf(parsed.path),
  });
  return [...strays, ...drift];
}

/** npm 6 does not install what a project expects of its surroundings. */
const withoutPeers = (manifest: Manifest): Manifest => ({
  ...manifest,
  sections: new Map([...manifest.sections].filter(([section]) => section !== 'peerDependencies')),
});

/** The key of what a folder finds under a name, as Node looks for it. */
function findInstalled(lock: Lock, key: string, name: string): string | undefined {
  let folder = key;
  for (let folders = 0; folders < maxFolders; folders += 1) {
    const below = keyBelow(folder, name);
    if (lock.entry(below) !== undefined) return below;
    if (folder === '') return undefined;
    folder = parentOf(folder);
  }
  return undefined;
}
