import { describe, expect, it } from 'vitest';
import { readMatchSpec } from './match-spec.ts';
import { versions } from './versions.ts';

describe('conda versions', () => {
  // The order that conda documents (conda, `models/version.py`, VersionOrder).
  const ordered = [
    ...[
      '0.4',
      '0.4.1.rc',
      '0.4.1',
      '0.5a1',
      '0.5b3',
      '0.5C1',
      '0.5',
      '0.9.6',
      '0.960923',
      '1.0',
      '1.1dev1',
      '1.1_',
      '1.1a1',
    ],
    ...[
      '1.1.0dev1',
      '1.1.a1',
      '1.1.0rc1',
      '1.1.0',
      '1.1.0post1',
      '1.1post1',
      '1996.07.12',
      '1!0.4.1',
      '1!3.1.1.6',
      '2!0.4.1',
    ],
  ];

  it('sort as conda sorts them', () => {
    expect([...ordered].reverse().sort(versions.compare)).toEqual(
      [...ordered].sort((a, b) => versions.compare(a, b) || ordered.indexOf(b) - ordered.indexOf(a)),
    );
    ordered.slice(1).forEach((version, index) => {
      expect(versions.compare(ordered[index] ?? '', version), `${ordered[index]} ${version}`).toBeLessThanOrEqual(0);
    });
  });

  it.each([
    ['1.2.3', '=1.2', true],
    ['1.20', '=1.2', false],
    ['1.2', '==1.2.0', true],
    ['1.2.1', '1.2', false],
    ['1.2.1', '1.2.*', true],
    ['1.2.1', '==1.2.*', true],
    ['1.3', '!=1.2.*', true],
    ['1.5', '>= 1.4 , <2', true],
    ['2.0', '>=1.4,<2', false],
    ['1.2', '1.2|1.4', true],
    ['1.3', '1.2|1.4', false],
    ['1.4.9', '~=1.4.2', true],
    ['1.5', '~=1.4.2', false],
    ['1.2', '=1.2=py_0', true],
    ['1.2.1', '=1.2=py_0', false],
    ['9', '*', true],
    ['9', '', true],
    ['1', '=!!', false],
  ])('%s satisfies %s: %s', (version, requirement, expected) => {
    expect(versions.satisfies(version, requirement)).toBe(expected);
  });
});

describe('match specifications', () => {
  it.each([
    ['numpy=1.26=py_0', { name: 'numpy', requirement: '=1.26=py_0', version: '1.26' }],
    ['python >= 3.8', { name: 'python', requirement: '>= 3.8' }],
    ['conda-forge::x', { name: 'x', channel: 'conda-forge' }],
    ["x[version='>=1,<2', build=b, channel=c]", { name: 'x', channel: 'c', requirement: '>=1,<2' }],
    ['x==1.0', { name: 'x', version: '1.0' }],
  ])('%s', (text, expected) => {
    expect(readMatchSpec(text)).toMatchObject(expected);
  });

  it.each(['', '::', '-x', 'num\u200bpy', 'x=!!', 'x[version=', 'x 1 2 3', "x[a='b]"])('%j is none', (text) => {
    expect(typeof readMatchSpec(text)).toBe('string');
  });
});
