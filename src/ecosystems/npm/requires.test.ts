import { expect, it } from 'vitest';
import { decodeDetails } from './release-details.ts';

const requiresOf = (manifest: object): object => ({ ...decodeDetails(manifest).content?.requires });

it.each<[string, object, object]>([
  ['an alias as what it stands for', { dayjs: 'npm:easy-day-js@^1.0.0' }, { 'easy-day-js': '^1.0.0' }],
  ['an alias of any version', { dayjs: 'npm:easy-day-js' }, { 'easy-day-js': '' }],
  ['an alias of the name itself', { dayjs: 'npm:dayjs@^1.0.0' }, { dayjs: 'npm:dayjs@^1.0.0' }],
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
