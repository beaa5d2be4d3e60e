import { describe, expect, it } from 'vitest';
import { versions } from './versions.ts';

const releases = (...list: readonly string[]) => list.map((version) => ({ version }));

describe('versions.satisfies', () => {
  it.each([
    ['1.0', '==1', true],
    ['1.0+cu117', '==1.0', true],
    ['1.0+cu117', '==1.0+cu118', false],
    ['1.0+cu117', '==1.0+cu117', true],
    ['1.0', '==1.0+cu117', false],
    ['1.0', '===1.0', true],
    ['1.0.0', '===1.0', false],
    ['1.0RC1', '===1.0rc1', true],
    ['1!1.0', '>1.0', true],
    ['1.0a1', '<1.0rc1', true],
    ['1.0rc1', '<1.0', false],
    ['1.0.post1', '>1.0', false],
    ['1.0.post1', '>1.0.post0', true],
    ['1', '==1.0.*', true],
    ['1.10', '==1.1.*', false],
    ['1.5', '!=1.4.*', true],
    ['2.2.post3', '~=2.2', true],
    ['3.0', '~=2.2', false],
    ['1.4.9', '~=1.4.5', true],
    ['1.5', '~=1.4.5', false],
    ['1.5', '>=1.0, <2 , !=1.6', true],
    ['1.5', '(>=1.0)', true],
    ['1.5', '', true],
  ])('PEP 440: %s %s is %s', (version, requirement, expected) => {
    expect(versions.satisfies(version, requirement)).toBe(expected);
  });

  it.each([
    ['1.9', '^1.2', true],
    ['2.0', '^1.2', false],
    ['0.3.0', '^0.2.3', false],
    ['0.0.4', '^0.0.3', false],
    ['0.0.9', '^0.0', true],
    ['0.9', '^0', true],
    ['1.3', '~1.2', false],
    ['1.2.9', '~1.2.3', true],
    ['1.9', '~1', true],
    ['1.2', '1.2', true],
    ['1.3', '1.2', false],
    ['1.2.7', '1.2.*', true],
    ['9', '*', true],
    ['2.5', '^1.0 || ^2.0', true],
    ['3.0', '^1.0|^2.0', false],
    ['1.5', '>=1.0 <2.0', true],
    ['1.5', '>= 1.0,< 1.4', false],
    ['1!1.9', '^1!1.2', true],
  ])('Poetry: %s %s is %s', (version, requirement, expected) => {
    expect(versions.satisfies(version, requirement)).toBe(expected);
  });
});

describe('versions.isRequirement', () => {
  it.each(['>=1', '~=1.0', '===anything', '^1', '1.0 || 2.0', '*', '==1.*', ' >=1 '])('accepts %s', (text) => {
    expect(versions.isRequirement(text)).toBe(true);
  });

  it.each([
    'latest',
    '>=',
    '~=1',
    '>=1.*',
    '==1.0.*.1',
    '==1.0a1.*',
    '>=1+local',
    '=>1',
    '^',
    '1 ||',
    `==${'1'.repeat(300)}`,
    '>=1;x',
  ])('rejects %s', (text) => {
    expect(versions.isRequirement(text)).toBe(false);
  });
});

describe('versions.compare', () => {
  it('orders versions, and texts that are none before them', () => {
    const sorted = ['1!0', '1.0.post1', 'zzz', '1.0', '1.0rc1', '1.0.dev1', 'abc', '1.0+1'].sort(versions.compare);
    expect(sorted).toEqual(['abc', 'zzz', '1.0.dev1', '1.0rc1', '1.0', '1.0+1', '1.0.post1', '1!0']);
  });

  it('tells pre-releases', () => {
    expect(['1.0a1', '1.0.dev1', '1.0', '1.0.post1', 'x'].map(versions.isPrerelease)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('versions.choose', () => {
  it.each([
    [undefined, ['1.0', '1.10', '1.9'], '1.10'],
    ['<1.10', ['1.0', '1.10', '1.9'], '1.9'],
    [undefined, ['1.0', '2.0rc1'], '1.0'],
    ['>=1.5', ['1.0', '2.0rc1'], '2.0rc1'],
    ['>=2.0rc1', ['1.0', '2.0rc1', '2.0rc2'], '2.0rc2'],
    ['!=2.0rc1', ['1.0', '2.0rc2'], '1.0'],
    ['>=3', ['1.0'], undefined],
    ['not a requirement', ['1.0'], undefined],
    [undefined, ['not-a-version', '0.1'], '0.1'],
    [undefined, [], undefined],
  ])('%s of %j is %s, as pip chooses', (requirement, list, expected) => {
    expect(versions.choose(requirement, { versions: releases(...list) })).toBe(expected);
  });

  it('takes a yanked release only for a pin that leaves nothing else', () => {
    const list = [{ version: '1.0' }, { version: '2.0', yanked: 'broken' }];
    expect(versions.choose(undefined, { versions: list, latest: '2.0' })).toBe('1.0');
    expect(versions.choose('>=2', { versions: list })).toBeUndefined();
    expect(versions.choose('==2.*', { versions: list })).toBeUndefined();
    expect(versions.choose('==2.0', { versions: list })).toBe('2.0');
    expect(versions.choose('===2.0', { versions: list })).toBe('2.0');
  });
});

it.each([
  [undefined, true],
  ['', true],
  ['*', true],
  ['>=1', true],
  ['>1', true],
  ['>=1,!=1.5', true],
  ['!=1.5', true],
  ['^1 || >=3', true],
  ['==1.0', false],
  ['===1.0', false],
  ['==1.*', false],
  ['~=1.4', false],
  ['<2', false],
  ['<=2', false],
  ['>=1,<2', false],
  ['^1.2', false],
  ['~1.2', false],
  ['1.2', false],
  ['1.2.*', false],
  ['latest', false],
  ['no requirement', false],
])('any later release satisfies %j: %s', (requirement, open) => {
  expect(versions.isOpenEnded(requirement)).toBe(open);
});
