import type { Dependency, Scope, Source } from '../../../model/dependency.ts';
import type { Location, Region } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import type { JsonMember } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';

/** What both kinds of lists in a lockfile record for one package. */
export interface LockEntry {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly resolved: string | undefined;
  readonly integrity: string | undefined;
  readonly link: boolean;
  readonly bundled: boolean;
  readonly scope: Scope;
}

/** Fields that `readLockEntry` looks at (npm: package-lock.json; `bundled` and `requires` in version 1). */
export const lockFields: ReadonlySet<string> = new Set([
  'name',
  'version',
  'resolved',
  'integrity',
  'link',
  'inBundle',
  'bundled',
  'dev',
  'optional',
  'devOptional',
  'peer',
]);

const textFields: ReadonlySet<string> = new Set(['name', 'version', 'resolved', 'integrity']);

/** Reads an entry; a field of a wrong type is told and left out. An empty text is none. */
export function readLockEntry(into: Collector, { value }: JsonMember): LockEntry {
  const texts = new Map<string, string>();
  const flags = new Set<string>();
  // Of repeated fields the last one counts: it is told elsewhere, and here it overwrites the others.
  for (const field of value.kind === 'object' ? value.members : []) {
    const { key, value: node } = field;
    if (!lockFields.has(key)) continue;
    const isText = textFields.has(key);
    texts.delete(key);
    flags.delete(key);
    if (isText && node.kind === 'string') {
      if (node.value !== '') texts.set(key, node.value);
    } else if (!isText && node.kind === 'scalar' && typeof node.value === 'boolean') {
      if (node.value) flags.add(key);
    } else into.rejectMember(field, `${key} is of a wrong type`);
  }
  return {
    name: texts.get('name'),
    version: texts.get('version'),
    resolved: texts.get('resolved'),
    integrity: texts.get('integrity'),
    link: flags.has('link'),
    // What has an address of its own is fetched from there, whatever the flag says.
    bundled: !texts.has('resolved') && (flags.has('inBundle') || flags.has('bundled')),
    scope: scopeOf(flags),
  };
}

/** `devOptional` is a development dependency that an optional one needs too: it is installed for production as well. */
function scopeOf(flags: ReadonlySet<string>): Scope {
  if (flags.has('dev')) return 'dev';
  if (flags.has('optional') || flags.has('devOptional')) return 'optional';
  return flags.has('peer') ? 'peer' : 'runtime';
}

export interface LockedPackage {
  readonly name: string;
  readonly rawName: string;
  readonly version?: string | undefined;
  readonly source: Source;
  readonly resolved?: string | undefined;
  readonly direct: boolean;
  readonly location: Location;
  readonly nameRegion: Region | undefined;
}

export function lockedDependency(locked: LockedPackage, { integrity, scope }: LockEntry): Dependency {
  const { name, rawName, version, resolved, nameRegion, source, direct, location } = locked;
  const hashes = integrity?.split(' ').filter((hash) => hash !== '');
  return {
    purl: purl('npm', name, version),
    ecosystem: 'npm',
    name,
    rawName,
    ...(version === undefined ? {} : { version }),
    source,
    ...(resolved === undefined ? {} : { resolved }),
    ...(hashes === undefined ? {} : { integrity: hashes }),
    direct,
    scope,
    location,
    ...(nameRegion === undefined ? {} : { nameRegion }),
  };
}
