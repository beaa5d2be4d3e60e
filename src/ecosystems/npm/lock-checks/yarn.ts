import { type Location, locate, startOf } from '../../../model/location.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../../../model/lock-check.ts';
import { indexLines, type LineIndex } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { splitNamed } from '../specs.ts';
import { readYarnLock } from '../yarn/content.ts';
import type { YarnContent, YarnEntry } from '../yarn/entry.ts';
import { compareSections } from './drift.ts';
import { type Manifest, readManifest, type Section } from './package-json.ts';
import { liesOutside, readWanted } from './ranges.ts';

const workspace = 'workspace:';

/**
 * Later Yarns keep what each workspace asks for, as it is written there; Yarn 1 keeps only the patterns that its entries
 * answer. Both keep the range beside the version it led to.
 */
export const check: LockCheck = {
  format: 'yarn-lock',
  // It completes what some packages say by a list of its own (@yarnpkg/extensions), which grows.
  newRequires: 'low',
  files({ path, dependencies }) {
    const folders = dependencies.flatMap(({ resolved }) =>
      resolved?.startsWith(workspace) === true ? [resolved.slice(workspace.length)] : [],
    );
    const manifests = ['.', ...folders].map((folder) => manifestIn(parentOf(path), folder));
    return [...new Set(manifests.filter((one) => one !== undefined))];
  },
  check(lockfile, files) {
    const content = readYarnLock(lockfile.parsed.path, lockfile.text);
    const root = readManifest(files.get(manifestIn(parentOf(lockfile.parsed.path), '.') ?? ''));
    if (content === undefined) return [];
    const lock = new Lock(lockfile, content);
    const isBerry = content.dialect === 'berry';
    const drift = isBerry ? findBerryDrift(lock, files) : [];
    const outside = isBerry ? findOutside(lock, []) : [];
    if (root === undefined) return [...drift, ...outside];
    const unanswered = findUnanswered(lock, root.resolutions);
    if (isBerry) return [...drift, ...outside, ...unanswered];
    return [...findClassicDrift(lock, root), ...findOutside(lock, root.resolutions), ...unanswered];
  },
};

const manifestIn = (base: string, folder: string): string | undefined =>
  normalisePath(`${joinPath(base, folder)}/package.json`);

class Lock {
  readonly path: string;
  readonly entries: readonly YarnEntry[];
  readonly dialect: YarnContent['dialect'];
  readonly #text: string;
  #lines: LineIndex | undefined;

  constructor({ text, parsed }: CheckedFile, { entries, dialect }: YarnContent) {
    this.path = parsed.path;
    this.entries = entries;
    this.dialect = dialect;
    this.#text = text;
  }

  locate(entry: YarnEntry | undefined): Location {
    if (entry === undefined) return startOf(this.path);
    this.#lines ??= indexLines(this.#text);
    return locate(this.path, this.#lines.region(entry.keyStart, entry.keyEnd));
  }
}

/** What later Yarns list for a workspace: dependencies, those for development and optional ones in one. */
function findBerryDrift(lock: Lock, files: ReadonlyMap<string, CheckedFile>): readonly Contradiction[] {
  return lock.entries.flatMap((entry) => {
    const reference = splitNamed(entry.resolution ?? '').rest;
    if (reference?.startsWith(workspace) !== true) return [];
    const manifest = readManifest(files.get(manifestIn(parentOf(lock.path), reference.slice(workspace.length)) ?? ''));
    if (manifest === undefined) return [];
    const edges = entry.edges();
    const listed = (peers: boolean) =>
      new Map(
        edges.filter(({ kind }) => (kind === 'peerDependencies') === peers).map(({ name, range }) => [name, range]),
      );
    return compareSections(mergeSections(manifest), {
      copy: (section) =>
        section === 'dependencies' || section === 'peerDependencies' ? listed(section !== 'dependencies') : new Map(),
      isSame: isSameRange,
      locate: () => lock.locate(entry),
    });
  });
}

/** Later sections override earlier ones of the same name (`@yarnpkg/core`, WorkspaceResolver). */
function mergeSections(manifest: Manifest): Manifest {
  const of = (section: Section) => [...(manifest.sections.get(section) ?? [])];
  const merged = new Map([...of('dependencies'), ...of('optionalDependencies'), ...of('devDependencies')]);
  return {
    ...manifest,
    sections: new Map([
      ['dependencies', merged],
      ['peerDependencies', new Map(of('peerDependencies'))],
    ]),
  };
}

/**
 * Yarn puts `npm:` before ranges, and completes what names folders, patches and addresses in ways of its own: of those only
 * is told where one side has a range of versions and the other has not.
 */
function isSameRange(written: string, copied: string): boolean {
  const [a, b] = [withoutNpm(written), withoutNpm(copied)];
  if (a === b) return true;
  if (isPlain(a)) return b.startsWith(workspace);
  return !isPlain(b) || a.startsWith(workspace) || a.startsWith('catalog:');
}

const withoutNpm = (range: string): string => range.trim().replace(/^npm:/, '');
const isPlain = (range: string): boolean => !range.includes(':') && !range.includes('/');

/** Ranges of the project that no entry of Yarn 1's answers. */
function findClassicDrift(lock: Lock, manifest: Manifest): readonly Contradiction[] {
  const patterns = new Set(lock.entries.flatMap((entry) => entry.patterns.map(({ text }) => text)));
  const named = new Map(
    lock.entries.flatMap((entry) => entry.patterns.map(({ text }) => [splitNamed(text).name, entry])),
  );
  const found: Contradiction[] = [];
  for (const section of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    for (const [name, range] of manifest.sections.get(section) ?? []) {
      const isAnswered =
        patterns.has(`${name}@${range}`) || (range === '' && patterns.has(name)) || /^(?:link|workspace):/.test(range);
      // Members of the workspace have no entries.
      if (isAnswered || (!named.has(name) && manifest.hasWorkspaces) || overrides(manifest.resolutions, name)) continue;
      const at = manifest.locate(name);
      found.push({
        kind: 'drift',
        key: JSON.stringify(['unanswered', section, name, range]),
        message: `${manifest.path} asks for ${name} ${range} (${section}), but no entry of the lockfile answers it`,
        location: lock.locate(named.get(name)),
        ...(at === undefined ? {} : { related: { ...at, message: 'what the manifest asks for' } }),
        confidence: 'medium',
      });
    }
  }
  return found;
}

/** Ranges of packages that no entry answers: Yarn writes one for each, whatever it leads to, but under `resolutions`. */
function findUnanswered(lock: Lock, resolutions: readonly string[]): readonly Contradiction[] {
  const patterns = new Set(lock.entries.flatMap((entry) => entry.patterns.map(({ text }) => text)));
  const named = new Map(
    lock.entries.flatMap((entry) => entry.patterns.map(({ text }) => [splitNamed(text).name, entry])),
  );
  return lock.entries.flatMap((entry) => {
    const asks = entry.patterns[0]?.text ?? '';
    return entry.edges().flatMap(({ name, range, kind }): Contradiction[] => {
      const isAnswered = patterns.has(`${name}@${range}`) || patterns.has(`${name}@npm:${range}`);
      // What workspaces list is held against their manifests, and Yarn has its own ways to write folders and addresses.
      const isOther = kind === 'peerDependencies' || asks.includes(workspace) || !isPlain(withoutNpm(range));
      if (isAnswered || isOther || overrides(resolutions, name)) return [];
      return [
        {
          kind: 'tampered',
          key: JSON.stringify(['unanswered', asks, name, range]),
          message: `${JSON.stringify(asks)} asks for ${name} ${range}, but no entry answers it`,
          location: lock.locate(named.get(name) ?? entry),
          confidence: 'medium',
        },
      ];
    });
  });
}

/** Whether a key of `resolutions` is about the package: its last part names it. */
const overrides = (resolutions: readonly string[], name: string): boolean =>
  resolutions.some(
    (key) => key === name || key.endsWith(`/${name}`) || key.startsWith(`${name}@`) || key.includes(`/${name}@`),
  );

/** Entries that lead from a name and a range to another package, or to a version outside the range. */
function findOutside(lock: Lock, resolutions: readonly string[]): readonly Contradiction[] {
  return lock.entries.flatMap((entry) => {
    const held = heldBy(lock.dialect, entry);
    if (held === undefined) return [];
    return entry.patterns.flatMap(({ text }) => {
      const { name, rest = '' } = splitNamed(text);
      const wanted = overrides(resolutions, name) ? undefined : readWanted(name, rest);
      if (wanted === undefined) return [];
      const isOther = held.name !== undefined && held.name !== wanted.name;
      if (!isOther && !liesOutside(held.version, wanted.range)) return [];
      const contradiction: Contradiction = {
        kind: 'tampered',
        key: JSON.stringify(['outside', text, held.name ?? null, held.version]),
        message: `${JSON.stringify(text)} leads to ${isOther ? held.name : wanted.name} ${held.version}, which it does not ask for`,
        location: lock.locate(entry),
        // Yarn 1 warns of such an entry and passes it over, later ones install it.
        confidence: lock.dialect === 'berry' ? 'high' : 'medium',
      };
      return [contradiction];
    });
  });
}

/** The package of a registry that an entry leads to; Yarn 1 does not name it. */
function heldBy(dialect: Lock['dialect'], entry: YarnEntry): { name?: string; version: string } | undefined {
  if (dialect === 'classic') return entry.version === undefined ? undefined : { version: entry.version };
  const { name, rest } = splitNamed(entry.resolution ?? '');
  if (rest?.startsWith('npm:') !== true) return undefined;
  const end = rest.indexOf('::');
  return { name, version: rest.slice('npm:'.length, end === -1 ? undefined : end) };
}
