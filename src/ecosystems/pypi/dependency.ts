import type { Dependency, Scope, Source } from '../../model/dependency.ts';
import { compareText, type Location, type Region } from '../../model/location.ts';
import { purl } from '../../model/purl.ts';
import { names } from './names.ts';
import type { Requirement } from './requirement.ts';
import type { Span } from './scan.ts';
import { shift, slice } from './scan.ts';
import type { Specifier } from './specifiers.ts';

export const ecosystemType = 'pypi';

/** A dependency before it has a place: spans are offsets into the text of the entry. */
export interface Draft {
  readonly rawName: string;
  readonly version?: string;
  readonly requirement?: string;
  /** As written. */
  readonly extras?: readonly string[];
  readonly source: Source;
  readonly integrity?: readonly string[];
  readonly span: Span;
  readonly nameSpan?: Span;
  readonly requirementSpan?: Span;
}

export interface Place {
  readonly location: Location;
  readonly nameRegion?: Region | undefined;
  readonly requirementRegion?: Region | undefined;
}

/** All that a Python file writes down is a direct dependency of that file. */
export function toDependency(draft: Draft, scope: Scope, place: Place): Dependency {
  const { rawName, version, requirement, source, extras = [], integrity = [] } = draft;
  const name = names.normalise(rawName);
  return {
    purl: purl(ecosystemType, name, version),
    ecosystem: ecosystemType,
    name,
    rawName,
    ...(version === undefined ? {} : { version }),
    ...(requirement === undefined ? {} : { requirement }),
    ...(extras.length === 0 ? {} : { extras: [...new Set(extras.map(names.normalise))].sort(compareText) }),
    source,
    ...(integrity.length === 0 ? {} : { integrity }),
    direct: true,
    scope,
    location: place.location,
    ...(place.nameRegion && { nameRegion: place.nameRegion }),
    ...(place.requirementRegion && { requirementRegion: place.requirementRegion }),
  };
}

/** A PEP 508 requirement without a direct reference; `text` is what it was read from. */
export function draftOf(text: string, read: Requirement, by = 0): Draft {
  const requirement = read.specifiers && slice(text, read.specifiers);
  const version = pinnedVersion(read.clauses);
  return {
    rawName: read.name,
    ...(requirement ? { requirement } : {}),
    ...(version ? { version } : {}),
    ...(read.extras.length === 0 ? {} : { extras: read.extras }),
    source: { kind: 'registry' },
    span: shift(read.span, by),
    nameSpan: shift(read.nameSpan, by),
    ...(read.specifiers && { requirementSpan: shift(read.specifiers, by) }),
  };
}

/** The one version that clauses allow: a single `==` or `===` without a wildcard. */
export function pinnedVersion(clauses: readonly Specifier[]): string | undefined {
  const [clause, ...others] = clauses;
  if (clause === undefined || others.length > 0 || clause.wildcard) return undefined;
  return clause.operator === '==' || clause.operator === '===' ? clause.version : undefined;
}
