import { expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';

/** A lockfile with these versions of one package, each in a folder of its own. */
const lock = (versions: readonly string[]): Files => ({
  'package-lock.json': JSON.stringify({
    name: 'shop',
    lockfileVersion: 3,
    packages: Object.fromEntries(
      versions.map((version, index) => [`node_modules/a${index}/node_modules/x`, { version }]),
    ),
  }),
});

async function pair(before: readonly string[], after: readonly string[]): Promise<readonly string[]> {
  const source = memorySource(lock(before), lock(after));
  const discovery = await discoverChanges(source, createReader(formats), formats);
  const changes = diffDependencies(discovery, ecosystems);
  return changes.map((one) => `${one.before?.dependency.version} ${one.after?.dependency.version}`).sort();
}

it.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['an update', ['1.0.0'], ['1.1.0'], ['1.0.0 1.1.0']],
  ['a step back', ['2.0.0'], ['1.0.0'], ['2.0.0 1.0.0']],
  [
    'lines of releases',
    ['5.0.7', '1.1.16', '2.1.2'],
    ['1.1.18', '2.1.4', '5.0.9'],
    ['1.1.16 1.1.18', '2.1.2 2.1.4', '5.0.7 5.0.9'],
  ],
  ['a further, older copy', ['7.1.0'], ['6.0.1', '7.2.0'], ['7.1.0 7.2.0', 'undefined 6.0.1']],
  [
    'copies that become one',
    ['1.0.0', '2.0.0', '3.0.0'],
    ['2.5.0'],
    ['1.0.0 undefined', '2.0.0 2.5.0', '3.0.0 undefined'],
  ],
  ['a step back beside an update', ['2.0.0', '3.0.0'], ['1.9.0', '3.1.0'], ['2.0.0 1.9.0', '3.0.0 3.1.0']],
  ['what only moved', ['2.0.0', '1.0.0'], ['1.0.0', '2.0.0'], []],
])('pairs %s', async (_, before, after, expected) => {
  expect(await pair(before, after)).toEqual(expected);
  expect(await pair(before.toReversed(), after)).toEqual(expected);
  expect(await pair(before, after.toReversed())).toEqual(expected);
});

it('takes time linear in the copies of one name, but for their order', async () => {
  const versions = (minor: number) => Array.from({ length: 5_000 }, (_, index) => `${index}.${minor}.0`);
  const changes = await pair(versions(0), versions(1));
  expect(changes).toHaveLength(5_000);
  expect(changes).toContain('4999.0.0 4999.1.0');
}, 10_000);
