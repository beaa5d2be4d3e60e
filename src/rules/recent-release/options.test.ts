import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../test/support/rules.ts';
import { OptionError } from '../../model/rule.ts';
import { gradesFor, readOptions } from './options.ts';

const low = [{ under: '1h', severity: 'low' }];
const medium = [{ under: '1h', severity: 'medium' }];

const severityFor = (packages: Record<string, unknown>, name: string, ecosystem = 'npm') =>
  gradesFor(subjectOf({ dependency: { name, ecosystem } }).dependency, readOptions({ packages }))[0]?.severity ?? 'off';

describe('packages', () => {
  it.each([
    [{ 'pkg:npm/axios': 'off' }, 'axios', 'off'],
    [{ 'pkg:npm/axios': 'off' }, 'axios-mock', 'high'],
    [{ 'pkg:npm/@acme/*': 'off' }, '@acme/button', 'off'],
    [{ 'pkg:npm/%40acme/*': 'off' }, '@acme/button', 'off'],
    [{ 'pkg:npm/@acme/*': 'off' }, '@acmeother/button', 'high'],
    [{ 'pkg:npm/*': low, 'pkg:npm/@acme/*': 'off' }, '@acme/button', 'off'],
    [{ 'pkg:npm/@acme/*': 'off', 'pkg:npm/@acme/core-*': medium }, '@acme/core-x', 'medium'],
    [{ 'pkg:npm/a*b*c': 'off' }, 'a-b-b-c', 'off'],
    [{ 'pkg:npm/a*b*c': 'off' }, 'a-c', 'high'],
    [{ 'pkg:npm/ab*ba': 'off' }, 'aba', 'high'],
    [{ 'pkg:pypi/axios': 'off' }, 'axios', 'high'],
  ])('%j decides on %s', (packages, name, severity) => {
    expect(severityFor(packages, name)).toBe(severity);
  });

  it.each([
    [[], 'packages'],
    ['off', 'packages'],
    [{ axios: 'off' }, 'packages.axios'],
    [{ 'pkg:npm/axios@1.0.0': 'off' }, 'packages.pkg:npm/axios@1.0.0'],
    [{ 'pkg:npm/axios': 'on' }, 'packages.pkg:npm/axios'],
    [{ 'pkg:npm/axios': null }, 'packages.pkg:npm/axios'],
    [{ 'pkg:npm/axios': [{ under: 'x', severity: 'low' }] }, 'packages.pkg:npm/axios[0].under'],
  ])('%j names the key that is wrong', (packages, key) => {
    expect(() => readOptions({ packages })).toThrow(expect.objectContaining({ constructor: OptionError, key }));
  });

  it('takes time linear in the name for a pattern full of stars', () => {
    const pattern = `pkg:npm/${'a*'.repeat(140)}`;
    expect(severityFor({ [pattern]: 'off' }, `${'a'.repeat(100_000)}b`)).toBe('off');
  });
});

it('replaces the default grades', () => {
  expect(readOptions({ grades: low }).grades).toEqual([{ under: 3_600_000, severity: 'low' }]);
  expect(() => readOptions({ grade: low })).toThrow(expect.objectContaining({ key: 'grade' }));
});
