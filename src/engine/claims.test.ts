import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { TreeListing } from '../model/ports.ts';
import { findClaims } from './claims.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';

const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);

/** A change that asks for a name of a namespace nobody knows, in a repository that has other files besides. */
async function claims(others: Files, listing: Pick<TreeListing, 'incomplete' | 'partial'> = {}, name = '@acme/tool') {
  const before: Files = { 'package.json': '{}', ...others };
  const after: Files = { ...before, 'package.json': `{"dependencies":{"${name}":"1"}}` };
  const plain = memorySource(before, after);
  const policy = {
    ...plain.policy,
    entries: async (...asked: Parameters<typeof plain.policy.entries>) => ({
      ...(await plain.policy.entries(...asked)),
      ...listing,
    }),
  };
  const source = { ...plain, policy };
  const reader = createReader(formats);
  const discovery = await discoverChanges(source, reader, formats);
  const changes = diffDependencies(discovery, ecosystems);
  const world = { source, reader, formats, ecosystems, publishesPublicly: () => name === '@public/tool' };
  const found = await findClaims(changes, discovery, world);
  return { urls: found.claims.map(({ url }) => url), gaps: found.notifications.map(({ message }) => message) };
}

const own = '@acme:registry=https://npm.acme.example/\n';
const many = (count: number): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${String(at).padStart(3, '0')}/.npmrc`, own]));

describe('findClaims', () => {
  it('finds settings of projects that the change does not touch', async () => {
    expect(await claims({ 'other/.npmrc': own })).toEqual({ urls: ['https://npm.acme.example/'], gaps: [] });
  });

  it.each<[string, Files, Pick<TreeListing, 'incomplete' | 'partial'>, RegExp]>([
    ['a tree that was not listed whole', {}, { incomplete: 'the list was cut' }, /may not be told: the list was cut$/],
    ['files that were left out of a large one', {}, { partial: 'a folder was left out' }, /: a folder was left out$/],
    ['settings beyond the limit', many(201), {}, /: only 200 of 201 files of settings are read$/],
    ['settings that cannot be parsed', { 'other/.yarnrc.yml': 'a: [\n' }, {}, /: other\/\.yarnrc\.yml: .+/],
    [
      'settings that are a link out of the repository',
      { 'other/.npmrc': { link: '../../x' } },
      {},
      /: other\/\.npmrc: /,
    ],
  ])('tells of %s', async (_, others, listing, message) => {
    expect((await claims(others, listing)).gaps).toEqual([expect.stringMatching(message)]);
  });

  it('does not look, and has nothing to tell, where the namespace is known to publish', async () => {
    const { urls, gaps } = await claims({ 'other/.npmrc': own }, { incomplete: 'the list was cut' }, '@public/tool');
    expect([urls, gaps]).toEqual([[], []]);
  });
});
