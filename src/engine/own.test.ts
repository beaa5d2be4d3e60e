import { expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { names as bundledNames } from '../app/names.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { absent } from '../model/fact.ts';
import type { ChangeSource } from '../model/ports.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createClaimer } from './own.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';
import { describeSubjects } from './subjects.ts';

const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);
const manifest = (name: string, dependencies = {}) => JSON.stringify({ name, dependencies });

/** What is claimed where no registry knows any name. */
async function claim(before: Files, after: Files, listing: (source: ChangeSource) => ChangeSource = (one) => one) {
  const source = listing(memorySource(before, { ...before, ...after }));
  const reader = createReader(formats);
  const discovery = await discoverChanges(source, reader, formats);
  const registries = createRegistryBook(defaultPolicy, []);
  const context = {
    discovery,
    registries,
    ecosystems,
    policy: defaultPolicy,
    owner: undefined,
    claims: [],
    publishesPublicly: bundledNames.publishesPublicly,
  };
  const subjects = describeSubjects(diffDependencies(discovery, ecosystems), context);
  const facts = { fact: () => absent('nobody has it', 'npm.acme.example') };
  const claimer = createClaimer({ source, reader, formats, ecosystems });
  const claimed = await claimer.claim(subjects, facts);
  const notifications = claimer.notes();
  const own = claimed.filter((one) => one.own).map(({ dependency }) => dependency.name);
  return { own, said: notifications.map(({ message }) => message) };
}

const before = { 'app/package.json': manifest('app'), 'libs/acme-tools/package.json': manifest('acme-tools') };
const after = { 'app/package.json': manifest('app', { 'acme-tools': '^1.0.0', 'acme-other': '^1.0.0' }) };

it('claims what a manifest of the trusted side declares, wherever it stands', async () => {
  expect(await claim(before, after)).toEqual({ own: ['acme-tools'], said: [] });
});

it('claims nothing that only the head declares', async () => {
  const decoy = { ...after, 'libs/decoy/package.json': manifest('acme-other') };
  expect((await claim(before, decoy)).own).toEqual(['acme-tools']);
});

it('says where manifests may be missing', async () => {
  const partly = (source: ChangeSource): ChangeSource => ({
    ...source,
    policy: {
      ...source.policy,
      entries: async (wanted) => ({ ...(await source.policy.entries(wanted)), partial: 'the tree came in parts' }),
    },
  });
  const { own, said } = await claim(before, after, partly);
  expect(own).toEqual(['acme-tools']);
  expect(said).toEqual([expect.stringMatching(/a package of this repository .*: the tree came in parts/)]);
});

it('reads a bounded number of manifests, and says so', async () => {
  const many = Object.fromEntries(Array.from({ length: 5001 }, (_, n) => [`p/${n}/package.json`, manifest(`p${n}`)]));
  const { said } = await claim({ ...many, ...before }, after);
  expect(said).toEqual([expect.stringContaining('only 5000 of 5003 manifests')]);
});
