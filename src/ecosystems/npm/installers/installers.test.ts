import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../model/command.ts';
import { createCommandReader } from '../../../surfaces/commands.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { installer as bun } from './bun.ts';
import { installer as corepack } from './corepack.ts';
import { installer as npm } from './npm.ts';
import { installer as pnpm } from './pnpm.ts';
import { installer as yarn } from './yarn.ts';

const read = (text: string): Reading =>
  createCommandReader({
    installers: [npm, pnpm, yarn, bun, corepack],
    formats: [],
    file: { path: 'setup.sh', text },
  }).script(text, (offset) => offset);

const summary = ({ dependencies, registries, unparsed, safeguards }: Reading): readonly string[] => [
  ...dependencies.map(({ name, requirement, source, scope }) =>
    [name, requirement, source.kind === 'registry' ? '' : source.kind, scope === 'runtime' ? '' : scope]
      .filter((one) => one)
      .join(' '),
  ),
  ...registries.map(({ url, names = [] }) => [url, ...names].join(' ')),
  ...safeguards.map(({ setting, guard, strength }) => `${setting}: ${guard} ${strength}`),
  ...unparsed.map(({ text }) => `? ${text}`),
];

type Row = readonly [text: string, found: readonly string[]];

describe('npm', () => {
  it.each<Row>([
    ['npm install a @s/b@^2 c@1.2.3 d@latest', ['a', '@s/b ^2', 'c 1.2.3', 'd latest']],
    [
      'npm i -D a; npm add -O b; npm in --save-peer c; npm i -g d; npm isntall e --global=false',
      ['a dev', 'b optional', 'c peer', 'd tool', 'e'],
    ],
    ['npm ci; npm install; npm run build; npm test a; npm uninstall b; npm view c; npm update d', []],
    ['npm i alias@npm:real@1 x@npm:@s/y', ['real 1', '@s/y']],
    [
      'npm i user/repo#v1 github:u/r git+https://h.example/o/g.git https://h.example/t-1.0.tgz',
      ['repo git', 'r git', 'g git', 't-1.0 url'],
    ],
    [
      'npm i . ./local ../up file:x/y ./z.tgz n@file:../n',
      ['. path', 'local path', 'up path', 'y path', 'z path', 'n file:../n path'],
    ],
    [
      'npm i -w app --prefix web --registry=https://r.example --@s:registry=https://s.example a',
      ['a', 'https://r.example a', 'https://s.example @s/*'],
    ],
    [
      'npm --registry https://u:p@r.example i a --ignore-scripts --no-strict-ssl --min-release-age=2',
      [
        'a',
        'https://***@r.example a',
        'ignore-scripts: install-scripts 1',
        'strict-ssl: transport 0',
        'min-release-age: release-age 2880',
      ],
    ],
    [
      'npm config set registry https://r.example; npm config set @s:registry=https://s.example; npm set ignore-scripts false',
      ['https://r.example', 'https://s.example @s/*', 'ignore-scripts: install-scripts 0'],
    ],
    [
      'npm exec -- a -p b; npm exec -p c -p d@1 -- e; npm x f; npm exec -c "g h"; npm exec --package=i -c j',
      ['a tool', 'c tool', 'd 1 tool', 'f tool', 'i tool'],
    ],
    [
      'npm init vite@latest app -- --template x; npm create @s; npm init @s/y@2; npm init -y; npm create u/r',
      ['create-vite latest tool', '@s/create tool', '@s/create-y 2 tool', 'r git tool'],
    ],
    ['npm i $A b@$B "c@\u0024{C}" @s/$D e@*', ['b', 'c', 'e *', '? $A', '? b@$B', '? c@\u0024{C}', '? @s/$D']],
    ['npm i .hidden a@what:ever', ['.hidden path', '? a@what:ever']],
    ['npm i __proto__ constructor', ['constructor', '? __proto__']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('npx', () => {
  it.each<Row>([
    [
      'npx -y a@latest b c; npx @s/d --x; npx -p e -p f g; npx --package=h i',
      ['a latest tool', '@s/d tool', 'e tool', 'f tool', 'h tool'],
    ],
    ['npx --no-install a; npx --no b; npx -c "c d"; npx', []],
    [
      'npx github:u/r; npx ./x; npx --registry https://r.example a',
      ['r git tool', 'x path tool', 'a tool', 'https://r.example a'],
    ],
    ['npx $A', ['? $A']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('pnpm', () => {
  it.each<Row>([
    [
      'pnpm add -D a; pnpm i -g b; pnpm install; pnpm add -w c; pnpm --filter x add d; pnpm -C dir add e',
      ['a dev', 'b tool', 'c', 'd', 'e'],
    ],
    [
      'pnpm dlx a@1 b; pnpm dlx --package=c d; pnpx e; pnpm create vite f; pnpm exec g; pnpm up h i@2',
      ['a 1 tool', 'c tool', 'e tool', 'create-vite tool', 'i 2'],
    ],
    [
      'pnpm add a --allow-build=a --ignore-scripts; pnpm config set registry https://r.example',
      ['a', 'https://r.example', 'allow-build: install-scripts 0', 'ignore-scripts: install-scripts 1'],
    ],
    ['pnpm add jsr:@std/path workspace:x', ['@jsr/std__path', 'x workspace']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('Yarn', () => {
  it.each<Row>([
    [
      'yarn; yarn install; yarn build; yarn add a -D b; yarn global add c; yarn workspace w add d --peer',
      ['a dev', 'b dev', 'c tool', 'd peer'],
    ],
    [
      'yarn dlx a b; yarn dlx -p c d; yarn create vite e; yarn up f g@2; yarn --cwd x add h',
      ['a tool', 'c tool', 'create-vite tool', 'g 2', 'h'],
    ],
    [
      'yarn config set npmRegistryServer https://r.example; yarn config set registry https://s.example; yarn config set enableStrictSsl false',
      ['https://r.example', 'https://s.example', 'enableStrictSsl: transport 0'],
    ],
    [
      'yarn plugin import https://h.example/p.js; yarn set version ./y.cjs; yarn set version stable',
      ['plugins https://h.example/p.js: client-code 0', 'yarnPath: client-code 0'],
    ],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('Bun and Corepack', () => {
  it.each<Row>([
    [
      'bun add a -d; bun i -g b; bun install; bun a c --optional; bun run x; bun test',
      ['a dev', 'b tool', 'c optional'],
    ],
    [
      'bunx a b; bun x c; bunx --bun -p d e; bun create vite; bun create u/r',
      ['a tool', 'c tool', 'd tool', 'create-vite tool', 'r git tool'],
    ],
    ['bun add a --trust --registry=https://r.example', ['a', 'https://r.example a', 'trust: install-scripts 0']],
    [
      'corepack enable; corepack prepare pnpm@9.1.0 --activate; corepack use yarn@4; corepack pnpm add a',
      ['pnpm 9.1.0 tool', 'yarn 4 tool', 'a'],
    ],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('variables', () => {
  it.each<Row>([
    [
      'NPM_CONFIG_REGISTRY=https://r.example npm_config_registry=https://s.example',
      ['https://r.example', 'https://s.example'],
    ],
    [
      'npm_config_ignore_scripts=true NPM_CONFIG_STRICT_SSL=false',
      ['ignore-scripts: install-scripts 1', 'strict-ssl: transport 0'],
    ],
    [
      'npm_config_script_shell=./x NPM_CONFIG_ALLOW_SCRIPTS=a,b NPM_CONFIG_MIN_RELEASE_AGE=7',
      [
        'script-shell: client-code 0',
        'allow-scripts a: install-scripts 0',
        'allow-scripts b: install-scripts 0',
        'min-release-age: release-age 10080',
      ],
    ],
    ['npm config set node-options=--require=./x.js', ['node-options: client-code 0']],
    ['npm ci --dangerously-allow-all-scripts', ['dangerously-allow-all-scripts: install-scripts 0']],
    ['COREPACK_NPM_REGISTRY=https://r.example', ['https://r.example']],
    ['pnpm --package=a --package b@1 dlx c', ['a tool', 'b 1 tool']],
    ['NODE_TLS_REJECT_UNAUTHORIZED=0', ['NODE_TLS_REJECT_UNAUTHORIZED: transport 0']],
    [
      'YARN_NPM_REGISTRY_SERVER=https://r.example YARN_ENABLE_SCRIPTS=false BUN_CONFIG_REGISTRY=https://s.example',
      ['https://r.example', 'https://s.example', 'YARN_ENABLE_SCRIPTS: install-scripts 1'],
    ],
    ['NPM_CONFIG_REGISTRY=$X NPM_TOKEN=secret NODE_ENV=x', ['$X', '? $X']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

it('takes in other files of settings that lie in the repository', () => {
  const { includes } = read(
    'NPM_CONFIG_USERCONFIG=ci/a npm ci --globalconfig=./ci/b\nnpm i --userconfig ~/.npmrc --globalconfig /etc/npmrc\n' +
      'export npm_config_userconfig=$HOME/x npm_config_globalconfig=../x NPM_CONFIG_USERCONFIG=',
  );
  const settings = includes.filter(({ kind }) => kind === 'companion');
  expect(settings.map(({ path, format }) => [path, format])).toEqual([
    ['ci/a', 'npmrc'],
    ['ci/b', 'npmrc'],
  ]);
});

describe('names the project that is installed', () => {
  it.each<Row>([
    ['npm ci; npm install; npm up', ['package.json', 'package.json', 'package.json']],
    ['npm ci --prefix web; npm -C api i; cd x && npm ci', ['web/package.json', 'api/package.json', 'x/package.json']],
    [
      'pnpm i; pnpm -C a install --frozen-lockfile; pnpm --dir b up',
      ['package.json', 'a/package.json', 'b/package.json'],
    ],
    ['yarn; yarn --cwd a; yarn install --immutable', ['package.json', 'a/package.json', 'package.json']],
    ['bun install; bun ci; bun i --cwd a', ['package.json', 'package.json', 'a/package.json']],
    ['npm ci -g; npm i a; pnpm add a; yarn add a; bun i a; yarn -v; npm ci --prefix /x; cd $X && npm ci', []],
  ])('%s', (text, paths) => {
    const { includes } = read(text);
    expect(includes.map(({ kind, path }) => `${kind} ${path}`)).toEqual(paths.map((path) => `project ${path}`));
  });

  it('with the settings beside it', () => {
    const [project] = read('npm ci --prefix web').includes;
    expect(project?.alternatives).toContain('web/.npmrc');
    expect(project?.optional).toBe(true);
  });
});

it('places names and requirements, also of aliases and initializers', () => {
  const text = 'npm i "a@^1" al@npm:@s/real@2 && npm create vite@5';
  const slices = read(text).dependencies.map(({ location, nameRegion, requirementRegion }) =>
    [location, nameRegion, requirementRegion].map((region) => region && sliceRegion(text, region)),
  );
  expect(slices).toEqual([
    ['"a@^1"', 'a', '^1'],
    ['al@npm:@s/real@2', '@s/real', '2'],
    ['vite@5', 'vite', '5'],
  ]);
});
