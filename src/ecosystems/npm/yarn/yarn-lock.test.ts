import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../../test/support/growth.ts';
import type { Dependency, DependencyFile } from '../../../model/dependency.ts';
import { format } from '../formats/yarn-lock.ts';

const parse = (...lines: string[]): DependencyFile =>
  format.parse({ path: 'yarn.lock', text: `${lines.join('\n')}\n` });
const classic = (...lines: string[]): DependencyFile => parse('# yarn lockfile v1', '', ...lines);
const berry = (...lines: string[]): DependencyFile => parse('__metadata:', '  version: 8', '', ...lines);

const only = ({ dependencies }: DependencyFile): Dependency | undefined => {
  expect(dependencies).toHaveLength(1);
  return dependencies[0];
};

/** `name@version -> names@versions`, for all that require something. */
function graph({ dependencies, requires }: DependencyFile): Readonly<Record<string, readonly string[]>> {
  const label = (place: number): string => `${dependencies[place]?.rawName}@${dependencies[place]?.version ?? ''}`;
  return Object.fromEntries(
    (requires?.() ?? []).flatMap((to, from) => (to.length === 0 ? [] : [[label(from), to.map(label)]])),
  );
}

describe('an entry of Yarn 1', () => {
  const sha1 = '0123456789012345678901234567890123456789';
  it.each<[string, string, Partial<Dependency>]>([
    [
      'a@^1',
      `https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#${sha1}`,
      {
        source: { kind: 'registry' },
        resolved: 'https://registry.yarnpkg.com/a/-/a-1.0.0.tgz',
        integrity: [`sha1:${sha1}`],
      },
    ],
    [
      'a@^1',
      'https://registry.yarnpkg.com/evil/-/evil-1.0.0.tgz',
      { name: 'a', source: { kind: 'registry' }, resolved: 'https://registry.yarnpkg.com/evil/-/evil-1.0.0.tgz' },
    ],
    [
      'a@^1',
      'https://npm.acme.example/base/a/-/a-1.0.0.tgz',
      { source: { kind: 'registry', url: 'https://npm.acme.example/base' } },
    ],
    ['a@^1', 'http://files.acme.example/a.tgz', { source: { kind: 'url', url: 'http://files.acme.example/a.tgz' } }],
    [
      'a@^1',
      'https://registry.yarnpkg.com@evil.example/a/-/a-1.0.0.tgz',
      { source: { kind: 'registry', url: 'https://evil.example' } },
    ],
    [
      'a@acme/a',
      `https://codeload.github.com/acme/a/tar.gz/${sha1}`,
      { source: { kind: 'git', url: 'https://github.com/acme/a', ref: sha1 } },
    ],
    [
      'a@x',
      `git+https://git.acme.example/a.git#${sha1}`,
      { source: { kind: 'git', url: 'git+https://git.acme.example/a.git', ref: sha1 } },
    ],
    ['a@x', 'file:./a.tgz', { source: { kind: 'path', path: './a.tgz' } }],
    [
      'alias@npm:@acme/a@^1',
      'https://registry.yarnpkg.com/@acme/a/-/a-1.0.0.tgz',
      { name: '@acme/a', rawName: 'alias' },
    ],
  ])('%s from %s', (pattern, resolved, expected) => {
    expect(only(classic(`"${pattern}":`, '  version "1.0.0"', `  resolved "${resolved}"`))).toMatchObject(expected);
  });

  it('has the hash of its address, beside its own', () => {
    const lines = ['a@1:', '  version "1.0.0"', `  resolved "https://npm.acme.example/a/-/a-1.0.0.tgz#${sha1}"`];
    expect(only(classic(...lines, '  integrity "sha1-AAAA sha512-BBBB"'))?.integrity).toEqual([
      'sha1-AAAA',
      'sha512-BBBB',
      `sha1:${sha1}`,
    ]);
    expect(only(classic(...lines))?.integrity).toEqual([`sha1:${sha1}`]);
    expect(
      only(classic(...lines.slice(0, 2), '  resolved "https://npm.acme.example/a.tgz#1234"'))?.integrity,
    ).toBeUndefined();
  });

  it('is never direct, and requires what its patterns lead to', () => {
    const file = classic(
      'a@1:',
      '  version "1.0.0"',
      '  dependencies:',
      '    b "^1"',
      '    c "2"',
      '  optionalDependencies:',
      '    gone "1"',
      '',
      'b@^1, b@1:',
      '  version "1.5.0"',
      '  dependencies:',
      '    c "1"',
      '',
      'c@1:',
      '  version "1.0.0"',
      '',
      'c@2:',
      '  version "2.0.0"',
    );
    expect(file.dependencies.some(({ direct }) => direct)).toBe(false);
    expect(graph(file)).toEqual({ 'a@1.0.0': ['b@1.5.0', 'c@2.0.0'], 'b@1.5.0': ['c@1.0.0'] });
  });
});

describe('an entry of later Yarns', () => {
  const entry = (pattern: string, resolution: string, ...more: string[]) =>
    berry(`"${pattern}":`, '  version: 1.0.0', `  resolution: "${resolution}"`, ...more);

  it.each<[string, Partial<Dependency>]>([
    ['a@npm:1.0.0', { source: { kind: 'registry' }, version: '1.0.0' }],
    [
      'a@npm:1.0.0::__archiveUrl=https%3A%2F%2Fevil.example%2Fa.tgz',
      { resolved: 'https://evil.example/a.tgz', source: { kind: 'url', url: 'https://evil.example/a.tgz' } },
    ],
    [
      'a@npm:1.0.0::x=1&__archiveUrl=https%3A%2F%2Fnpm.acme.example%2Fa%2F-%2Fa-1.0.0.tgz',
      {
        resolved: 'https://npm.acme.example/a/-/a-1.0.0.tgz',
        source: { kind: 'registry', url: 'https://npm.acme.example' },
      },
    ],
    [
      'a@https://git.acme.example/a.git#workspace=x&commit=abc',
      { source: { kind: 'git', url: 'https://git.acme.example/a.git', ref: 'abc' } },
    ],
    [
      'a@git@git.acme.example:acme/a.git#commit=abc',
      { source: { kind: 'git', url: 'git@git.acme.example:acme/a.git', ref: 'abc' } },
    ],
    ['a@https://files.acme.example/a.tgz', { source: { kind: 'url', url: 'https://files.acme.example/a.tgz' } }],
    ['a@file:./a.tgz#./a.tgz::hash=x&locator=y', { source: { kind: 'path', path: './a.tgz#./a.tgz' } }],
    [
      'a@patch:b@npm%3A1.0.0#./p.patch::version=1.0.0&hash=x',
      {
        name: 'b',
        version: '1.0.0',
        source: { kind: 'registry' },
        resolved: 'patch:b@npm%3A1.0.0#./p.patch::version=1.0.0&hash=x',
      },
    ],
    [
      'a@patch:a@https%3A%2F%2Fgit.acme.example%2Fa.git%23commit=abc#./p.patch',
      { source: { kind: 'git', url: 'https://git.acme.example/a.git', ref: 'abc' } },
    ],
    ['a@patch:a@patch%3Aa@npm%253A1.0.0%23one.patch#two.patch', { name: 'a', source: { kind: 'registry' } }],
    ['a@what:ever', { source: { kind: 'unknown' } }],
  ])('%s', (resolution, expected) => {
    expect(only(entry('a@npm:^1', resolution))).toMatchObject(expected);
  });

  it('keeps the checksum as it is written, and is optional where it has conditions', () => {
    expect(only(entry('a@npm:^1', 'a@npm:1.0.0', '  checksum: 10c0/aaaa'))).toMatchObject({
      integrity: ['10c0/aaaa'],
      scope: 'runtime',
    });
    expect(only(entry('a@npm:^1', 'a@npm:1.0.0', '  conditions: os=darwin'))).toMatchObject({ scope: 'optional' });
  });

  it('is told where the version is not the one of the resolution', () => {
    const file = entry('a@npm:^1', 'a@npm:6.6.6');
    expect(only(file)).toMatchObject({ version: '6.6.6' });
    expect(file.ambiguities?.map(({ reason }) => reason)).toEqual([
      'version is 1.0.0, but resolution says a@npm:6.6.6',
    ]);
  });

  it('is direct where a workspace asks for it, through resolutions and patches too', () => {
    const one = (pattern: string, resolution: string, version: string, ...more: string[]) => [
      `"${pattern}":`,
      `  version: ${version}`,
      `  resolution: "${resolution}"`,
      ...more,
      '',
    ];
    const file = berry(
      ...one(
        'app@workspace:.',
        'app@workspace:.',
        '0.0.0-use.local',
        '  dependencies:',
        '    a: ^1',
        '    b: "npm:^1"',
        '    c: "npm:^1"',
      ),
      ...one('a@npm:^1', 'a@npm:1.0.0', '1.0.0', '  dependencies:', '    b: ^2'),
      ...one('b@npm:9', 'b@npm:9.0.0', '9.0.0', '  peerDependencies:', '    a: "*"'),
      ...one('c@npm:^1', 'c@npm:1.0.0', '1.0.0'),
      ...one('c@patch:c@npm%3A^1#./c.patch', 'c@patch:c@npm%3A1.0.0#./c.patch::version=1.0.0&hash=x', '1.0.0'),
      ...one('d@npm:^1', 'd@npm:1.0.0', '1.0.0'),
    );
    expect(file.dependencies.map(({ name, direct }) => [name, direct])).toEqual([
      ['app', false],
      ['a', true],
      ['b', true],
      ['c', true],
      ['c', true],
      ['d', false],
    ]);
    expect(graph(file)).toEqual({
      'app@': ['a@1.0.0', 'b@9.0.0', 'c@1.0.0', 'c@1.0.0'],
      'a@1.0.0': ['b@9.0.0'],
      'c@1.0.0': ['c@1.0.0'],
    });
  });
});

describe('hostile lockfiles', () => {
  const entry = 'a@1, b@1:\n  version "1.0.0"\n\n';

  it.each([entry, `${entry}\n\n\n  `, 'a:', '<<<<<<<\n=======\n>>>>>>>\n', '"', '\r'])(
    'cost time that grows with their length: %j',
    async (piece) => {
      const write = (size: number) => `# yarn lockfile v1\n${piece.repeat(size / piece.length)}`;
      const read = (text: string): void => {
        try {
          format.parse({ path: 'yarn.lock', text });
        } catch {
          // Refused, which is as good: only the time counts.
        }
      };
      expect(await measureGrowth(write, read, 200_000)).toBeLessThan(nearlyLinear);
    },
  );
});
