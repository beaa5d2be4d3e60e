import { expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createLockReader } from './locked.ts';
import { createReader } from './read.ts';

/** What the lockfiles say of the one line that a change writes. */
async function describeOne(before: Files, after: Files) {
  const source = memorySource(before, { ...before, ...after });
  const discovery = await discoverChanges(source, createReader(formats), formats);
  const [change, ...more] = diffDependencies(discovery, ecosystems);
  const ecosystem = ecosystems.find(({ type }) => type === change?.after?.dependency.ecosystem);
  if (change?.after === undefined || ecosystem === undefined || more.length > 0) throw new Error('not one change');
  return createLockReader(discovery)(change, change.after.dependency, ecosystem);
}

const manifest = (dependencies: Record<string, string>) => JSON.stringify({ name: '@acme/shop', dependencies });

it('takes the version of the nearest lockfile, if it fits what the manifest asks for', async () => {
  const lock = (version: string) =>
    JSON.stringify({
      lockfileVersion: 3,
      packages: { '': { dependencies: { x: '^1.0.0' } }, 'node_modules/x': { version } },
    });
  const before = { 'package.json': manifest({}), 'package-lock.json': lock('1.4.0') };
  const change = (requirement: string) => describeOne(before, { 'package.json': manifest({ x: requirement }) });
  expect((await change('^1.0.0')).lockedVersion).toBe('1.4.0');
  expect((await change('^1.0.0')).lockedOnly).toBe('1.4.0');
  expect((await change('^2.0.0')).lockedVersion).toBeUndefined();
});

it('has nothing that stands alone for what comes from an address', async () => {
  const before = { 'requirements.in': 'x>=1\n', 'requirements.txt': 'x==1.4.0\n    # via -r requirements.in\n' };
  const change = (line: string) => describeOne(before, { 'requirements.in': `${line}\n` });
  expect((await change('x>=1.1')).lockedOnly).toBe('1.4.0');
  expect((await change('x @ git+https://evil.example/x.git')).lockedOnly).toBeUndefined();
});

it.each<[string, Readonly<Record<string, string>>, string | undefined]>([
  ['one version', { 'node_modules/x': '1.4.0' }, '1.4.0'],
  ['one version twice', { 'node_modules/x': '1.4.0', 'web/node_modules/x': '1.4.0' }, '1.4.0'],
  ['two versions that fit', { 'node_modules/x': '1.4.0', 'web/node_modules/x': '1.5.0' }, undefined],
  ['another one than is asked for', { 'node_modules/x': '3.0.0' }, undefined],
  ['nothing', {}, undefined],
])('was, in the base, what the lockfile fixed for its line: %s', async (_, entries, version) => {
  const packages = Object.fromEntries(Object.entries(entries).map(([path, one]) => [path, { version: one }]));
  const dependencies = { x: '^1.0.0' };
  const own = { '': { dependencies, workspaces: ['web'] }, web: { version: '1.0.0', dependencies } };
  const lock = JSON.stringify({ lockfileVersion: 3, packages: { ...own, ...packages } });
  const before = { 'package.json': manifest(dependencies), 'package-lock.json': lock };
  const subject = await describeOne(before, { 'package.json': manifest({ x: '^1.6.0' }) });
  expect(subject.lockedBefore).toBe(version);
});
