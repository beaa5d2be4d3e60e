import { describe, expect, it } from 'vitest';
import { holderOfAddress, isAddress } from './address.ts';

describe('an address', () => {
  it.each([
    'http://evil.example/ms.tgz',
    'http:evil.example/ms.tgz',
    'https:\\\\evil.example\\ms.tgz',
    '\\\\evil.example\\share\\ms.tgz',
    '//evil.example/share/ms.tgz',
    'user@evil.example:x/ms.git',
    ' github:evil/ms',
    '\u0000github:evil/ms',
    'sourcehut:~evil/ms',
    'evil/ms',
    'http://evil.example/ms.tgz || *',
    'npm:ms@^2.0.0::__archiveUrl=http://evil.example/ms.tgz',
    `${'x'.repeat(499)}…`,
  ])('is %j', (text) => {
    expect(isAddress(text)).toBe(true);
  });

  it.each([
    '',
    '*',
    '^1.0.0 || >=2.0.0-rc.1+build <3',
    'latest',
    './tools',
    '/srv/tools.tgz',
    '~/tools',
    'C:\\tools',
    'file:///tools.tgz',
    'link:../tools',
    'workspace:^',
    'catalog:',
    'npm:@acme/tools@^1.0.0',
    'jsr:@acme/tools@1',
  ])('is not %j', (text) => {
    expect(isAddress(text)).toBe(false);
  });
});

describe('who answers for an address', () => {
  it.each([
    ['github:acme/a#1', 'https://github.com/acme/b.git#2'],
    ['acme/a', 'git+ssh://git@github.com/acme/a.git#semver:^1'],
    ['git@git.acme.example:tools/a.git', 'ssh://git@git.acme.example/tools/a.git'],
    [
      'https://cdn.acme.example/sheet-0.20.2/sheet-0.20.2.tgz',
      'https://cdn.acme.example/sheet-0.20.3/sheet-0.20.3.tgz',
    ],
    ['https://cdn.acme.example/a.tgz', 'http:cdn.acme.example/a.tgz'],
  ])('is the same of %s and %s', (a, b) => {
    expect(holderOfAddress(a)).toBe(holderOfAddress(b));
  });

  it.each([
    ['github:acme/a', 'github:evil/a'],
    ['github:acme/a', 'gitlab:acme/a'],
    ['https://cdn.acme.example/a.tgz', 'https://evil.example/a.tgz'],
    ['https://files.example/acme1/a.tgz', 'https://files.example/acme2/a.tgz'],
    ['a:b', 'a:c'],
  ])('is another one of %s and %s', (a, b) => {
    expect(holderOfAddress(a)).not.toBe(holderOfAddress(b));
  });
});
