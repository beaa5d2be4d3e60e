import { describe, expect, it } from 'vitest';
import type { DependencyFile } from '../../model/dependency.ts';
import { formats } from './formats.gen.ts';

function parse(path: string, text: string): DependencyFile {
  const format = formats.find((one) => one.matches(path) === 'name');
  if (format === undefined) throw new Error(`no format for ${path}`);
  return format.parse({ path, text });
}

/** What each dependency requires, by names and versions. */
function requiredBy(path: string, text: string): Readonly<Record<string, readonly string[]>> {
  const { dependencies, requires } = parse(path, text);
  const labels = dependencies.map(({ name, version }) => `${name}@${version ?? ''}`);
  const required = requires?.() ?? [];
  expect(required).toHaveLength(dependencies.length);
  return Object.fromEntries(required.map((list, place) => [labels[place], list.map((next) => labels[next] ?? '')]));
}

describe('requires', () => {
  it('joins the snapshots of a package of pnpm 9, in every document', () => {
    const text = `---
lockfileVersion: '9.0'
importers:
  .:
    packageManagerDependencies:
      pnpm:
        specifier: 1.0.0
        version: 1.0.0
    dependencies:
      linked:
        specifier: link:x
        version: link:x
packages:
  pnpm@1.0.0: {}
  exe@1.0.0: {}
snapshots:
  pnpm@1.0.0:
    optionalDependencies:
      exe: 1.0.0
---
lockfileVersion: '9.0'
packages:
  a@1.0.0: {}
  b@1.0.0: {}
  c@2.0.0: {}
snapshots:
  a@1.0.0(b@1.0.0):
    dependencies:
      b: 1.0.0
  a@1.0.0(c@2.0.0):
    dependencies:
      renamed: c@2.0.0
      gone: 1.0.0
`;
    expect(requiredBy('pnpm-lock.yaml', text)).toEqual({
      'linked@': [],
      'pnpm@1.0.0': ['exe@1.0.0'],
      'exe@1.0.0': [],
      'a@1.0.0': ['b@1.0.0', 'c@2.0.0'],
      'b@1.0.0': [],
      'c@2.0.0': [],
    });
  });

  it('finds folders that packages of pnpm get in the place of others', () => {
    const text = `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a:
        specifier: 1.0.0
        version: 1.0.0
      b:
        specifier: ^1.0.0
        version: link:vendor/b
      c:
        specifier: workspace:*
        version: link:elsewhere/c
      member:
        specifier: ^1.0.0
        version: link:packages/member
  packages/member: {}
packages:
  a@1.0.0: {}
  x@1.0.0: {}
snapshots:
  a@1.0.0:
    dependencies:
      debug: link:vendor/debug
      member: link:packages/member
    optionalDependencies:
      out: link:../out
      x: 1.0.0
  x@1.0.0:
    dependencies: { debug: 'link:vendor/debug' }
`;
    const { dependencies } = parse('pnpm-lock.yaml', text);
    expect(
      dependencies.map(({ name, source, direct, location }) => [name, source, direct, location.startLine]),
    ).toEqual([
      ['b', { kind: 'path', path: 'vendor/b' }, true, 8],
      ['c', { kind: 'workspace' }, true, 11],
      ['member', { kind: 'workspace' }, true, 14],
      ['a', { kind: 'registry' }, true, 19],
      ['x', { kind: 'registry' }, false, 20],
      ['debug', { kind: 'path', path: 'vendor/debug' }, false, 24],
      ['out', { kind: 'path', path: '../out' }, false, 27],
    ]);
    expect(requiredBy('pnpm-lock.yaml', text)).toMatchObject({
      'a@1.0.0': ['x@1.0.0', 'debug@', 'out@'],
      'x@1.0.0': ['debug@'],
    });
  });

  it('follows aliases, and what Bun installs of the needs of others', () => {
    const info =
      '{ "dependencies": { "al": "npm:real@1" }, "devDependencies": { "tool": "1" }, "peerDependencies": { "p": "*" } }';
    const text = `{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "a": "1", "own": "1" } } }, "packages": {
      "a": ["a@1.0.0", "", ${info}],
      "al": ["real@1.0.0", "", {}],
      "p": ["p@1.0.0", "", {}],
      "own": ["own@workspace:own", { "devDependencies": { "tool": "1" } }],
      "tool": ["tool@1.0.0", "", {}],
    } }`;
    expect(requiredBy('bun.lock', text)).toEqual({
      'a@1.0.0': ['real@1.0.0', 'p@1.0.0'],
      'real@1.0.0': [],
      'p@1.0.0': [],
      'own@': ['tool@1.0.0'],
      'tool@1.0.0': [],
    });
  });

  it.each([
    [
      "lockfileVersion: '6.0'\npackages:\n  /a@1.0.0(b@2.0.0):\n    dependencies:\n      b: 2.0.0\n      c: /d@1.0.0\n  /b@2.0.0: {}\n  /d@1.0.0: {}\n",
    ],
    [
      'lockfileVersion: 5.4\npackages:\n  /a/1.0.0_b@2.0.0:\n    dependencies:\n      b: 2.0.0\n      c: /d/1.0.0\n  /b/2.0.0: {}\n  /d/1.0.0: {}\n',
    ],
  ])('reads the edges of older versions of pnpm: %#', (text) => {
    expect(requiredBy('pnpm-lock.yaml', text)).toEqual({
      'a@1.0.0': ['b@2.0.0', 'd@1.0.0'],
      'b@2.0.0': [],
      'd@1.0.0': [],
    });
  });

  it('keeps both sides of a conflict', () => {
    const text = `lockfileVersion: '6.0'
packages:
  /a@1.0.0:
    dependencies:
<<<<<<< HEAD
      b: 1.0.0
=======
      b: 2.0.0
>>>>>>> other
  /b@1.0.0: {}
  /b@2.0.0: {}
`;
    expect(requiredBy('pnpm-lock.yaml', text)).toEqual({
      'a@1.0.0': ['b@1.0.0', 'b@2.0.0'],
      'b@1.0.0': [],
      'b@2.0.0': [],
    });
  });

  it('finds what packages of Deno require', () => {
    const text = JSON.stringify({
      version: '5',
      specifiers: { 'jsr:@a/b@1': '1.0.0', 'jsr:@a/c@1': '1.2.0', 'npm:d@1': '1.0.0_e@1.0.0' },
      jsr: { '@a/b@1.0.0': { dependencies: ['jsr:@a/c@1', 'npm:d@1'] }, '@a/c@1.2.0': {}, '@a/c@2.0.0': {} },
      npm: { 'd@1.0.0_e@1.0.0': { dependencies: ['e', 'x@npm:f@2.0.0'] }, 'e@1.0.0': {}, 'f@1.0.0': {}, 'f@2.0.0': {} },
    });
    expect(requiredBy('deno.lock', text)).toEqual({
      'd@1.0.0': ['e@1.0.0', 'f@2.0.0'],
      'e@1.0.0': [],
      'f@1.0.0': [],
      'f@2.0.0': [],
      '@a/b@1.0.0': ['@a/c@1.2.0', 'd@1.0.0'],
      '@a/c@1.2.0': [],
      '@a/c@2.0.0': [],
    });
  });
});

describe('.pnpmfile.cjs', () => {
  const describeFile = (text: string) => parse('.pnpmfile.cjs', text).safeguards?.map(({ value }) => value);

  it('changes with every character', () => {
    expect(describeFile('a')).toEqual(describeFile('a'));
    expect(describeFile('a')).not.toEqual(describeFile('b'));
    expect(describeFile('')).toBeUndefined();
  });
});

it.each([
  ['pnpm-lock.yaml', 'pnpm-lock'],
  ['a/pnpm-lock.yaml', 'pnpm-lock'],
  ['pnpm-lock.feature!x.yaml', 'pnpm-lock'],
  ['xpnpm-lock.yaml', undefined],
  ['.pnpmfile.mjs', 'pnpmfile'],
  ['bun.lockb', 'bun-lock'],
  ['bunfig.toml', 'bunfig'],
  ['deno.jsonc', 'deno-json'],
  ['lerna.json', 'lerna-json'],
  ['deno.lock', 'deno-lock'],
  ['deno.lock.json', undefined],
])('%s is read as %s', (path, id) => {
  expect(formats.find((one) => one.matches(path) === 'name')?.id).toBe(id);
});
