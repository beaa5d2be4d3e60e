import { expect, it } from 'vitest';
import { privateRegistry, publicRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { PackageFact } from '../../model/registry.ts';
import { rule } from './index.ts';

const present = (patch: Partial<PackageFact>) => ({
  package: {
    state: 'present' as const,
    value: { name: 'left-pad', status: 'active', versions: [], removedVersions: [], ...patch } satisfies PackageFact,
  },
});
const versions = [{ version: '1.0.0' }, { version: '1.3.0' }];

it.each([
  ['unpublished', 'high', 'enables', 'anybody may take the name'],
  ['security-placeholder', 'critical', 'indicates', 'empty security placeholder'],
  ['quarantined', 'critical', 'indicates', 'serves none of its files'],
] as const)('grades %s as %s', (status, severity, stance, words) => {
  const drafts = runRule(rule, { facts: present({ status, statusReason: 'because' }) });
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({ severity, message: expect.stringContaining(words) });
  expect(drafts[0]?.cause).toMatchObject({ anyVersion: true });
  expect(drafts[0]?.message).toMatch(/ It says: "because"\.$/);
  expect((drafts[0]?.atlas ?? rule.meta.atlas).techniques).toEqual([
    { id: 'AML.T0010.001', basis: 'asserted', stance },
  ]);
});

it('says which version existed and which to take', () => {
  const facts = present({ versions, removedVersions: ['1.2.0', '1.1.0'] });
  expect(runRule(rule, { subject: { dependency: { version: '1.2.0' } }, facts })).toMatchObject([
    {
      severity: 'high',
      version: '1.2.0',
      message: 'Version 1.2.0 of left-pad existed and was removed from the npm registry.',
      remediation: 'Find out why it was removed, and ask for another version such as 1.0.0.',
    },
  ]);
  expect(runRule(rule, { subject: { dependency: { version: '1.2.0' } }, facts })[0]?.cause).toBeUndefined();
});

it.each<[string, RuleInput['subject'], Partial<PackageFact>]>([
  ['a living package', {}, { versions }],
  [
    'a version that was published again',
    { dependency: { version: '1.3.0' } },
    { versions, removedVersions: ['1.3.0'] },
  ],
  [
    'a requirement that another version satisfies',
    { dependency: { requirement: '^1' } },
    { versions, removedVersions: ['1.1.0'] },
  ],
  ['a tag', { dependency: { requirement: 'next' } }, { versions, removedVersions: ['1.1.0'] }],
  ['an own package', { own: true }, { status: 'unpublished' }],
  ['a path', { registries: [] }, { status: 'quarantined' }],
  ['an archived package', {}, { status: 'archived', versions }],
  [
    'a version that a second registry may have',
    { dependency: { version: '1.1.0' }, registries: [privateRegistry, publicRegistry] },
    { versions, removedVersions: ['1.1.0'] },
  ],
])('is silent for %s', (_, subject = {}, pkg) => {
  expect(runRule(rule, { subject, facts: present(pkg) })).toEqual([]);
});
