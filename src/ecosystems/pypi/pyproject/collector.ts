import type {
  ClientUse,
  DependencyFile,
  Include,
  IncludeKind,
  RegistryUse,
  Scope,
  Source,
  Unparsed,
} from '../../../model/dependency.ts';
import { type Location, locate, type Region } from '../../../model/location.ts';
import type { LineIndex } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import type { TomlDocument, TomlString } from '../../../text/toml-nodes.ts';
import { type Draft, draftOf, ecosystemType, toDependency } from '../dependency.ts';
import { includeProject } from '../folder.ts';
import { rejectMarker } from '../marker.ts';
import { names } from '../names.ts';
import { dependsOnEnvironment } from '../pip/variables.ts';
import { integrityOf, sourceOf } from '../reference.ts';
import { readRequirement } from '../requirement.ts';
import type { Setting } from '../safeguards.ts';
import { type Span, shift, slice } from '../scan.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };
type Kept =
  | 'dependencies'
  | 'registries'
  | 'includes'
  | 'own'
  | 'unparsed'
  | 'ambiguities'
  | 'safeguards'
  | 'clients'
  | 'constraints';
export type Found = Writable<Required<Pick<DependencyFile, Kept>>>;

/** A text that a file holds, such as a string of TOML or Python. */
export type Written = Pick<TomlString, 'value' | 'region' | 'offset'>;

/** Gathers what one file says. */
export interface Collector {
  readonly found: Found;
  readonly path: string;
  readonly index: LineIndex;
  /** Where uv takes a package from, by normalised name: replaces the registry as its source. */
  readonly sources: ReadonlyMap<string, Source>;
  location(region: Region): Location;
  unparsed(region: Region, reason: string): void;
  /** Reads a PEP 508 requirement; what is none becomes unparsed. */
  requirement(node: Written, scope: Scope): void;
  dependency(draft: Draft, scope: Scope, place: { location: Region; name?: Region; requirement?: Region }): void;
  registry(use: Omit<RegistryUse, 'ecosystem' | 'location' | 'within'>, region: Region): void;
  /** What the file tells a client that it is for. */
  client(told: Omit<ClientUse, 'ecosystem' | 'location'>, region: Region): void;
  include(kind: IncludeKind, path: string, region: Region, more?: Pick<Include, 'clients' | 'effect'>): void;
  /** Brings in the project in a folder, whichever of its files exist. */
  project(folder: string, region: Region): void;
  /** Brings in the files of setuptools in the same folder, as far as they exist. */
  legacy(region: Region): void;
  safeguard(setting: Setting | undefined, region: Region): void;
  ambiguity(region: Region, reason: string): void;
  own(name: string, version: string | undefined, region: Region, meansItself?: true): void;
}

export function createCollector(
  path: string,
  text: string,
  index: LineIndex,
  sources: Collector['sources'] = new Map(),
): Collector {
  const found: Found = {
    dependencies: [],
    registries: [],
    includes: [],
    own: [],
    unparsed: [],
    ambiguities: [],
    safeguards: [],
    clients: [],
    constraints: [],
  };
  const location = (region: Region) => locate(path, region);
  const textAt = (region: Region) =>
    text.slice(index.offset(region.startLine, region.startColumn), index.offset(region.endLine, region.endColumn));
  /** Escapes may stand inside a key or string: then there is no place where exactly the value is written. */
  const verbatim = (region: Region | undefined, value: string | undefined) =>
    region !== undefined && textAt(region) === value ? region : undefined;
  const unparsed: Collector['unparsed'] = (region, reason) => {
    const entry: Unparsed = { location: location(region), text: textAt(region), reason };
    found.unparsed.push(entry);
  };
  const dependency: Collector['dependency'] = (draft, scope, place) => {
    const override = draft.source.kind === 'registry' ? sources.get(names.normalise(draft.rawName)) : undefined;
    found.dependencies.push(
      toDependency({ ...draft, source: override ?? draft.source }, scope, {
        location: location(place.location),
        nameRegion: verbatim(place.name, draft.rawName),
        requirementRegion: verbatim(place.requirement, draft.requirement),
      }),
    );
  };
  return {
    found,
    path,
    index,
    sources,
    location,
    unparsed,
    dependency,
    requirement: (node, scope) => addRequirement(node, scope, { index, dependency, unparsed }),
    registry(use, region) {
      // uv and Poetry refuse the file, or all of their settings in it; PDM passes over the source.
      if (use.url === '') return unparsed(region, 'the address is empty');
      found.registries.push({ ecosystem: ecosystemType, ...use, location: location(region) });
      const isSaid = found.unparsed.at(-1)?.location.startLine === region.startLine;
      if (!isSaid && dependsOnEnvironment(use.url)) unparsed(region, 'the address depends on an environment variable');
    },
    client(told, region) {
      found.clients.push({ ecosystem: ecosystemType, ...told, location: location(region) });
    },
    include(kind, written, region, more = {}) {
      found.includes.push({ ...toInclude(kind, written, path, location(region)), ...more });
    },
    project(folder, region) {
      const outside = isOutside(folder) || /[*?[\]{}!]/.test(folder);
      found.includes.push(includeProject(outside ? undefined : folder, path, folder, location(region)));
    },
    legacy(region) {
      for (const [file, format] of legacyFiles) {
        const target = joinPath(parentOf(path), file);
        const at = location(region);
        found.includes.push({ kind: 'requirements', format, path: target, optional: true, text: file, location: at });
      }
    },
    safeguard(setting, region) {
      if (setting !== undefined) found.safeguards.push({ ...setting, location: location(region) });
    },
    ambiguity(region, reason) {
      found.ambiguities.push({ location: location(region), reason });
    },
    own(name, version, region, meansItself) {
      const entry = { ecosystem: ecosystemType, name: names.normalise(name), location: location(region) };
      const itself = meansItself === undefined ? entry : { ...entry, meansItself };
      found.own.push(version === undefined ? itself : { ...itself, version });
    },
  };
}

/** What not every reader of TOML takes for the same is not understood. */
export function rejectDisagreements(found: TomlDocument['disagreements'], into: Pick<Collector, 'unparsed'>): void {
  for (const { path, region } of found)
    into.unparsed(region, `two TOML readers do not agree on "${path.slice(0, 100)}"`);
}

/** Places are those of the parts where the text stands in the file letter for letter, else that of the whole text. */
function addRequirement(node: Written, scope: Scope, into: Pick<Collector, 'index' | 'dependency' | 'unparsed'>): void {
  const regionOf = (span: Span | undefined): Region | undefined => {
    if (span === undefined || node.offset === undefined) return undefined;
    const { start, end } = shift(span, node.offset);
    return into.index.region(start, end);
  };
  const read = readRequirement(node.value);
  if (read.kind === 'rejected') return into.unparsed(node.region, `no requirement (PEP 508): ${read.reason}`);
  const address = read.url && slice(node.value, read.url);
  const draft: Draft =
    address === undefined
      ? draftOf(node.value, read)
      : { ...draftOf(node.value, read), source: sourceOf(address), integrity: integrityOf(address) };
  const [name, requirement] = [regionOf(draft.nameSpan), regionOf(draft.requirementSpan)];
  const place = {
    location: regionOf(draft.span) ?? node.region,
    ...(name && { name }),
    ...(requirement && { requirement }),
  };
  into.dependency(draft, scope, place);
  const fault = read.marker && rejectMarker(slice(node.value, read.marker));
  if (fault !== undefined) into.unparsed(regionOf(read.marker) ?? node.region, fault);
}

const legacyFiles = [
  ['setup.cfg', 'setup-cfg'],
  ['setup.py', 'setup-py'],
] as const;

const isOutside = (written: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(written);

function toInclude(kind: IncludeKind, written: string, path: string, location: Location): Include {
  const target = isOutside(written) ? undefined : normalisePath(joinPath(parentOf(path), written));
  return {
    kind,
    text: written,
    location,
    // setuptools reads the files of dynamic dependencies as requirements (PyPA, "Dynamic metadata").
    ...(kind === 'requirements' ? { format: 'requirements' } : {}),
    ...(target === undefined ? {} : { path: target }),
    ...(kind === 'workspace' && /[*?[]/.test(written) ? { optional: true } : {}),
  };
}
