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
  const requirement = spec.kind === 'package' ? spec.requirement : value.value;
  into.dependencies.push({
    purl: purl('npm', name, version),
    ecosystem: 'npm',
    name,
    rawName,
    ...(version === undefined ? {} : { version }),
    ...(requirement === undefined ? {} : { requirement }),
    source: spec.source,
    direct: entry.direct,
    scope: entry.scope,
    location: into.locate(start, end),
    ...regionsOf(into, entry, spec),
  });
}

/** Exact places of the name that is installed and of the requirement, as far as both are written without escapes. */
function regionsOf(into: Collector, entry: Entry, spec: Exclude<Spec, { kind: 'unknown' }>) {
  const { value } = entry;
  const isPlain = value.kind === 'string' && value.end - value.start === value.value.length + 2;
  const at = (offset: number, length: number) =>
    into.lines.region(value.start + 1 + offset, value.start + 1 + offset + length);
  const key = spec.name === undefined || spec.name === entry.rawName ? keyRegion(into, entry) : undefined;
  if (spec.kind === 'source') {
    return { ...key, requirementRegion: into.lines.region(value.start + 1, value.end - 1) };
  }
  const { nameAt, requirementAt, requirement }: PackageSpec = spec;
  return {
    ...(nameAt !== undefined && isPlain ? { nameRegion: at(nameAt, spec.name.length) } : key),
    ...(requirementAt !== undefined && requirement !== undefined && isPlain
      ? { requirementRegion: at(requirementAt, requirement.length) }
      : {}),
  };
}

const keyRegion = (into: Collector, { nameStart, nameEnd }: Entry) =>
  nameStart === undefined || nameEnd === undefined ? {} : { nameRegion: into.lines.region(nameStart, nameEnd) };
