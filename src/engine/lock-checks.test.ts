import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { sha256 } from '../text/sha256.ts';
import { discoverChanges } from './discover.ts';
import { checkLockfiles } from './lock-checks.ts';
import { createReader } from './read.ts';

const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);

const lock = (packages: object) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: { '': { dependencies: { a: '^1.0.0' } }, 'node_modules/a': { version: '1.0.0' }, ...packages },
  });
const manifest = { 'package.json': JSON.stringify({ dependencies: { a: '^1.0.0' } }) };

async function contradictions(before: Files, after: Files): Promise<readonly string[]> {
  const reader = createReader(formats);
  const discovery = await discoverChanges(memorySource(before, { ...before, ...after }), reader, formats);
  const found = await checkLockfiles(discovery, reader, ecosystems);
  return found.map(({ contradiction }) => `${contradiction.kind} ${contradiction.message}`);
}

describe('checkLockfiles', () => {
  const clean = { ...manifest, 'package-lock.json': lock({}) };
  const stray = { 'node_modules/stray': { version: '1.0.0' } };

  it('tells an entry that nothing asks for, once it is new', async () => {
    expect(await contradictions(clean, { 'package-lock.json': lock(stray) })).toEqual([
      'drift package-lock.json has stray, although nothing that the project asks for requires it',
    ]);
    const old = { ...manifest, 'package-lock.json': lock(stray) };
    const more = { ...stray, 'node_modules/other': { version: '1.0.0' } };
    expect(await contradictions(old, { 'package-lock.json': lock(more) })).toEqual([
      'drift package-lock.json has other, although nothing that the project asks for requires it',
    ]);
    const moved = { 'node_modules/stray': { version: '2.0.0' } };
    expect(await contradictions(old, { 'package-lock.json': lock(moved) })).toEqual([]);
  });

  it('passes over what some manifest may ask for that was never there', async () => {
    const entry = (name: string) => `${name}@^1.0.0:\n  version "1.0.0"\n\n`;
    const yarn = (...names: readonly string[]) => ({
      'yarn.lock': `# yarn lockfile v1\n\n\n${names.map(entry).join('')}`,
    });
    expect(await contradictions({ ...manifest, ...yarn('a') }, yarn('a', 'b'))).toHaveLength(1);
    expect(await contradictions({ ...manifest, ...yarn('a', 'b') }, yarn('a', 'b', 'c'))).toEqual([]);
  });

  it('tells what the change contradicts, not what contradicted before', async () => {
    const drifted = { 'package.json': JSON.stringify({ dependencies: { a: '^2.0.0' } }) };
    expect(await contradictions(clean, drifted)).toHaveLength(1);
    expect(await contradictions({ ...clean, ...drifted }, { 'package-lock.json': `${lock({})}\n` })).toEqual([]);
  });

  it('tells what a release that was there requires all of a sudden', async () => {
    const entry = (dependencies: object, more = {}) => ({
      'node_modules/a': { version: '1.0.0', dependencies, ...more },
    });
    const evil = { 'node_modules/evil': { version: '1.0.0' } };
    const base = { ...manifest, 'package-lock.json': lock(entry({})) };
    const changed = (packages: object) => ({ 'package-lock.json': lock(packages) });
    expect(await contradictions(base, changed({ ...entry({ evil: '^1.0.0' }), ...evil }))).toEqual([
      'tampered package-lock.json lets a 1.0.0 require evil, which the same release did not require before',
    ]);
    // Another release may require what it likes, and so may what the project asks for.
    expect(
      await contradictions(base, changed({ ...entry({ evil: '^1.0.0' }, { version: '1.0.1' }), ...evil })),
    ).toEqual([]);
    const asked = { dependencies: { a: '^1.0.0', evil: '^1.0.0' } };
    const both = { 'package.json': JSON.stringify(asked), ...changed({ '': asked, ...entry({}), ...evil }) };
    expect(await contradictions(base, both)).toEqual([]);
  });

  it('tells what the change did to a lockfile whose hash does not fit', async () => {
    const pyproject = (names: string) => `[tool.poetry.dependencies]\n${names}`;
    // What Poetry 1.8 hashes of the first (src/poetry/packages/locker.py).
    const hash = sha256('{"dependencies": {"one": "*"}, "dev-dependencies": null, "extras": null, "source": null}');
    const locked = (...names: readonly string[]) =>
      names.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0"\n`).join('') +
      `[metadata]\nlock-version = "2.0"\ncontent-hash = "${hash}"\n`;
    const before = { 'pyproject.toml': pyproject('one = "*"\n'), 'poetry.lock': locked('one') };
    const more = { 'pyproject.toml': pyproject('one = "*"\ntwo = "*"\n') };
    const kinds = async (after: Files) => (await contradictions(before, after)).map((one) => one.split(' ')[0]);
    expect(await kinds({ 'poetry.lock': locked('one') })).toEqual([]);
    expect(await kinds(more)).toEqual(['drift']);
    expect(await kinds({ ...more, 'poetry.lock': locked('one', 'two') })).toEqual(['tampered']);
  });
});
