import { describe, expect, it } from 'vitest';
import { type Era, eraOf, keyOfReference, readKey, suffixStart } from './keys.ts';
import { nameInSelector } from './workspace-dependencies.ts';

const nothing = { version: undefined, address: undefined, host: undefined, alias: undefined };

describe('readKey', () => {
  it.each<[Era, string, object]>([
    [5, '/left/1.0.0', { name: 'left', nameAt: 1, version: '1.0.0' }],
    [5, '/@acme/left/1.0.0_right@2.0.0+deep@1.0.0', { name: '@acme/left', nameAt: 1, version: '1.0.0' }],
    [5, '/left/1.0.0/right@2.0.0', { name: 'left', nameAt: 1, version: '1.0.0' }],
    [
      5,
      'npm.acme.example/@acme/left/1.0.0',
      { name: '@acme/left', nameAt: 17, version: '1.0.0', host: 'npm.acme.example' },
    ],
    [5, 'github.com/owner/left/0123456', { name: undefined, nameAt: 0, address: 'github.com/owner/left/0123456' }],
    [5, 'file:../left', { name: undefined, nameAt: 0, address: 'file:../left' }],
    [6, '/left@1.0.0(right@2.0.0(deep@1.0.0))(x@1.0.0)', { name: 'left', nameAt: 1, version: '1.0.0' }],
    [6, '/@acme/left@1.0.0-rc.1+build', { name: '@acme/left', nameAt: 1, version: '1.0.0-rc.1+build' }],
    [
      6,
      'npm.acme.example:8080/left@1.0.0',
      { name: 'left', nameAt: 22, version: '1.0.0', host: 'npm.acme.example:8080' },
    ],
    [9, 'left@1.0.0', { name: 'left', nameAt: 0, version: '1.0.0' }],
    [9, '@acme/left@1.0.0(right@2.0.0)', { name: '@acme/left', nameAt: 0, version: '1.0.0' }],
    [9, 'left@work:1.0.0', { name: 'left', nameAt: 0, version: '1.0.0', alias: 'work' }],
    [9, 'node@runtime:26.0.0', { name: 'node', nameAt: 0, version: '26.0.0' }],
    [
      9,
      'left@file:packages/(group)/left(right@1.0.0)',
      { name: 'left', nameAt: 0, address: 'file:packages/(group)/left' },
    ],
    [
      9,
      'left@https://files.acme.example/left@1.0.0.tgz',
      { name: 'left', nameAt: 0, address: 'https://files.acme.example/left@1.0.0.tgz' },
    ],
    [
      9,
      'dist#v3.3.0@https://files.acme.example/x',
      { name: 'dist#v3.3.0', nameAt: 0, address: 'https://files.acme.example/x' },
    ],
    [9, 'left', { name: undefined, nameAt: 0, address: 'left' }],
    [9, '', { name: undefined, nameAt: 0, address: '' }],
    [9, '@acme', { name: undefined, nameAt: 0, address: '@acme' }],
    [9, '__proto__@1.0.0', { name: '__proto__', nameAt: 0, version: '1.0.0' }],
  ])('reads version %s: %s', (era, key, expected) => {
    expect(readKey(key, era)).toEqual({ ...nothing, ...expected });
  });

  it('finds the name where it says', () => {
    expect('npm.acme.example/@acme/left/1.0.0'.slice(17)).toBe('@acme/left/1.0.0');
  });

  it.each([
    ['a@1', 3],
    ['a@1(b@1)', 3],
    ['a@1(b@1(c@1))(d@1)', 3],
    ['a@1)', 4],
    ['(a)b(c)', 4],
    ['a(b))', 5],
    [`${'('.repeat(100_000)}`, 100_000],
    [`${')'.repeat(100_000)}`, 100_000],
  ])('finds the groups at the end of %#', (key, expected) => {
    expect(suffixStart(key)).toBe(expected);
  });
});

it.each<[Era, string, string, string | undefined]>([
  [5, 'left', '1.0.0_right@2.0.0', '/left/1.0.0_right@2.0.0'],
  [5, 'left', '/real/1.0.0', '/real/1.0.0'],
  [5, 'left', 'link:../left', undefined],
  [5, 'left', 'file:left', 'file:left'],
  [6, 'left', '1.0.0(@acme/right@2.0.0)', '/left@1.0.0(@acme/right@2.0.0)'],
  [6, 'left', '/@acme/real@1.0.0', '/@acme/real@1.0.0'],
  [6, 'left', 'github.com/owner/left/0123456', 'github.com/owner/left/0123456'],
  [9, 'left', '1.0.0(right@2.0.0)', 'left@1.0.0(right@2.0.0)'],
  [9, 'left', 'real@1.0.0', 'real@1.0.0'],
  [9, 'left', '@acme/real@1.0.0', '@acme/real@1.0.0'],
  [9, 'left', 'file:left', 'left@file:left'],
  [9, 'left', 'https://x@files.acme.example/left.tgz', 'left@https://x@files.acme.example/left.tgz'],
  [9, 'left', 'link:', undefined],
])('a reference of version %s from %s to %s is %s', (era, name, reference, expected) => {
  expect(keyOfReference(name, reference, era)).toBe(expected);
});

it.each([
  ['5', 5],
  ['5.4', 5],
  ['6.1', 6],
  ['7.0', 9],
  ['9.0', 9],
  [undefined, 9],
  ['x', 9],
])('version %s is written as in %s', (version, expected) => {
  expect(eraOf(version)).toBe(expected);
});

it.each([
  ['left', 'left', 0],
  ['left@>=1 <2', 'left', 0],
  ['parent@1>child@>=2', 'child', 9],
  ['@acme/parent>@acme/child', '@acme/child', 13],
  ['left@1 || >2', 'left', 0],
  ['>left', '>left', 0],
])('the selector %s is of %s', (key, name, at) => {
  expect(nameInSelector(key)).toEqual({ name, at });
});
