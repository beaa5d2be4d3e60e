import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { startOf } from '../../model/location.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { rule } from './index.ts';

const twin = {
  state: 'present',
  value: { name: '@acme/utils', status: 'active', versions: [{ version: '9.0.0' }], removedVersions: [] },
} as const;

it.each<[string, DependencySubject['claimLost'], RegExp]>([
  ['took the line away', { isGone: true }, /\(\.npmrc:1 sent it to npm\.acme\.example before this change\), but /],
  [
    'is for another client',
    { unreadBy: 'Yarn' },
    /sends it to npm\.acme\.example, but Yarn does not read that file\), but /,
  ],
])('says why the line does not hold: the change %s', (_, claimLost, said) => {
  const claimedBy = {
    ecosystem: 'npm',
    url: 'https://npm.acme.example/',
    role: 'explicit',
    location: startOf('.npmrc'),
  } as const;
  const subject = { dependency: { name: '@acme/utils' }, claimedBy, ...(claimLost && { claimLost }) };
  expect(runRule(rule, { subject, facts: { 'public-twin': twin } })[0]?.message).toMatch(said);
});
