import { expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { withoutInstalled } from './programs.ts';
import { createReader } from './read.ts';

/** Names of what a change adds, once programs of installed packages are taken away. */
async function added(before: Files | null, after: Files): Promise<readonly string[]> {
  const source = memorySource(before, { ...before, ...after });
  const discovery = await discoverChanges(source, createReader(formats), formats);
  const changes = diffDependencies(discovery, ecosystems);
  const { base, head } = discovery;
  const left = withoutInstalled(changes, head, source.hasBase ? base : head);
  return left.flatMap(({ after: one }) => one?.dependency.rawName ?? []);
}

const manifest = (fields: object): Files => ({ 'package.json': JSON.stringify(fields) });
const typescript = manifest({ devDependencies: { typescript: '^5.0.0' } });
const bin = { tool: 'tool.js' };
const npmLock = (fields: object, more = 'node_modules/maker'): Files => ({
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: { '': {}, [more]: { version: '1.0.0', ...fields } },
  }),
});
const bunLock = (key: string): Files => ({
  'bun.lock': JSON.stringify({ lockfileVersion: 1, packages: { [key]: ['maker@1.0.0', '', { bin }, 'sha512-x'] } }),
});
const locked = { ...manifest({}), ...npmLock({ bin }) };
const own = manifest({ name: '@acme/maker', bin });

it.each<[string, Files, string, readonly string[]]>([
  ['a program of a declared package', typescript, 'npx tsc', []],
  ['a declared package by its own name', typescript, 'npx typescript', []],
  ['other clients that look for it first', typescript, 'npm exec tsc; bunx tsc; bun x tsc', []],
  ['a folder of the project', typescript, 'cd web && npx tsc', []],
  ['the same where it is not declared', manifest({}), 'npx tsc', ['tsc']],
  ['one that only overrides speak of', manifest({ overrides: { typescript: '5.0.0' } }), 'npx tsc', ['tsc']],
  ['a version', typescript, 'npx tsc@latest', ['tsc']],
  ['a package beside the program', typescript, 'npx -p tsc tsc', ['tsc']],
  ['clients that always fetch', typescript, 'pnpm dlx tsc; yarn dlx tsc; pnpx tsc', ['tsc', 'tsc', 'tsc']],
  ['another folder', typescript, 'cd /tmp && npx tsc', ['tsc']],
  ['another prefix', typescript, 'npx --prefix /tmp tsc', ['tsc']],
  ['a program that the lockfile records', locked, 'npx tool', []],
  ['a program of one file, without the scope', npmLock({ bin: 'x.js' }, 'node_modules/@acme/tool'), 'npx tool', []],
  ['a program below another package', npmLock({ bin }, 'node_modules/a/node_modules/maker'), 'npx tool', ['tool']],
  ['a program that bun.lock records', bunLock('maker'), 'bunx tool', []],
  ['a program below another package of bun.lock', bunLock('@a/b/maker'), 'bunx tool', ['tool']],
  ['a program of the project itself', own, 'npx tool', []],
])('%s', async (_, before, command, left) => {
  expect(await added({ 'sub/run.sh': '', ...before }, { 'sub/run.sh': `${command}\n` })).toEqual(left);
});

const run = { 'run.sh': 'npx tool\n' };

it.each<[string, Files | null, Files, readonly string[]]>([
  [
    'says that a package brings the program',
    { ...manifest({}), ...npmLock({}) },
    { ...npmLock({ bin }), ...run },
    ['tool'],
  ],
  ['takes the package away', locked, { ...npmLock({ bin }, 'node_modules/other'), ...run }, ['other', 'tool']],
  ['gives the project the program', manifest({ name: 'a' }), { ...own, ...run }, ['tool']],
  [
    'calls the project like the program',
    manifest({}),
    manifest({ name: 'tool', scripts: { a: 'npx tool' } }),
    ['tool'],
  ],
  ['tells readers to run it', own, { 'README.md': '```sh\nnpx tool\n```\n' }, ['tool']],
  ['is all there is', null, { ...locked, ...run }, ['maker']],
])('a change that %s', async (_, before, after, left) => {
  expect([...(await added(before, after))].sort()).toEqual(left);
});
