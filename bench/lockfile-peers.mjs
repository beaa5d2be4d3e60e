// The libraries in common use for lockfiles, in the versions that the comparison is made with.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// The newest releases that run on Node 20, the oldest that this project supports.
const versions = {
  '@yarnpkg/lockfile': '1.1.0',
  '@yarnpkg/parsers': '3.1.0',
  '@pnpm/lockfile.fs': '1001.1.34',
  'js-yaml': '5.5.0',
  yaml: '2.9.1',
  '@npmcli/arborist': '9.9.3',
  'snyk-nodejs-lockfile-parser': '2.10.4',
  toml: '5.0.1',
  'smol-toml': '1.9.1',
  'jsonc-parser': '3.3.1',
};

/** Installs the libraries into a folder of their own; one that cannot be had does not take the others with it. */
export function installPeers(folder) {
  writeFileSync(join(folder, 'package.json'), '{}');
  const install = (names) => {
    const wanted = names.map((name) => `${name}@${versions[name]}`);
    const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
    return spawnSync('npm', ['install', ...options, ...wanted], { stdio: 'ignore' }).status === 0;
  };
  if (!install(Object.keys(versions))) for (const name of Object.keys(versions)) install([name]);
}

const sizeOf = (value) => Object.keys(value ?? {}).length;
const isText = (value) => typeof value === 'string';

/** A project on disk, for libraries that read nothing else. */
function writeProject(folder, files) {
  const target = mkdtempSync(join(folder, 'project-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
  return target;
}

function manifestOf(text) {
  const { packages, name = 'bench', version = '1.0.0' } = JSON.parse(text);
  return JSON.stringify({ name, version, ...packages?.[''] });
}

/** A library whose function takes the text and gives a value; what of the value is counted. */
const plain = (library, call, count = sizeOf, ...rest) => ({
  library,
  call,
  create: (module) => ({ read: (text) => count(module[call](text, ...rest)) }),
});

const lockfileFs = {
  library: '@pnpm/lockfile.fs',
  call: 'readWantedLockfile',
  create: ({ readWantedLockfile }, folder) => ({
    prepare: (text) => writeProject(folder, { 'pnpm-lock.yaml': text }),
    read: async (path) =>
      sizeOf((await readWantedLockfile(path, { ignoreIncompatible: false, wantedVersions: ['9.0'] }))?.packages),
  }),
};

const arborist = {
  library: '@npmcli/arborist',
  call: 'loadVirtual',
  create: ({ Arborist }, folder) => ({
    prepare: (text) => writeProject(folder, { 'package-lock.json': text, 'package.json': manifestOf(text) }),
    read: async (path) => (await new Arborist({ path }).loadVirtual()).inventory.size,
  }),
};

const snykNpm = {
  library: 'snyk-nodejs-lockfile-parser',
  call: 'parseNpmLockV2Project',
  create: ({ parseNpmLockV2Project }) => ({
    prepare: (text) => ({ text, manifest: manifestOf(text) }),
    read: async ({ text, manifest }) => {
      const options = { includeDevDeps: true, includeOptionalDeps: true, strictOutOfSync: false };
      return (await parseNpmLockV2Project(manifest, text, options)).getPkgs().length;
    },
  }),
};

/** Nothing that reads JSON in JavaScript is faster. */
const floor = {
  library: 'JSON.parse',
  create: () => ({ read: (text) => sizeOf(JSON.parse(text)) }),
};

const snyk = 'snyk-nodejs-lockfile-parser';
const toml = [plain('toml', 'parse'), plain('smol-toml', 'parse')];

/**
 * By kind of lockfile. `prepare` is not timed; `read` gives the number of entries found, for a reader that finds none has read
 * nothing (`@pnpm/lockfile.fs` of a lockfile of another version).
 */
const peers = {
  'yarn-classic': [
    plain('@yarnpkg/lockfile', 'parse', ({ object }) => sizeOf(object)),
    plain(snyk, 'extractPkgsFromYarnLockV1'),
  ],
  'yarn-berry': [plain('@yarnpkg/parsers', 'parseSyml'), plain(snyk, 'extractPkgsFromYarnLockV2')],
  pnpm: [
    lockfileFs,
    plain(snyk, 'getPnpmLockfileParser', (parser) => sizeOf(parser.extractPackages())),
    plain('js-yaml', 'load'),
    plain('yaml', 'parse'),
  ],
  'package-lock': [floor, arborist, snykNpm],
  bun: [plain('jsonc-parser', 'parse', ({ packages }) => sizeOf(packages), [], { allowTrailingComma: true })],
  'poetry-lock': toml,
  'uv-lock': toml,
  'pdm-lock': toml,
};

/** The readers for a kind of lockfile; without `reader`, but with the reason, where one cannot be had here. */
export async function loadPeers(folder, kind) {
  const require = createRequire(join(folder, 'package.json'));
  return peers[kind].map(({ library, call, create }) => {
    const version = versions[library];
    const name = version === undefined ? library : `${library} ${version}`;
    try {
      return { name, call, reader: create(version === undefined ? undefined : require(library), folder) };
    } catch (error) {
      const message = error instanceof Error ? error.message : error;
      return { name, call, reason: isText(message) ? message.split('\n')[0] : 'no reason told' };
    }
  });
}
