import { expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import type { Finding } from '../model/finding.ts';
import { purl } from '../model/purl.ts';
import { findWays } from './ways.ts';

const [sample] = readReport('pep440').findings as [Finding];
const packageOf = (name: string) => ({ purl: purl('npm', name, '1.0.0'), ecosystem: 'npm', name, version: '1.0.0' });

it('each package of a finding that is told once has its own way', () => {
  const direct = purl('npm', 'direct', '2.0.0');
  const between = purl('npm', 'between', '3.0.0');
  const packages = [
    { package: packageOf('ash'), introducedBy: [direct] },
    { package: packageOf('birch'), introducedBy: [direct, between] },
    { package: packageOf('cedar') },
  ];
  const told: Finding = { ...sample, package: packageOf('ash'), introducedBy: [direct], packages };
  expect(findWays([told]).map(({ steps }) => steps)).toEqual([
    ['direct@2.0.0', 'ash@1.0.0'],
    ['direct@2.0.0', 'between@3.0.0', 'birch@1.0.0'],
  ]);
});
