import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { surfaceFormats } from '../surfaces/formats.ts';
import { surfaces } from '../surfaces/index.gen.ts';
import { composeEntryPoints } from './compose.ts';
import { diffDependencies } from './diff.ts';
import { type Discovery, discoverChanges } from './discover.ts';
import { ignorePaths } from './ignore.ts';
import { createReader } from './read.ts';
import { listUnread } from './unread.ts';

const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);

const discover = (before: Files, after: Files, renames: Record<string, string> = {}): Promise<Discovery> =>
  discoverChanges(memorySource(before, after, renames), createReader(formats), formats);

const added = (discovery: Discovery): readonly string[] =>
  diffDependencies(discovery, ecosystems).flatMap(({ before, after }) =>
    before === undefined && after !== undefined ? [after.dependency.name] : [],
  );

/** Names that the change adds, or installs from now on. */
const fresh = (discovery: Discovery): readonly string[] =>
  diffDependencies(discovery, ecosystems).flatMap(({ after }) => (after === undefined ? [] : [after.dependency.name]));

/** Files that include one another in a row, the last one with this text. */
const chain = (length: number, text: string): Files =>
  Object.fromEntries(
    Array.from({ length }, (_, at) => [
      at === 0 ? 'requirements.txt' : `a${at}`,
      at === length - 1 ? text : `-r a${at + 1}\n`,
    ]),
  );

const manifest = (sections: object) => JSON.stringify(sections);

describe('what changed without changing its own entry', () => {
  it.each<[string, Files, Files]>([
    [
      'a file behind a symbolic link',
      { 'requirements.txt': { link: 'deps/list' }, 'deps/list': 'six\n' },
      { 'requirements.txt': { link: 'deps/list' }, 'deps/list': 'six\nattrs\n' },
    ],
    [
      'a file behind two symbolic links',
      { 'package.json': { link: 'cfg/p' }, 'cfg/p': { link: '../data/q' }, 'data/q': manifest({}) },
      {
        'package.json': { link: 'cfg/p' },
        'cfg/p': { link: '../data/q' },
        'data/q': manifest({ dependencies: { attrs: '1' } }),
      },
    ],
    [
      'an included file of any name, through another one',
      { 'requirements.txt': '-r a/one\n', 'a/one': '-r two\n', 'a/two': 'six\n' },
      { 'requirements.txt': '-r a/one\n', 'a/one': '-r two\n', 'a/two': 'six\nattrs\n' },
    ],
    [
      'an included file that is named like documentation',
      { 'requirements.txt': '-r docs/README.md\n', 'docs/README.md': 'six\n' },
      { 'requirements.txt': '-r docs/README.md\n', 'docs/README.md': 'six\nattrs\n' },
    ],
    [
      'an included file among installed packages',
      { 'requirements.txt': '-r vendor/node_modules/r.txt\n', 'vendor/node_modules/r.txt': 'six\n' },
      { 'requirements.txt': '-r vendor/node_modules/r.txt\n', 'vendor/node_modules/r.txt': 'six\nattrs\n' },
    ],
    [
      'an included path that leads over a linked folder',
      { 'requirements.txt': '-r ld/list\n', ld: { link: 'data' }, 'data/list': 'six\n' },
      { 'requirements.txt': '-r ld/list\n', ld: { link: 'data' }, 'data/list': 'six\nattrs\n' },
    ],
    [
      'a linked folder that leads elsewhere from now on',
      { 'svc/requirements.txt': '-r ../ld/list\n', ld: { link: 'a' }, 'a/list': 'six\n', 'b/list': 'six\nattrs\n' },
      { 'svc/requirements.txt': '-r ../ld/list\n', ld: { link: 'b' }, 'a/list': 'six\n', 'b/list': 'six\nattrs\n' },
    ],
    [
      'what a linked file includes, from the folder of the link',
      { 'shared/requirements.txt': '-r list\n', 'shared/list': 'six\n' },
      {
        'shared/requirements.txt': '-r list\n',
        'shared/list': 'six\n',
        'app/requirements.txt': { link: '../shared/requirements.txt' },
        'app/list': 'attrs\n',
      },
    ],
    [
      'a constraint that becomes a requirement by a second line',
      { 'requirements.txt': '-c a\n', a: 'attrs==1\n' },
      { 'requirements.txt': '-c a\n-r a\n', a: 'attrs==1\n' },
    ],
    ['the end of a long chain', chain(40, 'six\n'), chain(40, 'six\nattrs\n')],
  ])('%s', async (_, before, after) => {
    const discovery = await discover(before, after);
    expect(listUnread(discovery)).toEqual([]);
    expect(fresh(discovery)).toEqual(['attrs']);
  });
});

it('is found behind files that each name the next one twice', async () => {
  const depth = 40;
  const files = Object.fromEntries(
    Array.from({ length: depth }, (_, at) => [
      at === 0 ? 'requirements.txt' : `a${at}`,
      at === depth - 1 ? 'six\n' : `-r a${at + 1}\n-c a${at + 1}\n-r a${at + 1}\n`,
    ]),
  );
  expect(fresh(await discover({}, files))).toEqual(['six']);
});

describe('what had nothing before', () => {
  it.each<[string, Files, Files, Record<string, string>]>([
    [
      'a manifest that was an installed package',
      { 'node_modules/e/package.json': manifest({ dependencies: { attrs: '1' } }) },
      { 'package.json': manifest({ dependencies: { attrs: '1' } }) },
      { 'package.json': 'node_modules/e/package.json' },
    ],
    [
      'a list that was prose',
      { 'docs/notes.txt': 'attrs\n' },
      { 'requirements.txt': 'attrs\n' },
      { 'requirements.txt': 'docs/notes.txt' },
    ],
  ])('%s is new after its move', async (_, before, after, renames) => {
    expect(added(await discover(before, after, renames))).toEqual(['attrs']);
  });
});

describe('what cannot be seen', () => {
  it.each<[string, Files]>([
    ['a submodule', { 'packages/x': { submodule: 'a'.repeat(40) } }],
    ['a link to a folder', { 'packages/x': { link: '../stash/x' }, 'stash/x/package.json': '{}' }],
  ])('%s that a workspace takes in is said', async (_, more) => {
    const root = { 'package.json': manifest({ workspaces: ['packages/*'] }) };
    const open = listUnread(await discover(root, { ...root, ...more }));
    expect(open.map(({ path }) => path)).toEqual(['packages/x']);
  });

  it('a submodule that an unchanged line reaches into is said', async () => {
    const line = { 'svc/requirements.txt': '-r ../sub/list\n' };
    const open = listUnread(
      await discover({ ...line, sub: { submodule: 'a'.repeat(40) } }, { ...line, sub: { submodule: 'b'.repeat(40) } }),
    );
    expect(open.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'sub/list: a submodule: its content is not audited',
    ]);
  });

  it.each<[string, Files[string]]>([
    ['in another encoding', new Uint8Array([0x66, 0xfc, 0x72])],
    ['that is a pointer to large file storage', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n'],
    ['that is a link to nothing', { link: '../elsewhere' }],
  ])('a text that is no dependency file, %s, is none of our business', async (_, value) => {
    expect(listUnread(await discover({ LICENSE: '' }, { 'doc/a.txt': value }))).toEqual([]);
  });

  it('a submodule that nothing takes in is none of our business', async () => {
    const root = { 'package.json': manifest({ workspaces: ['packages/*'] }) };
    expect(listUnread(await discover(root, { ...root, 'other/x': { submodule: 'a'.repeat(40) } }))).toEqual([]);
  });

  it('a file that is read as something else than the line that includes it asks for is said', async () => {
    const open = listUnread(
      await discover({ 'README.md': '' }, { 'requirements.txt': '-r pyproject.toml\n', 'pyproject.toml': '' }),
    );
    expect(open.map(({ reason }) => reason)).toEqual(['pyproject.toml was read as pyproject, not as requirements']);
  });

  it('a large file that only its content could tell is data', async () => {
    const large = 'six\n'.repeat(200_000);
    const discovery = await discover({ 'data/words.txt': large }, { 'data/words.txt': `${large}attrs\n` });
    expect([discovery.head.files.size, listUnread(discovery)]).toEqual([0, []]);
  });
});

describe('a file that only its content tells', () => {
  const block = '# /// script\n# dependencies = ["attrs"]\n# ///\n';
  const read = [...formats, ...surfaceFormats(surfaces, ecosystems)];
  const found = async (path: string, text: string) => {
    const source = memorySource({ 'README.md': '' }, { 'README.md': '', [path]: text });
    return added(await discoverChanges(source, createReader(read), read));
  };

  it.each<[string, string, string, readonly string[]]>([
    ['a program without an ending', 'bin/tool', `#!/usr/bin/env -S uv run --script\n${block}`, ['attrs']],
    ['a shell script that is one too', 'bin/both', `#!/bin/sh\npip install six\n${block}`, ['attrs', 'six']],
    ['a noxfile that is one too', 'noxfile.py', `${block}def t(s):\n  s.install("six")\n`, ['attrs', 'six']],
    ['a text without an ending', 'bin/words', 'attrs\nsix\n', []],
  ])('is read as all that it is: %s', async (_, path, text, names) => {
    expect([...(await found(path, text))].sort()).toEqual(names);
  });
});

describe('paths that the configuration ignores', () => {
  it.each<[string, Files, string]>([
    ['a workspace', { 'q/package.json': manifest({ workspaces: ['../t/*'] }) }, 't/a/package.json'],
    [
      'a folder by its path',
      { 'q/package.json': manifest({ dependencies: { x: 'file:../t/a' } }) },
      't/a/package.json',
    ],
    ['an editable folder', { 'q/requirements.txt': '-e ../t/a\n' }, 't/a/pyproject.toml'],
    [
      'a source of uv',
      { 'pyproject.toml': '[tool.uv.sources]\nx = { path = "t/a" }\n[project]\nname = "y"\ndependencies = ["x"]\n' },
      't/a/pyproject.toml',
    ],
  ])('count where %s in use takes them in', async (_, root, path) => {
    const text = (name: string) =>
      path.endsWith('.toml')
        ? `[project]\nname = "a"\ndependencies = ["${name}"]\n`
        : manifest({ name: 'a', dependencies: { [name]: '1' } });
    const isIgnored = (candidate: string) => candidate.startsWith('t/');
    const source = memorySource({ ...root, [path]: text('six') }, { ...root, [path]: text('attrs') });
    const discovery = await discoverChanges(source, createReader(formats), formats, isIgnored);
    const kept = ignorePaths(discovery, { ...defaultPolicy, ignorePaths: ['t/**'] });
    expect(added(kept)).toEqual(['attrs']);
  });
});

it('stays quick where files include each other', async () => {
  const size = 120;
  const lines = Array.from({ length: size }, (_, at) => `-r requirements-${at}.txt\n`).join('');
  const files: Files = Object.fromEntries(
    Array.from({ length: size }, (_, at) => [`requirements-${at}.txt`, `${lines}six==${at}\n`]),
  );
  const discovery = await discover({ 'README.md': '' }, files);
  expect(composeEntryPoints(discovery.head).size).toBe(1);
  expect(listUnread(discovery)).toEqual([]);
  expect(added(discovery)).toHaveLength(size);
});

it('reads a file of settings under the name that a script gives it', async () => {
  const all = [...formats, ...surfaceFormats(surfaces, ecosystems)];
  const discovery = await discoverChanges(
    memorySource(
      {},
      { 'ci/setup.sh': 'export PIP_CONFIG_FILE=ci/odd\n', 'ci/odd': '[global]\nindex-url = https://i.example\n' },
    ),
    createReader(all),
    all,
  );
  expect(discovery.head.files.get('ci/odd')?.parsed.registries.map(({ url }) => url)).toEqual(['https://i.example']);
});
