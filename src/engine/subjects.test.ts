import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { names as bundledNames } from '../app/names.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { Policy } from '../model/policy.ts';
import type { DependencySubject } from '../model/subject.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';
import { describeSubjects } from './subjects.ts';

async function describeChange(
  before: Files,
  after: Files,
  { policy = {}, owner }: { policy?: Partial<Policy>; owner?: string } = {},
): Promise<readonly DependencySubject[]> {
  const discovery = await discoverChanges(
    memorySource(before, { ...before, ...after }),
    createReader(formats),
    formats,
  );
  const whole = { ...defaultPolicy, ...policy };
  const registries = createRegistryBook(whole, []);
  const changes = diffDependencies(discovery, ecosystems);
  return describeSubjects(changes, {
    discovery,
    registries,
    ecosystems,
    policy: whole,
    owner,
    claims: [],
    publishesPublicly: bundledNames.publishesPublicly,
  });
}

async function describeOne(...input: Parameters<typeof describeChange>): Promise<DependencySubject> {
  const [subject, ...more] = await describeChange(...input);
  if (subject === undefined || more.length > 0) throw new Error(`${more.length + 1} subjects`);
  return subject;
}

const manifest = (dependencies: Record<string, string>, more: object = {}) =>
  JSON.stringify({ name: '@acme/shop', ...more, dependencies });

describe('what is the project’s own', () => {
  it.each<[string, Files, Files, Partial<Policy>, string | undefined, Partial<DependencySubject>]>([
    [
      'a stranger',
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ x: '1' }) },
      {},
      undefined,
      { own: false, ownScope: false },
    ],
    [
      'a name of the project’s scope',
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ '@acme/x': '1' }) },
      {},
      undefined,
      { own: false, ownScope: true },
    ],
    [
      'a name of the owner’s scope',
      { 'package.json': '{}' },
      { 'package.json': '{"dependencies":{"@acme/x":"1"}}' },
      {},
      'Acme',
      { ownScope: true },
    ],
    [
      'a package that the base declares',
      { 'package.json': '{"name":"shop"}' },
      { 'docs/package.json': '{"dependencies":{"shop":"1"}}' },
      {},
      undefined,
      { own: true },
    ],
    [
      'a package that only the change declares',
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ x: '1' }), 'x/package.json': '{"name":"x"}' },
      {},
      undefined,
      { own: false },
    ],
    [
      'a member that the change adds to the workspace',
      { 'package.json': manifest({}, { workspaces: ['x'] }) },
      { 'package.json': manifest({ x: '1' }, { workspaces: ['x'] }), 'x/package.json': '{"name":"x"}' },
      {},
      undefined,
      { own: true },
    ],
    [
      'a member that the change adds to the packages of Lerna',
      { 'lerna.json': '{"packages":["*"]}', 'shop/package.json': manifest({}) },
      { 'shop/package.json': manifest({ x: '^1.0.0' }), 'x/package.json': '{"name":"x","version":"1.2.0"}' },
      {},
      undefined,
      { own: true },
    ],
    [
      'a release that no package of Lerna is',
      { 'lerna.json': '{"packages":["*"]}', 'shop/package.json': manifest({}) },
      { 'shop/package.json': manifest({ x: '^2.0.0' }), 'x/package.json': '{"name":"x","version":"1.2.0"}' },
      {},
      undefined,
      { own: false },
    ],
    [
      'a name that the configuration calls first-party',
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ 'acme-x': '1' }) },
      { firstParty: { npm: ['acme-*'] } },
      undefined,
      { own: true },
    ],
    [
      'a name that the configuration calls private',
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ 'acme-x': '1' }) },
      { private: { npm: ['other', 'acme-*'], pypi: ['*'] } },
      undefined,
      { own: false, privateBy: 'acme-*' },
    ],
  ])('%s', async (_, before, after, policy, owner, expected) => {
    expect(await describeOne(before, after, { policy, ...(owner === undefined ? {} : { owner }) })).toMatchObject(
      expected,
    );
  });
});

describe('where it stands and what was there', () => {
  it('is new only where no file of the base named it', async () => {
    const before = { 'package.json': manifest({}), 'requirements.txt': 'six==1.0\n', 'b/requirements.txt': '' };
    const [six, attrs] = await describeChange(before, { 'b/requirements.txt': 'six==1.0\nattrs\n' });
    expect([six?.newToRepository, attrs?.newToRepository]).toEqual([false, true]);
  });

  it('is judged at the line of the change that takes an old file in, and points to its entry', async () => {
    const before = { 'lib/old.list': 'six\nattrs\n', 'requirements.txt': '' };
    const [, attrs] = await describeChange(before, { 'requirements.txt': '-r lib/old.list\n' });
    expect([attrs?.at.path, attrs?.at.startLine]).toEqual(['requirements.txt', 1]);
    expect([attrs?.entry?.path, attrs?.entry?.startLine]).toEqual(['lib/old.list', 2]);
  });
});

const npmHost = 'https://npm.acme.example';
const npmLock = (resolved: string) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { '@acme/x': '1' } },
      'node_modules/@acme/x': { version: '1.0.0', resolved, integrity: 'sha512-AAAA' },
    },
  });

describe('the registry that an entry of a lockfile names', () => {
  const acme = 'https://pypi.acme.example/simple';
  const other = 'https://pypi.evil.example/simple';
  const source = (name: string, priority: string) =>
    `[[tool.poetry.source]]\nname = "${name}"\nurl = "${acme}/"\npriority = "${priority}"\n`;
  const poetry = (url: string | undefined) =>
    `[[package]]\nname = "one"\nversion = "1.0"\n${url === undefined ? '' : `[package.source]\ntype = "legacy"\nurl = "${url}"\nreference = "x"\n`}[metadata]\nlock-version = "2.0"\n`;
  const uv = (url: string) =>
    `version = 1\n[[package]]\nname = "one"\nversion = "1.0"\nsource = { registry = "${url}" }\nsdist = { url = "https://files.pythonhosted.org/packages/aa/one-1.0.tar.gz", hash = "sha256:00" }\n`;
  const index = (rest: string) => `[[tool.uv.index]]\nname = "acme"\nurl = "${acme}"\n${rest}`;
  const pypi = 'https://pypi.org/simple';

  const pointed = `${source('a', 'explicit')}[tool.poetry.dependencies]\none = { version = "*", source = "a" }\n`;

  it.each<[string, Files, Files, string | undefined]>([
    ['among several', { 'pyproject.toml': index('') }, { 'uv.lock': uv(pypi) }, '<=1.0'],
    [
      'as before',
      { 'pyproject.toml': index(''), 'uv.lock': uv(pypi) },
      { 'uv.lock': uv(pypi).replaceAll('1.0', '1.1') },
      undefined,
    ],
    ['alone', { 'pyproject.toml': '' }, { 'uv.lock': uv(pypi) }, undefined],
    ['that nobody else names', { 'pyproject.toml': index('') }, { 'uv.lock': uv(other) }, undefined],
    [
      'where a strategy is set',
      { 'pyproject.toml': `[tool.uv]\nindex-strategy = "unsafe-first-match"\n${index('')}` },
      { 'uv.lock': uv(pypi) },
      undefined,
    ],
    [
      'beside a supplemental one',
      { 'pyproject.toml': source('a', 'supplemental') },
      { 'poetry.lock': poetry(acme) },
      undefined,
    ],
  ])('is held against the settings: %s', async (_, before, after, requirement) => {
    const subjects = await describeChange(before, after);
    expect(subjects.flatMap(({ otherwise }) => otherwise?.choices.map(({ wanted }) => wanted.requirement))).toEqual(
      subjects.map(() => requirement),
    );
  });

  it.each<[string, string, readonly string[]]>([
    ['the public one beside a supplemental one', source('a', 'supplemental'), [pypi]],
    ['the public one for a name that points elsewhere', pointed, [pypi]],
    ['the first one where the public one is not asked', source('a', 'primary'), [`${acme}/`]],
  ])('is, where poetry.lock names none, %s', async (_, manifest, expected) => {
    const { registries } = await describeOne({ 'pyproject.toml': manifest }, { 'poetry.lock': poetry(undefined) });
    expect(registries.map(({ url }) => url)).toEqual(expected);
  });

  it.each<[string, Files, Files, readonly string[]]>([
    ['goes', { 'requirements.txt': `-i ${acme}\none\n` }, { 'requirements.txt': 'one\n' }, [acme]],
    ['goes with its line', { 'requirements.txt': `-i ${acme}\none\n` }, { 'requirements.txt': 'one>1\n' }, [acme]],
    ['was the public one', { 'requirements.txt': `-i ${pypi}\none\n` }, { 'requirements.txt': 'one>1\n' }, []],
    ['stays', { 'requirements.txt': `-i ${acme}\none\n` }, { 'requirements.txt': `-i ${acme}\none>1\n` }, []],
    [
      'stays beside the public one',
      { 'requirements.txt': `-i ${acme}\none\n` },
      { 'requirements.txt': `--extra-index-url ${acme}\none\n` },
      [],
    ],
    [
      'was one of two',
      { 'requirements.txt': `--extra-index-url ${acme}\none\n` },
      { 'requirements.txt': 'one\n' },
      [pypi, acme],
    ],
    [
      'gives way to another private one',
      { 'requirements.txt': `-i ${acme}\none\n` },
      { 'requirements.txt': `-i ${other}\none\n` },
      [],
    ],
  ])('is remembered from the base where it %s', async (_, before, after, expected) => {
    const { otherwise } = await describeOne(before, after);
    const urls = otherwise?.choices.flatMap(({ candidates }) => candidates.map(({ index: { url } }) => url));
    expect(urls ?? []).toEqual(expected);
  });

  it.each<[string, Files, Files, Partial<Policy>, string | undefined]>([
    ['is one that nobody names', { 'pyproject.toml': '' }, { 'poetry.lock': poetry(other) }, {}, other],
    ['is none', { 'pyproject.toml': '' }, { 'poetry.lock': poetry(undefined) }, {}, undefined],
    [
      'is that of the manifest',
      { 'pyproject.toml': source('a', 'supplemental') },
      { 'poetry.lock': poetry(acme) },
      {},
      undefined,
    ],
    [
      'is another than that of the manifest',
      { 'pyproject.toml': source('a', 'primary') },
      { 'poetry.lock': poetry(other) },
      {},
      other,
    ],
    ['is the default', { 'pyproject.toml': '' }, { 'uv.lock': uv(pypi) }, {}, undefined],
    ['is the default under another name', { 'pyproject.toml': '' }, { 'uv.lock': uv(`${pypi}/`) }, {}, undefined],
    [
      'is one that nobody names, with archives of the default',
      { 'pyproject.toml': '' },
      { 'uv.lock': uv(other) },
      {},
      other,
    ],
    ['is that of uv', { 'pyproject.toml': index('') }, { 'uv.lock': uv(acme) }, {}, undefined],
    [
      'is the public one for a name that comes from elsewhere',
      { 'pyproject.toml': `${index('explicit = true\n')}[tool.uv.sources]\none = { index = "acme" }\n` },
      { 'uv.lock': uv(pypi) },
      {},
      'https://pypi.org/simple',
    ],
    [
      'is the public one where the configuration has a proxy of it',
      { 'pyproject.toml': '' },
      { 'uv.lock': uv(pypi) },
      { registries: { pypi: [{ url: acme, role: 'primary', mirrorsPublic: true }] } },
      undefined,
    ],
    [
      'is one beside that of the scope',
      { '.npmrc': `@acme:registry=${npmHost}/npm-private/\n`, 'package.json': '{}' },
      { 'package-lock.json': npmLock(`${npmHost}/npm-remote/@acme/x/-/x-1.0.0.tgz`) },
      {},
      `${npmHost}/npm-remote`,
    ],
    [
      'is that of the scope',
      { '.npmrc': `@acme:registry=${npmHost}/npm-private/\n`, 'package.json': '{}' },
      { 'package-lock.json': npmLock(`${npmHost}/npm-private/@acme/x/-/x-1.0.0.tgz`) },
      {},
      undefined,
    ],
    [
      'is not told by the address',
      { '.npmrc': `@acme:registry=${npmHost}/npm-private/\n`, 'package.json': '{}' },
      { 'package-lock.json': npmLock(`${npmHost}/download/@acme/x/1.0.0/0123456789abcdef`) },
      {},
      undefined,
    ],
    [
      'has another host, which is judged by itself',
      { '.npmrc': `@acme:registry=${npmHost}/npm-private/\n`, 'package.json': '{}' },
      { 'package-lock.json': npmLock('https://cdn.acme.example/@acme/x/-/x-1.0.0.tgz') },
      {},
      undefined,
    ],
  ])('%s', async (_, before, after, policy, stray) => {
    const { strayRegistry } = await describeOne(before, after, { policy });
    expect(strayRegistry?.url).toBe(stray);
  });
});

describe('constraints', () => {
  const acme = 'https://pypi.acme.example/simple';
  const other = 'https://wheels.example/simple';
  const registriesOf = async (after: Files, path: string, before: Files = { 'README.txt': '' }) =>
    (await describeChange(before, after))
      .filter(({ dependency }) => dependency.location.path === path)
      .map(({ registries }) => registries.map(({ url }) => url.replace(/\/$/, '')));

  it('are asked of the indexes of whoever installs the package, or anything', async () => {
    const dockerfile = [
      'FROM python',
      'ENV PIP_CONSTRAINT=constraints.txt',
      `RUN pip install --index-url ${acme} six`,
      `RUN pip install --index-url ${other} attrs`,
    ].join('\n');
    const files = { Dockerfile: dockerfile, 'constraints.txt': 'six==1.0\nidna==2.0\n' };
    expect(await registriesOf(files, 'constraints.txt')).toEqual([[acme], [acme, other]]);
  });

  it('install nothing by themselves, and say what is asked for', async () => {
    const files = { 'requirements.txt': '-c c.txt\nsix>=1\nattrs\n', 'c.txt': 'six==1.0\n' };
    const [constraint, six, attrs] = await describeChange({ 'README.txt': '' }, files);
    expect(constraint).toMatchObject({ constrains: true, choices: [] });
    expect(six?.constrained).toEqual([{ requirement: '>=1,==1.0', version: '1.0' }]);
    expect([six?.constrains, attrs?.constrains, attrs?.constrained]).toEqual([undefined, undefined, undefined]);
  });

  it('hold for a file of two entry points only where both have them', async () => {
    const files = {
      'a.txt': '-r base.txt\n-c c.txt\nattrs==1\n',
      'b.txt': '-r base.txt\nidna==1\n',
      'base.txt': 'six\nclick\n',
      'c.txt': 'six==1.0\n',
    };
    const find = async (after: Files) =>
      (await describeChange({ 'README.txt': '' }, after)).find(({ dependency }) => dependency.rawName === 'six');
    expect((await find(files))?.constrained).toBeUndefined();
    expect((await find({ ...files, 'b.txt': '-r base.txt\n-c c.txt\n' }))?.constrained).toHaveLength(1);
  });

  it('are requirements where another entry point installs them', async () => {
    const files = { 'a.txt': '-c c.txt\nattrs==1\n', 'b.txt': '-r c.txt\n', 'c.txt': 'six==1.0\n' };
    const subjects = await describeChange({ 'README.txt': '' }, files);
    expect(subjects.map(({ dependency, constrains }) => [dependency.name, constrains])).toEqual([
      ['attrs', undefined],
      ['six', undefined],
    ]);
  });

  it.each(['requirements.txt', 'requirements/dev.txt'])('unchanged settings of pip count for %s', async (path) => {
    const before = { 'pip.conf': `[global]\nindex-url = ${acme}\n` };
    expect(await registriesOf({ [path]: 'six\n' }, path, before)).toEqual([[acme]]);
  });
});

describe('a file that another one is compiled from', () => {
  const header = '# This file is autogenerated by pip-compile with Python 3.12\n';
  it.each<[string, Files, string, string | undefined]>([
    ['requirements.txt', { 'requirements.txt': `${header}six==1.16.0\nattrs==23.1\n` }, 'requirements.in', '1.16.0'],
    ['a file of the same name', { 'deps/dev.txt': 'six==1.16.0\nattrs==23.1\n' }, 'deps/dev.in', '1.16.0'],
    ['one that lacks a name', { 'requirements.txt': 'six==1.16.0\n' }, 'requirements.in', undefined],
    ['one that leaves a name open', { 'requirements.txt': 'six==1.16.0\nattrs\n' }, 'requirements.in', undefined],
    ['one that does not fit', { 'requirements.txt': 'six==0.9\nattrs==23.1\n' }, 'requirements.in', undefined],
  ])('is fixed by %s', async (_, before, path, version) => {
    const subjects = await describeChange(before, { [path]: 'six>=1\nattrs\n' });
    expect(subjects[0]?.lockedVersion).toBe(version);
  });
});
