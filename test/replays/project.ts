import { createHash } from 'node:crypto';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import { type NpmPackage, type NpmVersion, npmIntegrity } from '../support/registries/npm-documents.ts';
import { normalise, type PyPiProject } from '../support/registries/pypi-documents.ts';
import type { Change, Locked } from './replay.ts';

export interface World {
  readonly npm: readonly NpmPackage[];
  readonly pypi: readonly PyPiProject[];
}

type Files = Readonly<Record<string, string>>;

/** One side of a pull request: the direct dependencies, and what they bring in. */
interface Side {
  readonly direct: Locked;
  readonly brought: Locked;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Manifest and lockfile before and after, as the tools themselves write them. */
export function writeProject({ as, before, after, with: brought }: Change, world: World) {
  const write = writers[as];
  return {
    before: write({ direct: before, brought: brought?.before ?? {} }, world),
    after: write({ direct: after, brought: brought?.after ?? {} }, world),
  };
}

const writers: Readonly<Record<Change['as'], (side: Side, world: World) => Files>> = {
  'package-lock': writePackageLock,
  requirements: writeRequirements,
  'uv.lock': writeUvLock,
  'poetry.lock': writePoetryLock,
};

const isAddress = (version: string): boolean => version.includes(':');
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const mapValues = <V, W>(record: Readonly<Record<string, V>>, make: (value: V, name: string) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));

/** docs.npmjs.com, "package-lock.json" */
function writePackageLock({ direct, brought }: Side, { npm }: World): Files {
  const dependencies = mapValues(direct, (version) => (isAddress(version) ? version : `^${version}`));
  const own = { name: 'shop', version: '1.0.0', dependencies };
  const optional = new Set(
    Object.entries({ ...direct, ...brought }).flatMap(([name, version]) =>
      Object.keys(releaseOf(npm, name, version)?.optionalDependencies ?? {}),
    ),
  );
  const entry = (version: string, name: string): object => ({
    ...createEntry(name, version, npm),
    ...(optional.has(name) && direct[name] === undefined ? { optional: true } : {}),
  });
  const entries = Object.entries({ ...direct, ...brought })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => [`node_modules/${name}`, entry(version, name)] as const);
  const packages = { '': own, ...Object.fromEntries(entries) };
  return {
    'package.json': json({ ...own, private: true }),
    'package-lock.json': json({ name: 'shop', version: '1.0.0', lockfileVersion: 3, requires: true, packages }),
  };
}

const releaseOf = (npm: readonly NpmPackage[], name: string, version: string): NpmVersion | undefined =>
  npm.find((one) => one.name === name)?.versions.find((one) => one.version === version);

function createEntry(name: string, version: string, npm: readonly NpmPackage[]): object {
  if (isAddress(version)) return { version: '1.0.0', resolved: version };
  const release = releaseOf(npm, name, version);
  if (release === undefined) throw new Error(`the change takes ${name}@${version}, which was not out`);
  const { dependencies, optionalDependencies, peerDependencies, scripts = {} } = release;
  const runs = ['preinstall', 'install', 'postinstall'].some((event) => event in scripts);
  return {
    version,
    resolved: `${endpoints.npm}/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`,
    integrity: release.integrity ?? npmIntegrity(name, version),
    ...(runs || release.gypfile === true ? { hasInstallScript: true } : {}),
    license: 'MIT',
    ...(dependencies === undefined ? {} : { dependencies }),
    ...(optionalDependencies === undefined ? {} : { optionalDependencies }),
    ...(peerDependencies === undefined ? {} : { peerDependencies }),
  };
}

/** Names of a release's files. */
function filesOf(pypi: readonly PyPiProject[], name: string, version: string): readonly string[] {
  const release = pypi.find((one) => one.name === name)?.releases.find((one) => one.version === version);
  if (release === undefined) throw new Error(`the change takes ${name}==${version}, which was not out`);
  return (release.files ?? []).map(({ filename }) => filename);
}

function writeRequirements({ direct, brought }: Side, { pypi }: World): Files {
  const lines = Object.entries({ ...direct, ...brought }).map(([name, version]) => {
    const hashes = filesOf(pypi, name, version).map((file) => ` \\\n    --hash=sha256:${sha256(file)}`);
    return `${name}==${version}${hashes.join('')}\n`;
  });
  return { 'requirements.txt': lines.join('') };
}

/** docs.astral.sh/uv, "The lockfile" */
function writeUvLock({ direct, brought }: Side, { pypi }: World): Files {
  const requires = Object.entries(direct).map(([name, version]) => ({ name, specifier: `>=${version}` }));
  const manifest = [
    '[project]\nname = "shop"\nversion = "1.0.0"\nrequires-python = ">=3.11"\n',
    `dependencies = [\n${requires.map(({ name, specifier }) => `    "${name}${specifier}",\n`).join('')}]\n`,
  ];
  const own = [
    '[[package]]\nname = "shop"\nversion = "1.0.0"\nsource = { virtual = "." }\n',
    `dependencies = [\n${requires.map(({ name }) => `    { name = "${name}" },\n`).join('')}]\n\n`,
    `[package.metadata]\nrequires-dist = [\n${requires.map(({ name, specifier }) => `    { name = "${name}", specifier = "${specifier}" },\n`).join('')}]\n`,
  ];
  // Who brings what in is not told of packages of PyPI: the first one does.
  const [first] = Object.keys(direct);
  const needs = Object.keys(brought).map((name) => `    { name = "${name}" },\n`);
  const packages = Object.entries({ ...direct, ...brought }).map(([name, version]) => {
    const files = filesOf(pypi, name, version).map((file) => [file, writeUvFile(file)] as const);
    const of = (isWheel: boolean) =>
      files.filter(([file]) => file.endsWith('.whl') === isWheel).map(([, text]) => text);
    return [
      `[[package]]\nname = "${normalise(name)}"\nversion = "${version}"\nsource = { registry = "${endpoints.pypi}" }\n`,
      name === first && needs.length > 0 ? `dependencies = [\n${needs.join('')}]\n` : '',
      of(false).length === 0 ? '' : `sdist = ${of(false)[0]}\n`,
      of(true).length === 0
        ? ''
        : `wheels = [\n${of(true)
            .map((file) => `    ${file},\n`)
            .join('')}]\n`,
    ].join('');
  });
  const head = 'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n';
  return { 'pyproject.toml': manifest.join(''), 'uv.lock': [head, own.join(''), ...packages].join('\n') };
}

const writeUvFile = (file: string): string =>
  `{ url = "${endpoints.pypiFiles}/packages/${sha256(file).slice(0, 2)}/${file}", hash = "sha256:${sha256(file)}", size = 48231 }`;

/** python-poetry.org/docs, "Installing dependencies"; the content hash is that of src/poetry/packages/locker.py. */
function writePoetryLock({ direct, brought }: Side, { pypi }: World): Files {
  const requires = Object.entries({ python: '3.11.0', ...direct }).map(
    ([name, version]) => [name, `^${version}`] as const,
  );
  const [first] = Object.keys(direct);
  const packages = Object.entries({ ...direct, ...brought }).map(([name, version]) => {
    const files = filesOf(pypi, name, version).map(
      (file) => `    {file = "${file}", hash = "sha256:${sha256(file)}"},\n`,
    );
    const needs = name === first ? Object.keys(brought).map((one) => `${one} = "*"\n`) : [];
    return [
      `[[package]]\nname = "${normalise(name)}"\nversion = "${version}"\ndescription = ""\noptional = false\npython-versions = ">=3.9"\n`,
      `files = [\n${files.join('')}]\n`,
      needs.length === 0 ? '' : `\n[package.dependencies]\n${needs.join('')}`,
    ].join('');
  });
  const sorted = requires.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `"${name}": "${text}"`);
  const content = `{"dependencies": {${sorted.join(', ')}}, "dev-dependencies": null, "extras": null, "source": null}`;
  const metadata = `[metadata]\nlock-version = "2.0"\npython-versions = "^3.11.0"\ncontent-hash = "${sha256(content)}"\n`;
  return {
    'pyproject.toml': `[tool.poetry]\nname = "shop"\nversion = "1.0.0"\ndescription = ""\nauthors = []\n\n[tool.poetry.dependencies]\n${requires.map(([name, text]) => `${name} = "${text}"\n`).join('')}`,
    'poetry.lock': [...packages, metadata].join('\n'),
  };
}
