import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../model/dependency.ts';
import { readSpec, type Spec } from './specs.ts';

function placeOf(source: Source): string {
  if (source.kind !== 'registry') return ` from ${source.kind}`;
  return source.url === undefined ? '' : ` from ${source.url}`;
}

/** The essential facts of a spec in one line. */
function describeSpec(spec: Spec, value: string): string {
  if (spec.kind === 'unknown') return `unknown: ${spec.reason}`;
  const { source } = spec;
  if (spec.kind === 'package') {
    const { name, requirement, version, nameAt, requirementAt } = spec;
    if (nameAt !== undefined) expect(value.startsWith(name, nameAt)).toBe(true);
    if (requirementAt !== undefined) expect(value.startsWith(requirement ?? '', requirementAt)).toBe(true);
    return `${name}@${requirement ?? '?'}${version === undefined ? '' : ` = ${version}`}${placeOf(source)}`;
  }
  if (source.kind === 'git') return `git ${source.url}${source.ref === undefined ? '' : ` at ${source.ref}`}`;
  if (source.kind === 'url') return `url ${source.url}`;
  if (source.kind === 'path') return `path ${source.path}`;
  return `${source.kind}${spec.name === undefined ? '' : ` ${spec.name}`}`;
}

describe('readSpec', () => {
  it.each([
    ['^1.0.0', 'key@^1.0.0'],
    ['1.0.0', 'key@1.0.0 = 1.0.0'],
    [' =v1.0.0 ', 'key@=v1.0.0 = 1.0.0'],
    ['', 'key@'],
    ['*', 'key@*'],
    ['next', 'key@next'],
    ['>=1 <2 || 3.x', 'key@>=1 <2 || 3.x'],
    ['npm:real@^2', 'real@^2'],
    ['NPM:@acme/real@2.0.0', '@acme/real@2.0.0 = 2.0.0'],
    ['npm:real', 'real@?'],
    ['npm:1.0.0', '1.0.0@?'],
    ['npm:^1.0.0', 'key@^1.0.0'],
    ['npm:', 'unknown: an alias of no valid package name'],
    ['npm:a@npm:b@1', 'unknown: neither a version, a range nor a tag'],
    ['user/repo', 'git https://github.com/user/repo'],
    ['user/repo#semver:^1', 'git https://github.com/user/repo at semver:^1'],
    ['github:user/repo#main', 'git https://github.com/user/repo at main'],
    ['gitlab:group/sub/repo', 'git https://gitlab.com/group/sub/repo'],
    ['gist:11081aaa281', 'git https://gist.github.com/11081aaa281'],
    ['git+ssh://git@git.acme.example/a/b.git#v1', 'git git+ssh://git@git.acme.example/a/b.git at v1'],
    ['git://git.acme.example/a', 'git git://git.acme.example/a'],
    ['ssh://git@git.acme.example/a', 'git ssh://git@git.acme.example/a'],
    ['git@git.acme.example:a/b.git', 'git git@git.acme.example:a/b.git'],
    ['https://github.com/user/repo', 'git https://github.com/user/repo'],
    ['https://github.com/user/repo.git#0123abc', 'git https://github.com/user/repo.git at 0123abc'],
    ['https://github.com/user/repo/tree/dev', 'git https://github.com/user/repo at dev'],
    ['https://github.com/user/repo/archive/main.tar.gz', 'url https://github.com/user/repo/archive/main.tar.gz'],
    ['https://gitlab.com/a/b/-/archive/x.tar.gz', 'url https://gitlab.com/a/b/-/archive/x.tar.gz'],
    ['https://evil.example/npm/key', 'url https://evil.example/npm/key'],
    ['HTTP://evil.example/x', 'url HTTP://evil.example/x'],
    ['https://', 'unknown: not a valid address'],
    ['file:../x', 'path ../x'],
    ['link:./x', 'path ./x'],
    ['portal:/x', 'path /x'],
    ['./x', 'path ./x'],
    ['~/x', 'path ~/x'],
    ['c:\\x', 'path c:\\x'],
    ['x.tgz', 'path x.tgz'],
    ['@scope/name', 'path @scope/name'],
    ['a/b/c', 'path a/b/c'],
    ['workspace:*', 'workspace'],
    ['workspace:real@^1', 'workspace real'],
    ['workspace:../x', 'workspace'],
    ['catalog:', 'key@?'],
    ['catalog:react18', 'key@?'],
    ['jsr:@std/path@^1', '@jsr/std__path@^1 from https://npm.jsr.io'],
    ['jsr:^1', 'unknown: a JSR package without its scope'],
    ['jsr:@/', 'unknown: a JSR package without its scope'],
    ['jsr:@std/', 'unknown: a JSR package without its scope'],
    ['jsr:@/path@1', 'unknown: a JSR package without its scope'],
    ['patch:react@npm%3A18.2.0#./react.patch', 'react@18.2.0 = 18.2.0'],
    ['patch:react#./x', 'unknown: a patch of no plain package'],
    ['exec:./gen.js', 'unknown: "exec:" is not a protocol that is understood here'],
    ['runtime:22', 'unknown: "runtime:" is not a protocol that is understood here'],
    ['a b', 'unknown: neither a version, a range nor a tag'],
    ['$' + '{VERSION}', 'unknown: neither a version, a range nor a tag'],
    ['x'.repeat(9_000), 'unknown: longer than 8192 characters'],
  ])('%j means %s', (value, expected) => {
    expect(describeSpec(readSpec('key', value), value)).toBe(expected);
  });

  it('takes the JSR package from the key where the value gives only a range', () => {
    expect(describeSpec(readSpec('@std/path', 'jsr:^1'), 'jsr:^1')).toBe('@jsr/std__path@^1 from https://npm.jsr.io');
  });

  it('answers for any text, and what it calls a requirement stands where it says', () => {
    const piece = fc.constantFrom(
      'npm:',
      'a',
      '@',
      '/',
      '#',
      ':',
      '^1',
      ' ',
      'git+',
      'https://',
      '%',
      'patch:',
      '.tgz',
      '__proto__',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 10 }).map((all) => all.join('')),
        (value) => {
          expect(describeSpec(readSpec('__proto__', value), value)).not.toBe('');
        },
      ),
    );
  });
});
