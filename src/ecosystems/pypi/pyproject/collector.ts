import type {
  DependencyFile,
  Include,
  IncludeKind,
  RegistryUse,
  Scope,
  Source,
  Unparsed,
} from '../../../model/dependency.ts';
import { type Location, locate, type Region } from '../../../model/location.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import type { TomlDocument, TomlString } from '../../../text/toml-nodes.ts';
import { type Draft, draftOf, ecosystemType, toDependency } from '../dependency.ts';
import { rejectMarker } from '../marker.ts';
import { names } from '../names.ts';
import { dependsOnEnvironment } from '../pip/variables.ts';
import { integrityOf, sourceOf } from '../reference.ts';
import { readRequirement } from '../requirement.ts';
import { type Span, shift, slice } from '../scan.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };
type Found = Writable<Pick<DependencyFile, 'dependencies' | 'registries' | 'includes' | 'own' | 'unparsed'>>;

/** Gathers what the tables of one pyproject.toml say. */
export interface Collector {
  readonly found: Found;
  readonly document: TomlDocument;
  /** Where uv takes a package from, by normalised name: replaces the registry as its source. */
  readonly sources: ReadonlyMap<string, Source>;
  location(region: Region): Location;
  unparsed(region: Region, reason: string): void;
  /** Reads a PEP 508 requirement; what is none becomes unparsed. */
  requirement(node: TomlString, scope: Scope): void;
  dependency(draft: Draft, scope: Scope, place: { location: Region; name?: Region; requirement?: Region }): void;
  registry(use: Pick<RegistryUse, 'url' | 'role' | 'names'>, region: Region): void;
  include(kind: IncludeKind, path: string, region: Region): void;
  own(name: string, version: string | undefined, region: Region): void;
}

export function createCollector(
  path: string,
  text: string,
  document: TomlDocument,
  sources: Collector['sources'],
): Collector {
  const found: Found = { dependencies: [], registries: [], includes: [], own: [], unparsed: [] };
  const location = (region: Region) => locate(path, region);
  const { index } = document;
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
    document,
    sources,
    location,
    unparsed,
    dependency,
    requirement(node, scope) {
      const regionOf = (span: Span | undefined): Region | undefined => {
        if (span === undefined || node.offset === undefined) return undefined;
        const { start, end } = shift(span, node.offset);
        return index.region(start, end);
      };
      const read = readRequirement(node.value);
      if (read.kind === 'rejected') return unparsed(node.region, `no requirement (PEP 508): ${read.reason}`);
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
      dependency(draft, scope, place);
      const fault = read.marker && rejectMarker(slice(node.value, read.marker));
      if (fault !== undefined) unparsed(regionOf(read.marker) ?? node.region, fault);
    },
    registry(use, region) {
      found.registries.push({ ecosystem: ecosystemType, ...use, location: location(region) });
      if (dependsOnEnvironment(use.url)) unparsed(region, 'the address depends on an environment variable');
    },
    include(kind, written, region) {
      found.includes.push(toInclude(kind, written, path, location(region)));
    },
    own(name, version, region) {
      const entry = { ecosystem: ecosystemType, name: names.normalise(name), location: location(region) };
      found.own.push(version === undefined ? entry : { ...entry, version });
    },
  };
}

function toInclude(kind: IncludeKind, written: string, path: string, location: Location): Include {
  const outside = /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(written);
  const target = outside ? undefined : normalisePath(joinPath(parentOf(path), written));
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
