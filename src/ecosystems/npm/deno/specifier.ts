import type { Dependency, Scope } from '../../../model/dependency.ts';
import { purl } from '../../../model/purl.ts';
import type { JsonString } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { readRequirement } from '../versions.ts';

/** `npm:name@range/path` or `jsr:@scope/name@range/path` (docs.deno.com, "npm: specifiers"; jsr.io, "Using packages with Deno"). */
export interface Specifier {
  readonly ecosystem: 'npm' | 'jsr';
  readonly name: string;
  /** As written; undefined where none is. */
  readonly requirement: string | undefined;
  /** Offsets in the text. */
  readonly nameAt: number;
  readonly requirementAt: number;
}

/** Undefined where the text is no such specifier, or names no package. */
export function readSpecifier(text: string): Specifier | undefined {
  const ecosystem = text.startsWith('npm:') ? 'npm' : text.startsWith('jsr:') ? 'jsr' : undefined;
  if (ecosystem === undefined) return undefined;
  const nameAt = text.charAt(4) === '/' ? 5 : 4;
  const scopeEnd = text.charAt(nameAt) === '@' ? text.indexOf('/', nameAt) : nameAt;
  if (scopeEnd === -1) return undefined;
  const sign = text.indexOf('@', scopeEnd + 1);
  const slash = text.indexOf('/', scopeEnd + 1);
  const hasVersion = sign !== -1 && (slash === -1 || sign < slash);
  const nameEnd = hasVersion ? sign : slash === -1 ? text.length : slash;
  const name = text.slice(nameAt, nameEnd);
  if (name === '' || name.endsWith('/')) return undefined;
  if (!hasVersion) return { ecosystem, name, requirement: undefined, nameAt, requirementAt: nameEnd };
  const end = text.indexOf('/', sign);
  const requirement = text.slice(sign + 1, end === -1 ? text.length : end);
  return {
    ecosystem,
    name,
    requirement: requirement === '' ? undefined : requirement,
    nameAt,
    requirementAt: sign + 1,
  };
}

/** Where an entry stands: offsets of all of it, and of the text that holds the specifier. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly value: JsonString;
  readonly scope: Scope;
}

/** What a manifest asks for by a specifier; undefined where its requirement is none. */
export function dependencyOf(
  into: Collector,
  specifier: Specifier,
  { start, end, value, scope }: Place,
): Dependency | undefined {
  const { ecosystem, name, requirement, nameAt, requirementAt } = specifier;
  const wanted = requirement === undefined ? undefined : readRequirement(requirement);
  if (requirement !== undefined && wanted === undefined) return undefined;
  const version = wanted?.kind === 'version' ? wanted.version : undefined;
  const isPlain = value.end - value.start === value.value.length + 2;
  const region = (at: number, length: number) => into.lines.region(value.start + 1 + at, value.start + 1 + at + length);
  return {
    purl: purl(ecosystem, name, version),
    ecosystem,
    name,
    rawName: name,
    ...(version === undefined ? {} : { version }),
    ...(requirement === undefined ? {} : { requirement }),
    source: { kind: 'registry' },
    direct: true,
    scope,
    location: into.locate(start, end),
    ...(isPlain ? { nameRegion: region(nameAt, name.length) } : {}),
    ...(isPlain && requirement !== undefined ? { requirementRegion: region(requirementAt, requirement.length) } : {}),
  };
}
