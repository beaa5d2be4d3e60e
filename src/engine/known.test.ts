import { expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { knownIn } from './known.ts';
import { createReader } from './read.ts';

/** Whether each package that the change brings in or alters was known before. */
async function askKnown(before: Files, after: Files): Promise<readonly boolean[]> {
  const source = memorySource(before, { ...before, ...after });
  const discovery = await discoverChanges(source, createReader(formats), formats);
  const isKnown = knownIn(discovery.base);
  return diffDependencies(discovery, ecosystems).flatMap((change) =>
    change.after === undefined ? [] : [isKnown(change.after, change.before)],
  );
}

const json = (value: object): string => JSON.stringify({ name: 'shop', version: '1.0.0', ...value });
const npm = (spec: string): string => json({ dependencies: { x: spec } });
const python = { 'requirements.txt': 'x\n' };

it.each<[string, Files, Files]>([
  ['a command in a text', { 'README.md': '```sh\npip install x\n```\n', 'requirements.txt': '' }, python],
  ['a warning', { 'CHANGELOG.md': 'Never do `pip install x`.\n', 'requirements.txt': '' }, python],
  ['instructions for agents', { 'AGENTS.md': 'Run `pip install x` first.\n', 'requirements.txt': '' }, python],
  ['a fixture', { 'test/fixtures/bad/requirements.txt': 'x\n', 'requirements.txt': '' }, python],
  [
    'a fixture of Jest',
    { 'src/__fixtures__/package.json': npm('1'), 'package.json': json({}) },
    { 'package.json': npm('1') },
  ],
  ['an example', { 'examples/a/package.json': npm('1'), 'package.json': json({}) }, { 'package.json': npm('1') }],
  ['constraints', { 'c.txt': 'x<2\n', 'requirements.txt': '-c c.txt\n' }, { 'requirements.txt': '-c c.txt\nx\n' }],
  ['an address', { 'requirements.txt': 'x @ git+https://git.acme.example/x.git\n' }, python],
  ['an override', { 'package.json': json({ overrides: { x: '4' } }) }, { 'package.json': npm('4') }],
  ...['file:./vendor/x', 'workspace:*', 'git+ssh://git@git.acme.example/x.git', 'https://acme.example/x.tgz'].map(
    (spec): [string, Files, Files] => [spec, { 'package.json': npm(spec) }, { 'package.json': npm('1') }],
  ),
])('%s makes no name known', async (_, before, after) => {
  // What samples have is read where they change as well.
  const touched = Object.fromEntries(Object.entries(before).map(([path, text]) => [path, `${text}\n`]));
  expect(await askKnown(before, { ...touched, ...after })).toEqual([false]);
});

it.each<[string, Files, Files]>([
  ['another file', { 'requirements.txt': 'x==1.0\n', 'b/requirements.txt': '' }, { 'b/requirements.txt': 'x\n' }],
  [
    'a script',
    { 'setup.sh': 'pip install x\n', 'requirements.txt': '' },
    { ...python, 'setup.sh': 'pip install x\n# done\n' },
  ],
  [
    'a lockfile',
    {
      'package.json': json({}),
      'package-lock.json': json({ lockfileVersion: 3, packages: { '': {}, 'node_modules/x': { version: '1.0.0' } } }),
    },
    { 'package.json': npm('1') },
  ],
  [
    'the same entry of an example',
    { 'examples/requirements.txt': 'x==1.0\n' },
    { 'examples/requirements.txt': 'x==2.0\n' },
  ],
])('%s makes a name known', async (_, before, after) => {
  expect(await askKnown(before, after)).toEqual([true]);
});

it('tells packages of the same name in other ecosystems apart', async () => {
  const before = { 'package.json': npm('1'), 'requirements.txt': '' };
  expect(await askKnown(before, python)).toEqual([false]);
});
