/** A piece of the text: offsets in UTF-16 code units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Written extends Place {
  readonly text: string;
}

/** One document of a lockfile. What is not read is left out. */
export interface LockContent {
  version: Written | undefined;
  readonly importers: LockImporter[];
  readonly packages: LockPackage[];
  /** From version 9 on: what packages depend on stands apart from what they are. */
  readonly snapshots: LockPackage[];
  readonly links: LockLink[];
  /** Requirements of catalogs by `catalog\0name`. */
  readonly catalogs: Map<string, { specifier?: string; version?: string }>;
  readonly overrides: Map<string, string>;
  readonly unparsed: (Place & { readonly reason: string })[];
}

export const emptyContent = (): LockContent => ({
  version: undefined,
  importers: [],
  packages: [],
  snapshots: [],
  links: [],
  catalogs: new Map(),
  overrides: new Map(),
  unparsed: [],
});

export const importerKinds = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'configDependencies',
  'packageManagerDependencies',
] as const;
export type ImporterKind = (typeof importerKinds)[number];

/** A project of the workspace, as the lockfile knows it. */
export interface LockImporter {
  /** Relative to the lockfile; `.` is its own folder. */
  readonly path: string;
  readonly entries: LockRequest[];
}

/** What a project asks for. */
export interface LockRequest extends Place {
  readonly name: string;
  readonly kind: ImporterKind;
  specifier: Written | undefined;
  /** A version, the key of a package, or `link:` and a folder. */
  version: Written | undefined;
}

/** A folder that a package gets in the place of another one: `link:` and the folder, relative to the lockfile. */
export interface LockLink extends Place {
  /** Key of the package that gets it. */
  readonly from: string;
  readonly name: string;
  readonly reference: string;
}

/** An entry of `packages` or `snapshots`. Mutable, for it is filled while the file is read. */
export interface LockPackage extends Place {
  readonly key: string;
  name: string | undefined;
  version: string | undefined;
  readonly integrity: string[];
  tarball: string | undefined;
  type: string | undefined;
  directory: string | undefined;
  repository: string | undefined;
  commit: string | undefined;
  url: string | undefined;
  dev: boolean;
  optional: boolean;
  /** Names and references by turns. */
  readonly edges: string[];
}
