import type { Scope } from '../../../model/dependency.ts';
import { purl } from '../../../model/purl.ts';
import type { JsonMember, JsonNode } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { type PackageSpec, readSpec, type Spec } from '../specs.ts';

/** A place of a manifest that asks for a package. Offsets are those of the file's text. */
export interface Entry {
  /** The name as written. */
  readonly rawName: string;
  /** Where `rawName` stands, without quotes; undefined where it is not written plainly. */
  readonly nameStart?: number;
  readonly nameEnd?: number;
  readonly value: JsonNode;
  /** The whole entry. */
  readonly start: number;
  readonly end: number;
  readonly direct: boolean;
  readonly scope: Scope;
  /** The catalog that it is an entry of. */
  readonly inCatalog?: string;
}

/** The entry that a whole member is. */
export const entryOf = (member: JsonMember, rawName: string, scope: Scope, direct: boolean): Entry => ({
  rawName,
  ...(rawName === member.key ? { nameStart: member.keyStart + 1, nameEnd: member.keyEnd - 1 } : {}),
  value: member.value,
  start: member.keyStart,
  end: member.value.end,
  direct,
  scope,
});

/** Adds what an entry asks for, or says why it is not understood. */
export function addEntry(into: Collector, entry: Entry): void {
  const { value, rawName, start, end } = entry;
  if (rawName === '') return into.reject(start, end, 'the name is empty');
  if (value.kind !== 'string') return into.reject(start, end, 'the value is not a text');
  const spec = readSpec(rawName, value.value);
  if (spec.kind === 'unknown') return into.reject(start, end, spec.reason);
  const name = spec.name ?? rawName;
  const version = spec.kind === 'package' ? spec.version : undefined;
  const catalog = spec.kind === 'package' ? spec.catalog : undefined;
  const requirement = spec.kind === 'package' ? spec.requirement : value.value;
  into.dependencies.push({
    purl: purl('npm', name, version),
    ecosystem: 'npm',
    name,
    rawName,
    ...(version === undefined ? {} : { version }),
    ...(requirement === undefined ? {} : { requirement }),
    source: spec.source,
    ...(catalog === undefined ? {} : { catalog }),
    ...(entry.inCatalog === undefined ? {} : { inCatalog: entry.inCatalog }),
    direct: entry.direct,
    scope: entry.scope,
    location: into.locate(start, end),
    ...regionsOf(into, entry, spec),
  });
}

/** Exact places of the name that is installed and of the requirement, as far as both are written without escapes. */
function regionsOf(into: Collector, entry: Entry, spec: Exclude<Spec, { kind: 'unknown' }>) {
  const { value } = entry;
  const start = placeOfText(value);
  const key = spec.name === undefined || spec.name === entry.rawName ? keyRegion(into, entry) : undefined;
  if (spec.kind === 'source') {
    const isQuoted = into.file.text.charAt(value.start) === '"';
    if (start === undefined && !isQuoted) return { ...key };
    const [from, to] = start === undefined ? [value.start + 1, value.end - 1] : [start, start + lengthOf(value)];
    return { ...key, requirementRegion: into.lines.region(from, to) };
  }
  if (start === undefined) return { ...key };
  const at = (offset: number, length: number) => into.lines.region(start + offset, start + offset + length);
  const { nameAt, requirementAt, requirement }: PackageSpec = spec;
  return {
    ...(nameAt === undefined ? key : { nameRegion: at(nameAt, spec.name.length) }),
    ...(requirementAt !== undefined && requirement !== undefined
      ? { requirementRegion: at(requirementAt, requirement.length) }
      : {}),
  };
}

/** Where a text stands letter for letter, without quotes; undefined where escapes lie in it. Texts of YAML may be bare. */
function placeOfText(value: JsonNode): number | undefined {
  if (value.kind !== 'string') return undefined;
  const extra = value.end - value.start - value.value.length;
  if (extra === 0) return value.start;
  return extra === 2 ? value.start + 1 : undefined;
}

const lengthOf = (value: JsonNode): number => (value.kind === 'string' ? value.value.length : 0);

const keyRegion = (into: Collector, { nameStart, nameEnd }: Entry) =>
  nameStart === undefined || nameEnd === undefined ? {} : { nameRegion: into.lines.region(nameStart, nameEnd) };
