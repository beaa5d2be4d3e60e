import { describe, expect, it } from 'vitest';
import type { Format } from '../../../model/ecosystem.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../../../model/lock-check.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { format as packageJson } from '../formats/package-json.ts';
import { format as packageLock } from '../formats/package-lock.ts';
import { format as yarnLock } from '../formats/yarn-lock.ts';
import { check as checkPackageLock } from './package-lock.ts';
import { check as checkYarn } from './yarn.ts';

const checked = (format: Format, path: string, text: string): CheckedFile => ({
  text,
  parsed: format.parse({ path, text }),
});

/** Runs a check with the manifests it asks for and nothing else. */
function run(check: LockCheck, lockfile: CheckedFile, manifests: Readonly<Record<string, object>>) {
  const wanted = check.files(lockfile.parsed);
  const files = Object.entries(manifests).map(
    ([path, content]) => [path, checked(packageJson, path, JSON.stringify(content))] as const,
  );
  expect(wanted).toEqual(expect.arrayContaining(Object.keys(manifests)));
  return check.check(lockfile, new Map(files));
}

const summary = (found: readonly Contradiction[]) =>
  found.map(({ kind, message, confidence }) => `${kind} ${confidence}: ${message}`);

const npm = (packages: object, manifests: Readonly<Record<string, object>>, path = 'package-lock.json') =>
  run(
    checkPackageLock,
    checked(packageLock, path, JSON.stringify({ lockfileVersion: 3, packages }, null, 2)),
    manifests,
  );

describe('the check of package-lock.json', () => {
  const held = { 'node_modules/left-pad': { version: '1.3.0' } };

  it('is silent where the copy is the manifest', () => {
    const sections = { dependencies: { 'left-pad': '^1.0.0' }, peerDependencies: { react: '*' } };
    expect(npm({ '': sections, ...held }, { 'package.json': sections })).toEqual([]);
  });

  it('passes over what optionalDependencies override', () => {
    const copy = { optionalDependencies: { 'left-pad': '^1.1.0' } };
    const manifest = { dependencies: { 'left-pad': '^1.0.0' }, ...copy };
    expect(npm({ '': copy, ...held }, { 'package.json': manifest })).toEqual([]);
  });

  it('tells ranges that differ, and names that one side alone has', () => {
    const found = npm(
      { '': { dependencies: { 'left-pad': '^1.0.0', gone: '1', __proto__: '1' } }, ...held },
      { 'package.json': { dependencies: { 'left-pad': '^1.2.0', fresh: '2' } } },
    );
    expect(summary(found)).toEqual([
      'drift medium: package.json asks for left-pad ^1.2.0 (dependencies), but the lockfile has ^1.0.0',
      'drift medium: package.json asks for fresh 2 (dependencies), but the lockfile does not know of it',
      'drift medium: package.json does not list gone (dependencies), but the lockfile has 1',
    ]);
    expect(found.map(({ related }) => related?.path)).toEqual(['package.json', 'package.json', undefined]);
    expect(new Set(found.map(({ key }) => key)).size).toBe(3);
  });

  it('compares workspaces with their own manifests, below the folder of the lockfile', () => {
    const packages = {
      '': { workspaces: ['packages/*'] },
      'node_modules/lib': { resolved: 'packages/lib', link: true },
      'packages/lib': { name: 'lib', dependencies: { 'left-pad': '^1.0.0' } },
      ...held,
    };
    const found = npm(
      packages,
      { 'app/packages/lib/package.json': { dependencies: { 'left-pad': '^2.0.0' } } },
      'app/package-lock.json',
    );
    expect(summary(found)).toEqual([
      'drift medium: app/packages/lib/package.json asks for left-pad ^2.0.0 (dependencies), but the lockfile has ^1.0.0',
    ]);
  });

  it('calls a version outside the range beside it tampered, but not under overrides, in bundles or for peers', () => {
    const packages = {
      '': { dependencies: { a: '^1.0.0', alias: 'npm:b@^1.0.0', tagged: 'latest', cloned: 'acme/cloned' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '^2.0.0' }, peerDependencies: { alias: '^9' } },
      'node_modules/a/node_modules/b': { version: '3.0.0' },
      'node_modules/alias': { name: 'b', version: '2.0.0-beta.1' },
      'node_modules/tagged': { version: '9.9.9', dependencies: { shipped: '1' } },
      'node_modules/tagged/node_modules/shipped': { version: '2.0.0', inBundle: true },
      'node_modules/cloned': { version: '0.0.1' },
    };
    const manifest = { dependencies: packages[''].dependencies };
    const found = npm(packages, { 'package.json': manifest });
    expect(summary(found)).toEqual([
      'tampered high: "node_modules/alias" holds 2.0.0-beta.1, but the project asks for npm:b@^1.0.0 in the same file',
      'tampered high: "node_modules/a/node_modules/b" holds 3.0.0, but "node_modules/a" asks for ^2.0.0 in the same file',
    ]);
    const text = JSON.stringify({ lockfileVersion: 3, packages }, null, 2);
    expect(found.map(({ location }) => sliceRegion(text, location))).toEqual([
      '"node_modules/alias"',
      '"node_modules/a/node_modules/b"',
    ]);
    expect(npm(packages, { 'package.json': { ...manifest, overrides: { b: '3' } } })).toEqual([]);
    expect(npm(packages, {})).toEqual([]);
  });

  it('calls another package than the one that is asked for tampered, with or without an alias', () => {
    const packages = {
      '': { dependencies: { a: '^1.0.0' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '^1.0.0', alias: 'npm:c@1', fine: 'npm:c@1' } },
      'node_modules/b': { name: 'evil', version: '1.0.0' },
      'node_modules/alias': { version: '1.0.0' },
      'node_modules/fine': { name: 'c', version: '1.0.0' },
    };
    const manifest = packages[''];
    const told = [
      'tampered high: "node_modules/b" holds evil 1.0.0, but "node_modules/a" asks for ^1.0.0 in the same file',
      'tampered high: "node_modules/alias" holds alias 1.0.0, but "node_modules/a" asks for npm:c@1 in the same file',
    ];
    expect(summary(npm(packages, { 'package.json': manifest }))).toEqual(told);
    const others = { x: { 'y@1': { z: '3' } } };
    expect(summary(npm(packages, { 'package.json': { ...manifest, overrides: others } }))).toEqual(told);
    const nested = { a: { 'b@1': 'npm:evil@1', alias: 'npm:alias@1' } };
    expect(npm(packages, { 'package.json': { ...manifest, overrides: nested } })).toEqual([]);
  });

  it('is less sure of a version where anything is overridden', () => {
    const packages = {
      '': { dependencies: { a: '^2.0.0' } },
      'node_modules/a': { version: '1.0.0' },
    };
    expect(summary(npm(packages, { 'package.json': { ...packages[''], overrides: { x: '1' } } }))).toEqual([
      'tampered low: "node_modules/a" holds 1.0.0, but the project asks for ^2.0.0 in the same file',
    ]);
  });

  it('finds what version 1 has at the top and nothing asks for, where it says what packages require', () => {
    const lock = (requires: boolean) =>
      JSON.stringify({
        lockfileVersion: 1,
        ...(requires ? { requires } : {}),
        dependencies: {
          a: { version: '1.0.0', requires: { b: '1' } },
          b: { version: '1.0.0' },
          stray: { version: '1.0.0' },
        },
      });
    const found = (text: string) =>
      summary(
        run(checkPackageLock, checked(packageLock, 'package-lock.json', text), {
          'package.json': { devDependencies: { a: '^1.0.0' } },
        }),
      );
    expect(found(lock(true))).toEqual([
      'drift medium: package-lock.json has stray, although neither package.json nor another package asks for it',
    ]);
    expect(found(lock(false))).toEqual([]);
  });

  it('holds version 1 against the ranges of the manifest', () => {
    const text = JSON.stringify({
      lockfileVersion: 1,
      dependencies: { 'left-pad': { version: '1.3.0' }, cloned: { version: 'git+ssh://git@git.acme.example/x.git#1' } },
    });
    const manifest = {
      dependencies: { 'left-pad': '^2.0.0', cloned: 'acme/cloned' },
      devDependencies: { fresh: '1' },
      peerDependencies: { react: '1' },
    };
    expect(
      summary(run(checkPackageLock, checked(packageLock, 'package-lock.json', text), { 'package.json': manifest })),
    ).toEqual([
      'drift medium: package.json asks for left-pad ^2.0.0 (dependencies), but the lockfile has 1.3.0',
      'drift medium: package.json asks for fresh 1 (devDependencies), but the lockfile does not know of it',
    ]);
  });
});

const yarn = (lines: readonly string[], manifests: Readonly<Record<string, object>>) =>
  run(checkYarn, checked(yarnLock, 'yarn.lock', `${lines.join('\n')}\n`), manifests);

describe('the check of yarn.lock', () => {
  const berry = ['__metadata:', '  version: 8', ''];
  const workspace = (name: string, folder: string, ...ranges: string[]) => [
    `"${name}@workspace:${folder}":`,
    '  version: 0.0.0-use.local',
    `  resolution: "${name}@workspace:${folder}"`,
    ...(ranges.length === 0 ? [] : ['  dependencies:', ...ranges.map((range) => `    ${range}`)]),
    '',
  ];
  const entry = (pattern: string, resolution: string) => [
    `"${pattern}":`,
    '  version: 1.0.0',
    `  resolution: "${resolution}"`,
    '',
  ];

  it('compares workspaces of later Yarns with their manifests', () => {
    const lock = [
      ...berry,
      ...workspace(
        'app',
        '.',
        'a: "npm:^1.0.0"',
        'b: ^2.0.0',
        'c: "npm:^1.0.0"',
        'lib: "workspace:*"',
        'p: "patch:p@npm%3A1.0.0#~/p.patch"',
      ),
      ...workspace('lib', 'packages/lib', 'gone: "npm:^1.0.0"', 'swapped: "https://files.acme.example/swapped.tgz"'),
    ];
    const root = {
      dependencies: { a: '^1.0.0', lib: 'workspace:*', p: 'patch:p@npm%3A1.0.0#./p.patch' },
      devDependencies: { b: '^2.0.0', c: '^1.1.0' },
      optionalDependencies: { fresh: '1' },
    };
    const found = yarn(lock, {
      'package.json': root,
      'packages/lib/package.json': { dependencies: { swapped: '^1.0.0' } },
    });
    expect(summary(found)).toEqual([
      'drift medium: package.json asks for fresh 1 (dependencies), but the lockfile does not know of it',
      'drift medium: package.json asks for c ^1.1.0 (dependencies), but the lockfile has npm:^1.0.0',
      'drift medium: packages/lib/package.json asks for swapped ^1.0.0 (dependencies), but the lockfile has https://files.acme.example/swapped.tgz',
      'drift medium: packages/lib/package.json does not list gone (dependencies), but the lockfile has npm:^1.0.0',
    ]);
    expect(found.map(({ location }) => location.startLine)).toEqual([4, 4, 14, 14]);
  });

  it('calls an entry of later Yarns tampered that leads elsewhere', () => {
    const lock = [
      ...berry,
      ...entry('a@npm:^1.0.0, a@npm:^2.0.0', 'a@npm:1.5.0'),
      ...entry('b@npm:^1.0.0', 'evil@npm:1.0.0'),
      ...entry('alias@npm:c@^1.0.0', 'c@npm:1.0.0'),
      ...entry('tagged@npm:latest', 'tagged@npm:9.0.0'),
      ...entry('early@npm:^1.0.0', 'early@npm:1.1.0-rc.1::__archiveUrl=https%3A%2F%2Ffiles.acme.example%2Fa.tgz'),
    ];
    expect(summary(yarn(lock, {}))).toEqual([
      'tampered high: "a@npm:^2.0.0" leads to a 1.5.0, which it does not ask for',
      'tampered high: "b@npm:^1.0.0" leads to evil 1.0.0, which it does not ask for',
    ]);
  });

  it('calls a range of a package tampered that no entry answers, but under resolutions', () => {
    const asks = (pattern: string) => [
      ...berry,
      ...entry('a@npm:^1.0.0', 'a@npm:1.0.0').slice(0, -1),
      '  dependencies:',
      '    b: "npm:^1.0.0"',
      '    local: ./x.tgz',
      '  peerDependencies:',
      '    peer: "*"',
      '',
      ...entry(pattern, pattern === 'b@npm:^1.0.0' ? 'b@npm:1.0.0' : 'evil@npm:1.0.0'),
    ];
    const alias = 'b@npm:evil@^1.0.0';
    expect(summary(yarn(asks(alias), { 'package.json': {} }))).toEqual([
      'tampered medium: "a@npm:^1.0.0" asks for b npm:^1.0.0, but no entry answers it',
    ]);
    expect(yarn(asks(alias), { 'package.json': {} }).map(({ location }) => location.startLine)).toEqual([13]);
    expect(yarn(asks('b@npm:^1.0.0'), { 'package.json': {} })).toEqual([]);
    expect(yarn(asks(alias), { 'package.json': { resolutions: { 'a/b': 'npm:evil@^1.0.0' } } })).toEqual([]);
  });

  it('asks that Yarn 1 answers every range, and that versions lie in theirs', () => {
    const lock = [
      '# yarn lockfile v1',
      '',
      'a@^1.0.0:',
      '  version "1.0.0"',
      '',
      'b@^1.0.0, b@2.0.0:',
      '  version "2.0.0"',
      '',
      'c@^1.0.0:',
      '  version "3.0.0"',
      '',
    ];
    const manifest = {
      dependencies: { a: '^1.1.0', b: '^1.0.0', member: '*', linked: 'link:../x' },
      resolutions: { '**/b': '2.0.0' },
      workspaces: ['x'],
    };
    expect(summary(yarn(lock, { 'package.json': manifest }))).toEqual([
      'drift medium: package.json asks for a ^1.1.0 (dependencies), but no entry of the lockfile answers it',
      'tampered medium: "c@^1.0.0" leads to c 3.0.0, which it does not ask for',
    ]);
    expect(yarn(lock, {})).toEqual([]);
  });

  it('says nothing of what nobody can read', () => {
    const lockfile = { text: '\u0001', parsed: yarnLock.parse({ path: 'yarn.lock', text: '' }) };
    expect(checkYarn.check(lockfile, new Map())).toEqual([]);
    const broken = {
      text: '{',
      parsed: packageLock.parse({ path: 'package-lock.json', text: '{"lockfileVersion":3}' }),
    };
    expect(checkPackageLock.check(broken, new Map())).toEqual([]);
  });
});

describe('the check of package-lock.json: links', () => {
  const linked = {
    'node_modules/left-pad': { resolved: 'vendor/left-pad', link: true },
    'vendor/left-pad': { version: '1.3.0' },
  };
  const asks = { dependencies: { 'left-pad': '^1.0.0' } };

  it('tells a folder in place of what a registry is asked for', () => {
    expect(summary(npm({ '': asks, ...linked }, { 'package.json': asks }))).toEqual([
      'tampered high: "node_modules/left-pad" is a link to "vendor/left-pad", which is no workspace of the project, but the project asks for ^1.0.0 in the same file',
    ]);
  });

  it.each([
    ['members of the workspace', { ...asks, workspaces: ['vendor/*'] }],
    ['what is asked for by path', { devDependencies: { 'left-pad': 'file:vendor/left-pad' } }],
    ['what is overridden', { ...asks, overrides: { 'left-pad': 'file:vendor/left-pad' } }],
  ])('is silent on %s', (_, manifest) => {
    expect(npm({ '': manifest, ...linked }, { 'package.json': manifest })).toEqual([]);
  });

  it('holds development dependencies against their ranges too', () => {
    const sections = { devDependencies: { 'left-pad': '^1.0.0' } };
    const locked = { '': sections, 'node_modules/left-pad': { version: '0.9.0' } };
    expect(summary(npm(locked, { 'package.json': sections }))).toEqual([
      'tampered high: "node_modules/left-pad" holds 0.9.0, but the project asks for ^1.0.0 in the same file',
    ]);
  });
});
