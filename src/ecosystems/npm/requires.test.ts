import { expect, it } from 'vitest';
import { decodeDetails } from './release-details.ts';

const requiresOf = (manifest: object): object => ({ ...decodeDetails(manifest).content?.requires });

it.each<[string, object, object]>([
  ['an alias as what it stands for', { dayjs: 'npm:easy-day-js@^1.0.0' }, { 'easy-day-js': '^1.0.0' }],
  ['an alias of any version', { dayjs: 'npm:easy-day-js' }, { 'easy-day-js': '' }],
  ['an alias of the name itself', { dayjs: 'npm:dayjs@^1.0.0' }, { dayjs: '^1.0.0' }],
  ['an entry of a catalog as it is written', { tools: 'catalog:' }, { tools: 'catalog:' }],
  ['what stands behind many blanks', { tools: `${' '.repeat(600)}github:evil/ms` }, { tools: 'github:evil/ms' }],
  ['what is too long as cut', { tools: 'x'.repeat(600) }, { tools: `${'x'.repeat(499)}…` }],
  ['an address as it is written', { tools: 'github:acme/tools#79ac49e' }, { tools: 'github:acme/tools#79ac49e' }],
  ['a path', { tools: 'file:./tools' }, { tools: 'file:./tools' }],
  ['what is no text', { tools: 1 }, { tools: '' }],
])('reads %s', (_, dependencies, expected) => {
  expect(requiresOf({ dependencies })).toEqual(expected);
});

it('reads what is optional, too, and of two the first', () => {
  expect(
    requiresOf({
      dependencies: { 'string-width': '^5.0.0', 'string-width-cjs': 'npm:string-width@^4.0.0' },
      optionalDependencies: { '@acme/setup': 'github:acme/router#79ac49e' },
      peerDependencies: { react: '^19.0.0' },
    }),
  ).toEqual({ 'string-width': '^5.0.0', '@acme/setup': 'github:acme/router#79ac49e', react: '^19.0.0' });
});

const address = 'http://evil.example/ms.tgz';

it.each<[string, object, string]>([
  ['the optional one, as npm does', { dependencies: { ms: '^2' }, optionalDependencies: { ms: address } }, address],
  ['no peer', { dependencies: { ms: '^2' }, peerDependencies: { ms: '^1' } }, '^2'],
  ['the address, whichever key stands first', { dependencies: { a: 'npm:ms@^2', ms: address } }, address],
  ['the address, whichever key stands last', { dependencies: { ms: address, z: 'npm:ms@^2' } }, address],
  [
    'an address that could be read as a range',
    { dependencies: { a: 'npm:ms@^2', ms: `${address} || *` } },
    `${address} || *`,
  ],
  [
    'the address, where an optional one is harmless',
    { dependencies: { ms: address }, optionalDependencies: { ms: '^2' } },
    address,
  ],
  ['what the registry has, beside a path', { dependencies: { ms: 'file:./ms', z: 'npm:ms@^2' } }, '^2'],
  ['what the registry has, beside an entry of a catalog', { dependencies: { ms: 'catalog:', z: 'npm:ms@^2' } }, '^2'],
  ['the first of two requirements', { dependencies: { ms: '^2', z: 'npm:ms@^1' } }, '^2'],
])('of two of one name takes %s', (_, manifest, expected) => {
  expect(requiresOf(manifest)).toEqual({ ms: expected });
});
