import type { Dependency, Scope, Source } from '../../../model/dependency.ts';
import { type Location, type Region, startOf } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import { keepShape } from '../../../text/shapes.ts';

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

/** One entry of a list, wherever it stands. Offsets are those of the file's text. */
export interface LockRecord {
  /** Decoded: the path of a folder in `packages`, a name in the tree `dependencies`. */
  readonly key: string;
  /** From the quote before the key up to behind the one after it. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Where the value begins. */
  readonly start: number;
  readonly entry: LockEntry;
}

/** An entry of `packages`. */
export interface PackageRecord extends LockRecord {
  /** Of the project's own folders: the names in their sections; of others, none. */
  readonly listed: readonly string[];
}

/** An entry of the tree `dependencies`. */
export interface TreeRecord extends LockRecord {
  /** Place of the entry around it, which stands before it; -1 at the top. */
  readonly parent: number;
}

/** What an entry of the tree stands for. */
export interface Identity {
  readonly name: string;
  readonly version?: string | undefined;
  readonly source: Source;
  readonly resolved?: string | undefined;
}

/** All that is read of a lockfile. */
export interface LockContent {
  readonly packages: readonly PackageRecord[] | undefined;
  readonly tree: readonly TreeRecord[] | undefined;
  /** Names that an entry of the tree requires. */
  readonly required: ReadonlySet<string>;
  /** `name` and `version` at the top; offsets of the whole member. */
  readonly own:
    | { readonly name: string; readonly version: string | undefined; readonly start: number; readonly end: number }
    | undefined;
}

export type TextField = 'name' | 'version' | 'resolved' | 'integrity';
export type FlagField = 'link' | 'inBundle' | 'bundled' | 'dev' | 'optional' | 'devOptional' | 'peer';

/** Fields of an entry that are read (npm: package-lock.json; `bundled` in version 1), and what they hold. */
export const lockFields: ReadonlyMap<string, TextField | FlagField> = new Map(
  (['name', 'version', 'resolved', 'integrity'] as const satisfies readonly TextField[])
    .map((field): [string, TextField | FlagField] => [field, field])
    .concat(
      (
        [
          'link',
          'inBundle',
          'bundled',
          'dev',
          'optional',
          'devOptional',
          'peer',
        ] as const satisfies readonly FlagField[]
      ).map((field): [string, TextField | FlagField] => [field, field]),
    ),
);

export const isTextField = (field: TextField | FlagField): field is TextField =>
  field === 'name' || field === 'version' || field === 'resolved' || field === 'integrity';

/** The values of an entry's fields. */
export type Fields = { [F in TextField]: string | undefined } & { [F in FlagField]: boolean | undefined };

/** All fields stand in it from the start, so that engines keep one shape for all entries. */
export const noFields = (): Fields => ({
  name: undefined,
  version: undefined,
  resolved: undefined,
  integrity: undefined,
  link: undefined,
  inBundle: undefined,
  bundled: undefined,
  dev: undefined,
  optional: undefined,
  devOptional: undefined,
  peer: undefined,
});

/** An empty text is none. */
export function lockEntry(fields: Fields): LockEntry {
  const { name, version, resolved, integrity, link, inBundle, bundled } = fields;
  return {
    name: name === '' ? undefined : name,
    version: version === '' ? undefined : version,
    resolved: resolved === '' ? undefined : resolved,
    integrity: integrity === '' ? undefined : integrity,
    link: link === true,
    // What has an address of its own is fetched from there, whatever the flag says.
    bundled: (resolved === undefined || resolved === '') && (inBundle === true || bundled === true),
    scope: scopeOf(fields),
  };
}

/** `devOptional` is a development dependency that an optional one needs too: it is installed for production as well. */
function scopeOf(fields: Fields): Scope {
  if (fields.dev === true) return 'dev';
  if (fields.optional === true || fields.devOptional === true) return 'optional';
  return fields.peer === true ? 'peer' : 'runtime';
}

export interface LockedPackage {
  readonly name: string;
  readonly rawName: string;
  readonly version?: string | undefined;
  readonly source: Source;
  readonly resolved?: string | undefined;
  readonly integrity: readonly string[] | undefined;
  readonly direct: boolean;
  readonly scope: Scope;
  readonly location: Location;
  readonly nameRegion: Region | undefined;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Written field by field: spreading parts into each other costs more than all else together in large lockfiles. */
export function lockedDependency(locked: LockedPackage): Dependency {
  const { name, rawName, version, resolved, integrity, nameRegion, source, direct, scope, location } = locked;
  const dependency: Writable<Dependency> = {
    purl: purl('npm', name, version),
    ecosystem: 'npm',
    name,
    rawName,
    source,
    direct,
    scope,
    location,
  };
  if (version !== undefined) dependency.version = version;
  if (resolved !== undefined) dependency.resolved = resolved;
  if (integrity !== undefined) dependency.integrity = integrity;
  if (nameRegion !== undefined) dependency.nameRegion = nameRegion;
  return dependency;
}

/** Hashes of one text are parted by spaces (W3C Subresource Integrity). */
export function splitHashes(integrity: string | undefined): readonly string[] | undefined {
  if (integrity === undefined) return undefined;
  return integrity.includes(' ') ? integrity.split(' ').filter((hash) => hash !== '') : [integrity];
}

const sample: LockedPackage = {
  name: '',
  rawName: '',
  source: { kind: 'registry' },
  integrity: [],
  direct: false,
  scope: 'runtime',
  location: startOf(''),
  nameRegion: startOf(''),
};
// What nearly all entries of the tools' lockfiles hold.
for (const version of [undefined, '1.0.0']) {
  for (const resolved of [undefined, '']) {
    keepShape(lockedDependency({ ...sample, version, resolved }));
  }
}
