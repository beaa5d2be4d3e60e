import { describe, expect, it } from 'vitest';
import type { CheckedFile, LockCheck } from '../../../model/lock-check.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { formats } from '../formats.gen.ts';
import { check as bun } from './bun.ts';
import { check as deno } from './deno.ts';
import { check as pnpm } from './pnpm.ts';

function checked(path: string, text: string): CheckedFile {
  const format = formats.find((one) => one.matches(path) === 'name');
  if (format === undefined) throw new Error(`no format for ${path}`);
  return { text, parsed: format.parse({ path, text }) };
}

/** Kind, and the text of the place, of what a check finds. */
function findings(check: LockCheck, path: string, text: string, files: Readonly<Record<string, unknown>>) {
  const others = Object.entries(files).map(([name, value]) => [name, checked(name, JSON.stringify(value))] as const);
  return check
    .check(checked(path, text), new Map(others))
    .map(({ kind, location }) => [kind, sliceRegion(text, location).split('\n')[0]]);
}

const pnpmLock = (importers: string, rest = ''): string =>
  `lockfileVersion: '9.0'\n\n${rest}importers:\n\n${importers}\npackages:\n\n  left@1.0.0: {}\n\n  evil@1.0.0: {}\n`;

const root = (name: string, specifier: string, version: string): string =>
  `  .:\n    dependencies:\n      ${name}:\n        specifier: ${specifier}\n        version: ${version}\n`;

describe('pnpm', () => {
  const left = { dependencies: { left: '^1.0.0' } };

  it.each<[string, string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['agreement', pnpmLock(root('left', '^1.0.0', '1.0.0')), { 'package.json': left }, []],
    ['agreement with peers', pnpmLock(root('left', '^1.0.0', '1.0.0(right@1.0.0)')), { 'package.json': left }, []],
    ['no manifest at hand', pnpmLock(root('left', '^1.0.0', '1.0.0')), {}, []],
    [
      'another range',
      pnpmLock(root('left', '^1.0.0', '1.0.0')),
      { 'package.json': { dependencies: { left: '^2' } } },
      [['drift', 'left:']],
    ],
    [
      'a new dependency',
      pnpmLock(root('left', '^1.0.0', '1.0.0')),
      { 'package.json': { dependencies: { ...left.dependencies, b: '1' } } },
      [['drift', '']],
    ],
    [
      'a dependency that is gone',
      pnpmLock(root('left', '^1.0.0', '1.0.0')),
      { 'package.json': {} },
      [['drift', 'left:']],
    ],
    [
      'a range that the version lies outside of',
      pnpmLock(root('left', '^2.0.0', '1.0.0')),
      {},
      [['tampered', 'left:']],
    ],
    ['another package', pnpmLock(root('left', '^1.0.0', 'evil@1.0.0')), {}, [['tampered', 'left:']]],
    ['an alias that is asked for', pnpmLock(root('left', 'npm:evil@^1.0.0', 'evil@1.0.0')), {}, []],
    ['a tag', pnpmLock(root('left', 'latest', '1.0.0')), {}, []],
    [
      'an override',
      pnpmLock(root('left', '^2.0.0', '1.0.0'), "overrides:\n  'parent>left': 1.0.0\n\n"),
      { 'package.json': { ...left, pnpm: { overrides: { 'parent>left': '1.0.0' } } } },
      [],
    ],
    [
      'an override of the workspace',
      pnpmLock(root('left', '^2.0.0', '1.0.0'), 'overrides:\n  left@2: 1.0.0\n\n'),
      { 'package.json': left, 'pnpm-workspace.yaml': { overrides: { 'left@2': '$left' } } },
      [],
    ],
    [
      'an override that no manifest has',
      pnpmLock(root('left', '^1.0.0', '1.0.0'), "overrides:\n  gone: '-'\n  right: npm:evil@1.0.0\n\n"),
      { 'package.json': left, 'pnpm-workspace.yaml': { overrides: { left: '1.0.0' } } },
      [['drift', 'right']],
    ],
    [
      'overrides that hooks may have added',
      pnpmLock(root('left', '^1.0.0', '1.0.0'), 'overrides:\n  right: 1.0.0\n\npnpmfileChecksum: sha256-x\n\n'),
      { 'package.json': left },
      [],
    ],
    [
      'a catalog',
      pnpmLock(
        root('left', "'catalog:'", '1.0.0'),
        'catalogs:\n  default:\n    left:\n      specifier: ^1.0.0\n      version: 1.0.0\n\n',
      ),
      {},
      [],
    ],
    [
      'a catalog that says otherwise',
      pnpmLock(
        root('left', 'catalog:dev', '1.0.0'),
        'catalogs:\n  dev:\n    left:\n      specifier: ^2.0.0\n      version: 2.0.0\n\n',
      ),
      {},
      [['tampered', 'left:']],
    ],
    [
      'a peer that was installed by itself',
      pnpmLock(root('left', '^1.0.0', '1.0.0')),
      { 'package.json': { peerDependencies: { left: '^1.0.0' } } },
      [],
    ],
    [
      'a link that is left out',
      pnpmLock('  .: {}\n'),
      { 'package.json': { dependencies: { a: 'link:../a' }, optionalDependencies: { b: '1' } } },
      [],
    ],
    ['conflict markers', '<<<<<<<\n=======\n>>>>>>>\nlockfileVersion: 6.0\n', { 'package.json': left }, []],
  ])('%s', (_, text, files, expected) => {
    expect(findings(pnpm, 'pnpm-lock.yaml', text, files)).toEqual(expected);
  });

  it('asks for the manifests of all projects', () => {
    const { parsed } = checked('a/pnpm-lock.yaml', pnpmLock('  .: {}\n\n  packages/b: {}\n\n  ../../out: {}\n'));
    expect(pnpm.files(parsed)).toEqual(['a/package.json', 'a/packages/b/package.json', 'a/pnpm-workspace.yaml']);
  });

  it('tells a contradiction by the same key wherever it stands', () => {
    const keyOf = (text: string) => pnpm.check(checked('pnpm-lock.yaml', text), new Map()).map(({ key }) => key);
    const text = pnpmLock(root('left', '^2.0.0', '1.0.0'));
    expect(keyOf(text)).toEqual(keyOf(`# moved\n${text}`));
  });
});

const bunLock = (range: string, identity: string, more = ''): string =>
  `{ "lockfileVersion": 1, ${more} "workspaces": { "": { "dependencies": { "left": "${range}" } }, "b": { "name": "b" } },\n "packages": { "left": ["${identity}", "", {}] } }`;

const bunBelow = (info: string, identity: string): string =>
  `{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "left": "1" } } },\n "packages": { "left": ["left@1.0.0", "", ${info}],\n "left/b": ["${identity}", "", {}],\n "al": ["b@1.0.0", "", {}] } }`;

describe('bun', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['agreement', bunLock('^1.0.0', 'left@1.2.0'), { 'package.json': { dependencies: { left: '^1.0.0' } } }, []],
    [
      'another range',
      bunLock('^1.0.0', 'left@1.2.0'),
      { 'package.json': { dependencies: { left: '^2' } } },
      [['drift', '"left": "^1.0.0"']],
    ],
    [
      'a new dependency of a member',
      bunLock('^1.0.0', 'left@1.2.0'),
      { 'b/package.json': { devDependencies: { c: '1' } } },
      [['drift', '"b"']],
    ],
    ['a version outside the range', bunLock('^2.0.0', 'left@1.2.0'), {}, [['tampered', '"left": ["left@1.2.0"']]],
    ['another package', bunLock('^1.0.0', 'evil@1.2.0'), {}, [['tampered', '"left": ["evil@1.2.0"']]],
    ['an alias', bunLock('npm:real@^1.0.0', 'real@1.2.0'), {}, []],
    ['an override', bunLock('^2.0.0', 'left@1.2.0', '"overrides": { "left": "1.2.0" },'), {}, []],
    ['a catalog', bunLock('catalog:', 'left@1.2.0', '"catalog": { "left": "^1.0.0" },'), {}, []],
    [
      'a named catalog',
      bunLock('catalog:x', 'left@1.2.0', '"catalogs": { "x": { "left": "^2.0.0" } },'),
      {},
      [['tampered', '"left": ["left@1.2.0"']],
    ],
    [
      'a folder that is no workspace',
      bunLock('^1.0.0', 'left@workspace:vendor'),
      {},
      [['tampered', '"left": ["left@workspace:vendor"']],
    ],
    [
      'a folder that the lockfile alone calls a workspace',
      bunLock('^1.0.0', 'left@workspace:b'),
      { 'package.json': { dependencies: { left: '^1.0.0' } } },
      [['tampered', '"left": ["left@workspace:b"']],
    ],
    [
      'a workspace',
      bunLock('^1.0.0', 'left@workspace:b'),
      { 'package.json': { dependencies: { left: '^1.0.0' }, workspaces: ['b'] } },
      [],
    ],
    ['an address', bunLock('github:owner/left', 'left@github:owner/left#0123456'), {}, []],
    ['what a package asks for', bunBelow('{ "dependencies": { "b": "^1.0.0", "al": "npm:b@1" } }', 'b@1.2.0'), {}, []],
    [
      'a version outside the range of a package',
      bunBelow('{ "optionalDependencies": { "b": "^2.0.0" }, "peerDependencies": { "al": "2" } }', 'b@1.2.0'),
      {},
      [['tampered', '"left/b": ["b@1.2.0"']],
    ],
    [
      'another package than a package asks for',
      bunBelow('{ "dependencies": { "b": "^1.0.0" } }', 'evil@1.2.0'),
      {},
      [['tampered', '"left/b": ["evil@1.2.0"']],
    ],
    [
      'an override that no manifest has',
      bunLock('^1.0.0', 'left@1.2.0', '"overrides": { "right": "npm:evil@1" },'),
      { 'package.json': { dependencies: { left: '^1.0.0' } } },
      [['drift', '"right": "npm:evil@1"']],
    ],
    [
      'overrides of the manifest',
      bunLock('^1.0.0', 'left@1.2.0', '"overrides": { "right": "1", "up": "2" },'),
      {
        'package.json': { dependencies: { left: '^1.0.0' }, overrides: { right: '1' }, resolutions: { '**/up': '2' } },
      },
      [],
    ],
  ])('%s', (_, text, files, expected) => {
    expect(findings(bun, 'bun.lock', text, files)).toEqual(expected);
  });

  it('asks for the manifests of all projects', () => {
    expect(bun.files(checked('a/bun.lock', bunLock('1', 'left@1.0.0')).parsed)).toEqual([
      'a/package.json',
      'a/b/package.json',
    ]);
  });
});

const denoLock = (specifiers: object, dependencies: readonly string[]): string =>
  JSON.stringify({ version: '5', specifiers, workspace: { dependencies } }, null, 1);

describe('deno', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    [
      'agreement',
      denoLock({}, ['npm:left@1', 'jsr:@std/path@~0.5.3']),
      { 'deno.json': { imports: { a: 'npm:left@^1.0.0', b: 'jsr:@std/path@^0.5.3' } } },
      [],
    ],
    [
      'another range',
      denoLock({}, ['npm:left@1']),
      { 'deno.json': { imports: { a: 'npm:left@2' } } },
      [
        ['drift', ''],
        ['drift', '"npm:left@1"'],
      ],
    ],
    ['no workspace recorded', '{"version":"2"}', { 'deno.json': { imports: { a: 'npm:left@2' } } }, []],
    [
      'a version outside the range',
      denoLock({ 'npm:left@^2': '1.0.0' }, []),
      {},
      [['tampered', '"npm:left@^2": "1.0.0"']],
    ],
    ['a version with peers', denoLock({ 'npm:left@^1': '1.0.0_right@3.0.0' }, []), {}, []],
    [
      'a whole key',
      denoLock({ 'npm:left@^1': 'npm:left@1.0.0_right@3.0.0', 'jsr:@a/b@1': 'jsr:@a/b@1.1.0' }, []),
      {},
      [],
    ],
    [
      'another package',
      denoLock({ 'npm:left@^1': 'npm:evil@1.0.0' }, []),
      {},
      [['tampered', '"npm:left@^1": "npm:evil@1.0.0"']],
    ],
    ['a tag', denoLock({ 'npm:left@latest': '1.0.0' }, []), {}, []],
  ])('%s', (_, text, files, expected) => {
    expect(findings(deno, 'deno.lock', text, files)).toEqual(expected);
  });

  it('asks for the manifests of all projects', () => {
    const text = JSON.stringify({ version: '5', workspace: { members: { b: {} } } });
    expect(deno.files(checked('deno.lock', text).parsed)).toEqual([
      'deno.json',
      'deno.jsonc',
      'package.json',
      'b/deno.json',
      'b/deno.jsonc',
      'b/package.json',
    ]);
  });
});
