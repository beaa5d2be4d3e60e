import { expect, it } from 'vitest';
import { type FactLiterals, runRule } from '../../../test/support/rules.ts';
import type { PackageFact } from '../../model/registry.ts';
import { rule } from './index.ts';

const release = (deprecated?: string): FactLiterals => ({
  release: { state: 'present', value: { version: '1.3.0', ...(deprecated === undefined ? {} : { deprecated }) } },
});
const pkg = (patch: Partial<PackageFact>): FactLiterals => ({
  package: {
    state: 'present',
    value: { name: 'left-pad', status: 'active', versions: [], removedVersions: [], ...patch },
  },
});

it.each<[FactLiterals, string]>([
  [release('use padStart'), 'left-pad 1.3.0 is deprecated; the notice says "use padStart".'],
  [release(''), 'left-pad 1.3.0 is deprecated; no reason is given.'],
  [{ ...release(), ...pkg({ status: 'archived' }) }, 'left-pad is archived; no reason is given.'],
  [pkg({ status: 'deprecated', statusReason: 'moved' }), 'left-pad is deprecated; the notice says "moved".'],
  [
    { ...release('use padStart'), ...pkg({ status: 'deprecated' }) },
    'left-pad 1.3.0 is deprecated; the notice says "use padStart".',
  ],
  [release('n'.repeat(300)), `left-pad 1.3.0 is deprecated; the notice says "${'n'.repeat(200)}…".`],
])('says what is deprecated (%#)', (facts, message) => {
  const drafts = runRule(rule, { facts });
  expect(drafts.map((draft) => draft.message)).toEqual([message]);
});

it.each<[string, FactLiterals]>([
  ['a maintained package', { ...release(), ...pkg({}) }],
  ['a package that only has other deprecated releases', pkg({ versions: [{ version: '1.0.0', deprecated: 'old' }] })],
  ['a quarantined project', pkg({ status: 'quarantined' })],
])('is silent for %s', (_, facts) => {
  expect(runRule(rule, { facts })).toEqual([]);
});

it.each([{ own: true }, { registries: [] }])('is silent for %j', (subject) => {
  expect(runRule(rule, { subject, facts: release('old') })).toEqual([]);
});

it('names the newest release that is maintained', () => {
  const versions = [
    { version: '1.0.0' },
    { version: '1.3.0', deprecated: 'old' },
    { version: '2.0.0' },
    { version: '3.0.0-rc.1' },
    { version: '3.0.0', deprecated: 'broken' },
  ];
  const facts = { ...release('old'), ...pkg({ versions }) };
  expect(runRule(rule, { facts })[0]).toMatchObject({
    remediation:
      'Choose a release that is maintained, of which 2.0.0 is the newest, or a package that takes its place.',
    evidence: [{ fact: 'release' }, { fact: 'package', value: '2.0.0 is not deprecated' }],
  });
});

it('tells what is about the package once, whatever versions are asked for', () => {
  const causes = [pkg({ status: 'archived' }), pkg({ movedTo: { name: 'right-pad', isFree: false } })].map(
    (facts) => runRule(rule, { facts })[0]?.cause,
  );
  for (const cause of causes) expect(cause).toEqual({ key: 'left-pad', name: 'left-pad', anyVersion: true });
  expect(runRule(rule, { facts: release('old') })[0]?.cause).toBeUndefined();
});
