import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReleaseFact } from '../../model/registry.ts';
import { readRequirement, versions } from './versions.ts';

const release = (text: string): ReleaseFact =>
  text.startsWith('!') ? { version: text.slice(1), deprecated: 'broken' } : { version: text };
const releases = (...texts: string[]): readonly ReleaseFact[] => texts.map(release);

describe('versions.choose', () => {
  it.each([
    ['^1.0.0', releases('1.0.0', '1.2.0', '2.0.0'), '2.0.0', '1.2.0'],
    ['^1.0.0', releases('1.0.0', '1.2.0', '1.3.0'), '1.2.0', '1.2.0'],
    ['^1.0.0', releases('1.0.0', '!1.2.0'), '1.2.0', '1.0.0'],
    ['^1.0.0', releases('!1.0.0', '!1.2.0'), '1.0.0', '1.2.0'],
    ['*', releases('1.0.0', '2.0.0-beta.1'), '2.0.0-beta.1', '2.0.0-beta.1'],
    ['', releases('1.0.0', '2.0.0'), '1.0.0', '1.0.0'],
    [undefined, releases('1.0.0', '2.0.0'), undefined, '2.0.0'],
    ['latest', releases('1.0.0', '2.0.0'), '1.0.0', '1.0.0'],
    ['latest', releases('1.0.0'), undefined, undefined],
    ['next', releases('1.0.0'), '1.0.0', undefined],
    ['1.2.3', releases('1.2.3', '2.0.0'), '2.0.0', '1.2.3'],
    ['=v1.2.3', releases('1.2.3'), undefined, '1.2.3'],
    ['1.2.4', releases('1.2.3'), '1.2.3', undefined],
    ['>=9', releases('1.0.0'), '1.0.0', undefined],
    ['>=2.0.0-alpha', releases('1.0.0', '2.0.0-beta.1'), '1.0.0', '2.0.0-beta.1'],
    ['^1', releases('1.0.0', '1.10.0', '1.9.0'), undefined, '1.10.0'],
    ['not a tag', releases('1.0.0'), '1.0.0', undefined],
    ['*', releases(), '1.0.0', undefined],
  ])('%j of %j with latest %j is %j', (requirement, all, latest, chosen) => {
    expect(versions.choose(requirement, { versions: all, ...(latest === undefined ? {} : { latest }) })).toBe(chosen);
  });
});

it('takes the version that a tag stands for, whatever the tag is called', () => {
  const offer = {
    versions: releases('1.0.0', '2.0.0-rc.1'),
    latest: '1.0.0',
    tags: { next: '2.0.0-rc.1', gone: '3.0.0' },
  };
  expect(versions.choose('next', offer)).toBe('2.0.0-rc.1');
  expect(versions.choose('gone', offer)).toBeUndefined();
  expect(versions.choose('constructor', offer)).toBeUndefined();
});

describe('versions', () => {
  it('sorts what is no version first, by text, and prereleases before their release', () => {
    const sorted = ['1.10.0', 'x', '1.9.0', '1.10.0-rc.1', 'a', 'v1.9.1'].toSorted(versions.compare);
    expect(sorted).toEqual(['a', 'x', '1.9.0', 'v1.9.1', '1.10.0-rc.1', '1.10.0']);
  });

  it.each([
    ['1.2.3', '^1.0.0', true],
    ['2.0.0', '^1.0.0', false],
    ['1.2.3', '', true],
    ['1.2.3', 'latest', false],
    ['1.2.3', 'v1.2.3', true],
    ['1.0.0-rc.1', '^1.0.0-rc.0', true],
    ['rubbish', '*', false],
  ])('%j satisfies %j: %s', (version, requirement, expected) => {
    expect(versions.satisfies(version, requirement)).toBe(expected);
  });

  it.each([
    ['1.0.0', true],
    ['^1 || >=2 <3', true],
    ['', true],
    ['next', true],
    ['catalog:', false],
    ['a b', false],
    ['^1'.repeat(5_000), false],
  ])('%j is a requirement: %s', (requirement, expected) => {
    expect(versions.isRequirement(requirement)).toBe(expected);
  });

  it('tells prereleases', () => {
    expect([versions.isPrerelease('1.0.0-rc.1'), versions.isPrerelease('1.0.0'), versions.isPrerelease('x')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        versions.satisfies(a, b);
        readRequirement(a);
        expect(Math.sign(versions.compare(a, b)) + Math.sign(versions.compare(b, a))).toBe(0);
      }),
    );
  });
});

it.each([
  [undefined, true],
  ['', true],
  ['*', true],
  ['x', true],
  ['latest', true],
  ['next', true],
  ['>=1', true],
  ['>1.0.0', true],
  ['>=1 >=2', true],
  ['^1 || >=3', true],
  ['1.2.3', false],
  ['=1.2.3', false],
  ['v1.2.3', false],
  ['1', false],
  ['1.x', false],
  ['^1.0.0', false],
  ['~1.0.0', false],
  ['<2', false],
  ['>=1 <3', false],
  ['>=1.0.0 <=2.0.0', false],
  ['1.0.0 - 2.0.0', false],
  ['^1 || ^2', false],
  ['1.2.3 || 1.2.4', false],
  ['not a tag', false],
])('any later release satisfies %j: %s', (requirement, open) => {
  expect(versions.isOpenEnded(requirement)).toBe(open);
});

it('calls a requirement bounded only where a very late release does not satisfy it', () => {
  const part = fc.constantFrom('^', '~', '>=', '>', '<', '<=', '=', '');
  const clause = fc
    .tuple(part, fc.nat(9), fc.nat(9))
    .map(([operator, major, minor]) => `${operator}${major}.${minor}.0`);
  const range = fc.array(fc.array(clause, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(range, (alternatives) => {
      const text = alternatives.map((all) => all.join(' ')).join(' || ');
      if (versions.isRequirement(text)) expect(versions.isOpenEnded(text)).toBe(versions.satisfies('99999.0.0', text));
    }),
  );
});
