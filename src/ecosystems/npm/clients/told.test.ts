import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../model/command.ts';
import type { DependencyFile } from '../../../model/dependency.ts';
import { emptyReading } from '../../../model/reading.ts';
import { createCommandReader } from '../../../surfaces/commands.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { formats } from '../formats.gen.ts';
import { installers } from '../installers.gen.ts';

function parse(path: string, text: string): DependencyFile {
  const format = formats.find((one) => one.matches(path) === 'name');
  if (format === undefined) throw new Error(path);
  return format.parse({ path, text });
}

const told = ({ clients = [] }: Pick<DependencyFile, 'clients'>): readonly string[] =>
  clients.map(({ client }) => client);

const registries = (file: Pick<DependencyFile, 'registries'>): readonly string[] =>
  file.registries.map(({ url, clients = ['any'] }) => `${url.slice('https://'.length)} ${clients.join(' ')}`);

describe('whom a file is for', () => {
  it.each<readonly [path: string, text: string, clients: readonly string[]]>([
    ['package-lock.json', '{ "lockfileVersion": 3, "packages": {} }', ['npm']],
    ['a/npm-shrinkwrap.json', '{ "lockfileVersion": 3, "packages": {} }', ['npm']],
    ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n", ['pnpm']],
    ['pnpm-workspace.yaml', 'packages: []\n', ['pnpm']],
    ['pnpm-workspace.yaml', '', ['pnpm']],
    ['yarn.lock', '# yarn lockfile v1\n\na@1:\n  version "1.0.0"\n', ['yarn-classic']],
    ['yarn.lock', '__metadata:\n  version: 8\n', ['yarn-berry']],
    ['.yarnrc.yml', 'nodeLinker: node-modules\n', ['yarn-berry']],
    ['.yarnrc', 'lastUpdateCheck 1\n', ['yarn-classic']],
    ['bun.lock', '{ "lockfileVersion": 1, "workspaces": {}, "packages": {} }', ['bun']],
    ['bunfig.toml', '', ['bun']],
    ['.npmrc', 'registry=https://r.example\n', []],
    ['lerna.json', '{}', []],
    ['deno.json', '{}', []],
    ['package.json', '{ "packageManager": "yarn@1.22.22" }', ['yarn-classic']],
    ['package.json', '{ "packageManager": "yarn@4.1.0+sha224.abc" }', ['yarn-berry']],
    ['package.json', '{ "packageManager": "pnpm@https://h.example/pnpm.tgz" }', ['pnpm']],
    ['package.json', '{ "packageManager": "yarn@https://h.example/yarn.js" }', []],
    ['package.json', '{ "packageManager": "yarn@stable" }', []],
    ['package.json', '{ "packageManager": "cargo@1.0.0" }', []],
    ['package.json', '{ "packageManager": 1 }', []],
    ['package.json', '{ "devEngines": { "packageManager": { "name": "npm" } } }', ['npm']],
    [
      'package.json',
      '{ "devEngines": { "packageManager": [{ "name": "yarn", "version": "^3.1" }, { "name": "bun" }] } }',
      ['yarn-berry', 'bun'],
    ],
    ['package.json', '{ "devEngines": { "packageManager": { "name": "yarn", "version": ">=1.22" } } }', []],
    ['package.json', '{ "devEngines": { "packageManager": { "name": "__proto__" } } }', []],
    ['package.json', '{ "name": "a" }', []],
  ])('%s %j', (path, text, clients) => {
    expect(told(parse(path, text))).toEqual(clients);
  });

  it('is said at the words that say it', () => {
    const text = '{\n  "packageManager": "pnpm@9.1.0",\n  "devEngines": { "packageManager": { "name": "bun" } }\n}';
    const { clients = [] } = parse('package.json', text);
    expect(clients.map(({ location }) => sliceRegion(text, location))).toEqual(['"pnpm@9.1.0"', '"bun"']);
  });
});

describe('who reads a registry', () => {
  it.each<readonly [path: string, text: string, found: readonly string[]]>([
    [
      '.npmrc',
      'registry=https://r.example\n@a:registry=https://a.example\n',
      ['r.example npm pnpm yarn-classic bun', 'a.example npm pnpm yarn-classic bun'],
    ],
    [
      '.yarnrc.yml',
      'npmRegistryServer: https://r.example\nnpmScopes: { a: { npmRegistryServer: https://a.example } }\n',
      ['r.example yarn-berry', 'a.example yarn-berry'],
    ],
    ['.yarnrc', 'registry "https://r.example"\n', ['r.example yarn-classic']],
    [
      'bunfig.toml',
      '[install]\nregistry = "https://r.example"\nscopes = { a = "https://a.example" }\n',
      ['r.example bun', 'a.example bun'],
    ],
    [
      'pnpm-workspace.yaml',
      'registries:\n  default: https://r.example\n  https://j.example: { ecosystem: jsr }\nnamedRegistries: { w: https://w.example }\n',
      ['r.example pnpm', 'j.example any', 'w.example pnpm'],
    ],
  ])('%s', (path, text, found) => {
    expect(registries(parse(path, text))).toEqual(found);
  });
});

describe('commands', () => {
  const read = (text: string): Reading =>
    createCommandReader({ installers, formats: [], file: { path: 'run.sh', text } }).script(text, (at) => at);

  it.each<readonly [text: string, clients: readonly string[], found: readonly string[]]>([
    ['npm i a', ['npm'], []],
    ['npx a', ['npm'], []],
    ['pnpm add a; pnpx b', ['pnpm', 'pnpm'], []],
    ['bun add a; bunx b', ['bun', 'bun'], []],
    ['npm ci --registry=https://r.example', ['npm'], ['r.example npm']],
    ['npm i --@s:registry=https://r.example', ['npm'], ['r.example npm']],
    ['pnpm install --registry https://r.example', ['pnpm'], ['r.example pnpm']],
    ['bun install --registry https://r.example', ['bun'], ['r.example bun']],
    ['yarn install --registry https://r.example', ['yarn-classic'], ['r.example yarn-classic']],
    ['yarn --registry https://r.example add a', ['yarn-classic'], ['r.example yarn-classic']],
    ['npm config set registry https://r.example', ['npm'], ['r.example npm pnpm yarn-classic bun']],
    ['pnpm config set registry https://r.example', ['pnpm'], ['r.example pnpm']],
    ['yarn config set registry https://r.example', [], ['r.example yarn-classic']],
    ['yarn config set npmRegistryServer https://r.example', ['yarn-berry'], ['r.example yarn-berry']],
    ['yarn add a', [], []],
    ['yarn dlx a; yarn global add b', ['yarn-berry', 'yarn-classic'], []],
    ['corepack use pnpm@9', [], []],
    ['export NPM_CONFIG_REGISTRY=https://r.example', [], ['r.example npm pnpm yarn-classic bun']],
    ['export pnpm_config_registry=https://r.example', [], ['r.example pnpm']],
    ['export YARN_REGISTRY=https://r.example', [], ['r.example yarn-classic']],
    ['export YARN_NPM_REGISTRY_SERVER=https://r.example', [], ['r.example yarn-berry']],
    ['export BUN_CONFIG_REGISTRY=https://r.example', [], ['r.example bun']],
    ['export COREPACK_NPM_REGISTRY=https://r.example', [], ['r.example ']],
  ])('%s', (text, clients, found) => {
    const reading = read(text);
    expect(told(reading)).toEqual(clients);
    expect(registries(reading)).toEqual(found);
  });

  it.each([
    'npm run build; npm test; npm ci -g',
    'pnpm run x; pnpm install -g',
    'yarn build; yarn global list; yarn --version',
    'bun run x; corepack enable',
    'export YARN_ENABLE_COLORS=1 NODE_ENV=x',
  ])('bring in nothing at all: %s', (text) => {
    for (const command of text.split('; ')) expect(read(command)).toEqual(emptyReading);
  });

  it('bring in one and the same nothing', () => {
    const word = (text: string) => ({ text, known: true, start: 0, end: 1 });
    const locate = () => ({ path: 'x', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 });
    for (const installer of installers) {
      const [program = ''] = installer.programs;
      const command = { program, words: [word('run')], start: 0, end: 1, path: 'x', folder: '', locate };
      expect(installer.read(command)).toBe(emptyReading);
    }
  });

  it('hold what their options say for themselves', () => {
    const text =
      'echo\nnpm ci \\\n  --registry=https://r.example && npm config set registry https://s.example && npm i a';
    const { registries: uses, clients = [] } = read(text);
    expect(uses.map(({ within }) => within && sliceRegion(text, within))).toEqual([
      'npm ci \\\n  --registry=https://r.example',
      undefined,
    ]);
    expect(clients.map(({ location }) => sliceRegion(text, location))).toEqual([
      'npm ci \\\n  --registry=https://r.example',
      'npm config set registry https://s.example',
      'npm i a',
    ]);
  });
});
