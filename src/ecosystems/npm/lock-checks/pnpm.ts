import { MalformedFileError } from '../../../model/ecosystem.ts';
import { type Location, locate, startOf } from '../../../model/location.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../../../model/lock-check.ts';
import { indexLines, type LineIndex } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { parseYaml } from '../../../text/yaml.ts';
import { entriesOf, entryOf } from '../../../text/yaml-nodes.ts';
import { eraOf, keyOfReference, readKey, withoutSuffix } from '../pnpm/keys.ts';
import type { LockContent, LockRequest } from '../pnpm/lock-content.ts';
import { readLock } from '../pnpm/lock-reader.ts';
import { manifestsOf } from '../pnpm/manifests.ts';
import { nameInSelector } from '../pnpm/workspace-dependencies.ts';
import { compareSections } from './drift.ts';
import { findStrayOverrides } from './overrides.ts';
import { type Manifest, readManifest, type Section } from './package-json.ts';
import { liesOutside, readWanted } from './ranges.ts';

/**
 * pnpm copies what each project asks for as it is written (`specifier`), beside what that came to (`version`). With
 * `--frozen-lockfile` it refuses a copy that differs from the manifest; that the version fits the copy it takes on trust.
 */
export const check: LockCheck = {
  format: 'pnpm-lock',
  // It completes what some packages say by a list of its own (@yarnpkg/extensions), which grows.
  newRequires: 'low',
  files: (lockfile) => [...manifestsOf(lockfile), workspaceOf(lockfile.path)],
  check(lockfile, files) {
    const documents = documentsOf(lockfile.text);
    const lines = indexLines(lockfile.text);
    const overridden = new Set(
      documents.flatMap(({ overrides }) => [...overrides.keys()]).map((key) => nameInSelector(key).name),
    );
    const drift = [...projectsOf(documents)].flatMap(([project, requests]) => {
      const path = normalisePath(joinPath(joinPath(parentOf(lockfile.parsed.path), project), 'package.json'));
      const manifest = readManifest(files.get(path ?? ''));
      return manifest === undefined ? [] : findDrift(lockfile.parsed.path, lines, manifest, requests, overridden);
    });
    return [
      ...drift,
      ...findStray(lockfile, lines, documents, files),
      ...documents.flatMap((content) => findTampering(lockfile, lines, content, overridden)),
    ];
  },
};

const workspaceOf = (path: string): string => joinPath(parentOf(path), 'pnpm-workspace.yaml');

/** Config dependencies and `.pnpmfile.cjs` may add overrides of their own, which are not looked into here. */
function findStray(
  { text, parsed: { path } }: CheckedFile,
  lines: LineIndex,
  documents: readonly LockContent[],
  files: ReadonlyMap<string, CheckedFile>,
): readonly Contradiction[] {
  const manifest = readManifest(files.get(joinPath(parentOf(path), 'package.json')));
  const hasHooks = /^(?:pnpmfileChecksum|configDependencies):| {4}configDependencies:/m.test(text);
  const recorded = documents.flatMap(({ overrides }) => [...overrides]).filter(([, value]) => value !== '-');
  if (manifest === undefined || hasHooks || recorded.length === 0) return [];
  const workspace = parseYaml(files.get(workspaceOf(path))?.text ?? '').documents[0];
  const keys = [
    ...manifest.pnpmOverrides,
    ...manifest.resolutions,
    ...entriesOf(entryOf(workspace, 'overrides')?.value).keys(),
  ];
  const section = text.search(/^overrides:/m);
  const placed = recorded.map(([key]) => {
    const at = text.indexOf(key, Math.max(0, section));
    const location = at === -1 ? startOf(path) : locate(path, lines.region(at, at + key.length));
    return [nameInSelector(key).name, location] as const;
  });
  return findStrayOverrides(path, placed, new Set(keys.map((key) => nameInSelector(key).name)));
}

function documentsOf(text: string): readonly LockContent[] {
  try {
    return readLock(text).documents;
  } catch (error) {
    // Told where the file is read, both sides of a conflict among it.
    if (error instanceof MalformedFileError) return [];
    throw error;
  }
}

/** What each project asks for in all documents; the tools of the first one stand in no section of a manifest. */
function projectsOf(documents: readonly LockContent[]): ReadonlyMap<string, readonly LockRequest[]> {
  const projects = new Map<string, LockRequest[]>();
  for (const { path, entries } of documents.flatMap(({ importers }) => importers)) {
    const known = projects.get(path) ?? [];
    projects.set(path, known);
    known.push(...entries.filter(({ specifier }) => specifier?.text.startsWith('runtime:') !== true));
  }
  return projects;
}

function findDrift(
  lockPath: string,
  lines: LineIndex,
  manifest: Manifest,
  requests: readonly LockRequest[],
  overridden: ReadonlySet<string>,
): readonly Contradiction[] {
  const peers = manifest.sections.get('peerDependencies') ?? new Map<string, string>();
  const copyOf = (section: Section): ReadonlyMap<string, string> => {
    const own = manifest.sections.get(section);
    const copied = requests.filter(({ kind, name }) => kind === section && !overridden.has(name));
    // Peers that nobody else lists are installed as if the project did (pnpm.io, "autoInstallPeers").
    const listed = copied.filter(({ name }) => own?.has(name) === true || !peers.has(name));
    return new Map(listed.map(({ name, specifier }) => [name, specifier?.text ?? '']));
  };
  const places = new Map(requests.map((request) => [request.name, placeOf(lockPath, lines, request)]));
  return compareSections(comparable(manifest, copyOf, overridden), {
    copy: copyOf,
    isSame: (written, copied) => written === copied,
    locate: (name) => places.get(name) ?? startOf(lockPath),
  });
}

/** The manifest without what pnpm does not copy: peers, what overrides change, links and optional packages it was told to leave out. */
function comparable(
  manifest: Manifest,
  copyOf: (section: Section) => ReadonlyMap<string, string>,
  overridden: ReadonlySet<string>,
): Manifest {
  const sections = [...manifest.sections].map(([section, ranges]): readonly [Section, ReadonlyMap<string, string>] => {
    const copied = section === 'peerDependencies' ? new Map<string, string>() : copyOf(section);
    const mayMiss = (range: string) => section === 'optionalDependencies' || /^(?:link|workspace):/.test(range);
    const kept = [...ranges].filter(([name, range]) => !overridden.has(name) && (copied.has(name) || !mayMiss(range)));
    return [section, new Map(section === 'peerDependencies' ? [] : kept)];
  });
  return { ...manifest, sections: new Map(sections) };
}

/** Versions outside the range beside them, and other packages than the one that is asked for. pnpm never writes these. */
function findTampering(
  { parsed }: CheckedFile,
  lines: LineIndex,
  content: LockContent,
  overridden: ReadonlySet<string>,
): readonly Contradiction[] {
  const era = eraOf(content.version?.text);
  return content.importers.flatMap(({ path, entries }) =>
    entries.flatMap((request) => {
      const { name, specifier, version } = request;
      if (specifier === undefined || version === undefined || overridden.has(name)) return [];
      const wanted = readWanted(name, catalogued(content, name, specifier.text));
      const key = keyOfReference(name, version.text, era);
      const held = key === undefined ? undefined : readKey(withoutSuffix(key), era);
      if (wanted === undefined || held?.version === undefined || held.alias !== undefined) return [];
      if (held.name === wanted.name && !liesOutside(held.version, wanted.range)) return [];
      const holds = held.name === wanted.name ? held.version : `${held.name} ${held.version}`;
      return [
        {
          kind: 'tampered',
          key: JSON.stringify(['outside', path, request.kind, name, specifier.text, version.text]),
          message: `${name} is locked to ${holds}, but the same lockfile says that ${specifier.text} was asked for`,
          location: placeOf(parsed.path, lines, request),
          confidence: 'high',
        } satisfies Contradiction,
      ];
    }),
  );
}

/** `catalog:` and `catalog:name` stand for what the catalog says, which the lockfile repeats. */
function catalogued({ catalogs }: LockContent, name: string, specifier: string): string {
  if (!specifier.startsWith('catalog:')) return specifier;
  const catalog = specifier.slice('catalog:'.length).trim();
  return catalogs.get(`${catalog === '' ? 'default' : catalog}\0${name}`)?.specifier ?? specifier;
}

const placeOf = (path: string, lines: LineIndex, { start, version, end }: LockRequest): Location =>
  locate(path, lines.region(start, version?.end ?? end));
