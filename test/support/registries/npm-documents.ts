import { createHash } from 'node:crypto';

/** One version, in short. */
export interface NpmVersion {
  readonly version: string;
  /** RFC 3339. */
  readonly publishedAt: string;
  readonly deprecated?: string | boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  /** There is a `binding.gyp` in it. */
  readonly gypfile?: boolean;
  /** A statement about its build is published beside it; without `publisher` and `trustedBuild`: by the build `oidc:0`. */
  readonly provenance?: boolean;
  /** Account that published it; false: the document does not tell. Default: one that all packages share. */
  readonly publisher?: string | false;
  /** Identifier of the trust by which a build published it: `oidc:1`. */
  readonly trustedBuild?: string;
  /** Account that let it out, where it was staged. */
  readonly approver?: string;
  /** Accounts that might publish then. Default: those of the package. */
  readonly maintainers?: readonly string[];
  /** Of its archive, where there is one. Default: made of name and version. */
  readonly integrity?: string;
}

/** A package, in short. `createNpm*` make the registry's documents out of it. */
export interface NpmPackage {
  readonly name: string;
  /** In the order in which they were published. */
  readonly versions: readonly NpmVersion[];
  /** Default: the last version. */
  readonly latest?: string;
  readonly description?: string;
  /** Accounts that may publish it. Default: one that all packages share. */
  readonly maintainers?: readonly string[];
  /** Address of the repository, or that it names none. Default: one of its own. */
  readonly repository?: string | false;
  /** RFC 3339: when the name was taken, where that was before its versions. */
  readonly createdAt?: string;
  /** Versions that are gone: they stand in `time` only. */
  readonly removed?: readonly { readonly version: string; readonly publishedAt: string }[];
  /** RFC 3339: the package was unpublished as a whole; `versions` are those that were there. */
  readonly unpublishedAt?: string;
  /** Length of the text that fills the full document, as a readme does. Default 600. */
  readonly readmeBytes?: number;
}

/** The placeholder that the registry puts in the place of malware. */
export const securityPlaceholder = (name: string, publishedAt: string): NpmPackage => ({
  name,
  description: 'security holding package',
  versions: [{ version: '0.0.1-security', publishedAt }],
});

type Json = Readonly<Record<string, unknown>>;

const digest = (algorithm: string, text: string, encoding: 'hex' | 'base64'): string =>
  createHash(algorithm).update(text).digest(encoding);

/** Integrity of a version that has no archive, as every document of this registry says it. */
export const npmIntegrity = (name: string, version: string): string =>
  `sha512-${digest('sha512', `${name}@${version}`, 'base64')}`;

const person = { name: 'acme-publisher', email: 'publisher@acme.example' };
const account = (name: string): Json => ({ name, email: `${name}@acme.example` });
const robot = (oidcConfigId: string): Json => ({
  name: 'GitHub Actions',
  email: 'npm-oidc-no-reply@acme.example',
  trustedPublisher: { id: 'github', oidcConfigId },
});

/** `_npmUser`, which the registry writes into every version. */
function createUser({ publisher, trustedBuild, approver, provenance }: NpmVersion): Json {
  if (publisher === false) return {};
  const named = publisher === undefined ? person : account(publisher);
  const build = trustedBuild ?? (publisher === undefined && provenance === true ? 'oidc:0' : undefined);
  const user = build === undefined ? named : robot(build);
  return { _npmUser: { ...user, ...(approver === undefined ? {} : { approver: account(approver) }) } };
}

const basename = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const ownRepository = (name: string): string => `git+https://code.acme.example/acme/${basename(name)}.git`;

function createDist(name: string, { version, provenance, integrity }: NpmVersion, base: string): Json {
  const attestations = {
    url: `${base}/-/npm/v1/attestations/${name}@${version}`,
    provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
  };
  return {
    integrity: integrity ?? npmIntegrity(name, version),
    shasum: digest('sha1', `${name}@${version}`, 'hex'),
    tarball: `${base}/${name}/-/${basename(name)}-${version}.tgz`,
    fileCount: 12,
    unpackedSize: 48_231,
    signatures: [
      { keyid: `SHA256:${digest('sha256', 'key', 'base64')}`, sig: digest('sha512', `${name}${version}`, 'base64') },
    ],
    ...(provenance === true ? { attestations } : {}),
  };
}

/** `GET /{name}/{version}` */
export function createNpmManifest(pkg: NpmPackage, release: NpmVersion, base: string): Json {
  const { name, description, repository = ownRepository(pkg.name) } = pkg;
  const { version, deprecated, dependencies, optionalDependencies, peerDependencies } = release;
  const { scripts, gypfile, publishedAt, maintainers = pkg.maintainers } = release;
  const code = 'https://code.acme.example/acme';
  return {
    name,
    version,
    description: description ?? `Tools for ${name}`,
    main: 'index.js',
    type: 'module',
    scripts: scripts ?? { test: 'node --test' },
    keywords: ['acme', 'tools'],
    author: person,
    license: 'MIT',
    ...(repository === false ? {} : { repository: { type: 'git', url: repository } }),
    bugs: { url: `${code}/${basename(name)}/issues` },
    homepage: `${code}/${basename(name)}#readme`,
    dependencies: dependencies ?? {},
    ...(optionalDependencies === undefined ? {} : { optionalDependencies }),
    ...(peerDependencies === undefined ? {} : { peerDependencies }),
    ...(gypfile === undefined ? {} : { gypfile }),
    engines: { node: '>=18' },
    _id: `${name}@${version}`,
    _nodeVersion: '22.4.0',
    _npmVersion: '10.8.1',
    gitHead: digest('sha1', version, 'hex'),
    dist: createDist(name, release, base),
    ...createUser(release),
    directories: {},
    maintainers: maintainers?.map(account) ?? [person],
    _npmOperationalInternal: {
      host: 's3://npm-registry-packages-npm-production',
      tmp: `tmp/${basename(name)}_${version}_${Date.parse(publishedAt)}_0.5`,
    },
    _hasShrinkwrap: false,
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

/** `time` with its two keys that are no versions. */
export function createTime({ versions, removed = [], createdAt }: NpmPackage): Json {
  const times = [...removed, ...versions].sort((a, b) => a.publishedAt.localeCompare(b.publishedAt));
  return {
    created: createdAt ?? times[0]?.publishedAt ?? '',
    modified: times.at(-1)?.publishedAt ?? '',
    ...Object.fromEntries(times.map(({ version, publishedAt }) => [version, publishedAt])),
  };
}

/** `GET /{name}` */
export function createPackument(pkg: NpmPackage, base: string): Json {
  const { name, versions, unpublishedAt, description, repository = ownRepository(name) } = pkg;
  if (unpublishedAt !== undefined) return createUnpublished(pkg, unpublishedAt);
  const readme = `# ${name}\n\n`.padEnd(pkg.readmeBytes ?? 600, 'What it does, and how to use it.\n');
  return {
    _id: name,
    _rev: '12-0123456789abcdef',
    name,
    'dist-tags': { latest: pkg.latest ?? versions.at(-1)?.version },
    versions: Object.fromEntries(versions.map((release) => [release.version, createNpmManifest(pkg, release, base)])),
    time: createTime(pkg),
    bugs: { url: `https://code.acme.example/acme/${basename(name)}/issues` },
    author: person,
    license: 'MIT',
    keywords: ['acme', 'tools'],
    description: description ?? `Tools for ${name}`,
    maintainers: pkg.maintainers?.map(account) ?? [person],
    ...(repository === false ? {} : { repository: { type: 'git', url: repository } }),
    readme,
    readmeFilename: 'README.md',
    users: {},
  };
}

function createUnpublished(pkg: NpmPackage, at: string): Json {
  const { name, versions } = pkg;
  const list = versions.map(({ version }) => version);
  const unpublished = {
    name: person.name,
    time: at,
    tags: { latest: list.at(-1) },
    maintainers: [person],
    versions: list,
  };
  return { _id: name, name, time: { ...createTime(pkg), modified: at, unpublished }, _attachments: {} };
}

/** `GET /{name}` with `Accept: application/vnd.npm.install-v1+json` */
export function createAbbreviated(pkg: NpmPackage, base: string): Json {
  const requirements = ['dependencies', 'optionalDependencies', 'peerDependencies'];
  const kept = ['name', 'version', 'deprecated', ...requirements, 'dist', 'engines', 'bin'];
  return {
    name: pkg.name,
    modified: createTime(pkg)['modified'],
    'dist-tags': { latest: pkg.latest ?? pkg.versions.at(-1)?.version },
    versions: Object.fromEntries(
      pkg.versions.map((release) => {
        const manifest = Object.entries(createNpmManifest(pkg, release, base)).filter(([key]) => kept.includes(key));
        const install =
          release.scripts?.['install'] ?? release.scripts?.['postinstall'] ?? release.scripts?.['preinstall'];
        return [
          release.version,
          { ...Object.fromEntries(manifest), ...(install === undefined ? {} : { hasInstallScript: true }) },
        ];
      }),
    ),
  };
}

/** What stripped mirrors serve, whatever is asked for: no publisher, no deprecations, no `created` and `modified`. */
export function createBarePackument(pkg: NpmPackage, base: string): Json {
  const { name, versions } = pkg;
  const bare = versions.map((release) => {
    const { version, dependencies = {} } = release;
    const { integrity, shasum, tarball } = createDist(name, release, base);
    return [version, { name, version, dependencies, dist: { integrity, shasum, tarball } }] as const;
  });
  return {
    _id: name,
    name,
    'dist-tags': { latest: pkg.latest ?? versions.at(-1)?.version },
    versions: Object.fromEntries(bare),
    time: Object.fromEntries(versions.map(({ version, publishedAt }) => [version, publishedAt])),
  };
}
