import { expect, it } from 'vitest';
import { now, privateRegistry, publicRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { ReleaseFact } from '../../model/registry.ts';
import { day, hour } from '../durations.ts';
import { rule } from './index.ts';

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();
const release = (age: number) => ({ state: 'present', value: { version: '1.14.1', publishedAt: ago(age) } }) as const;
const versionsOf = (versions: readonly ReleaseFact[]) =>
  ({ state: 'present', value: { name: 'axios', status: 'active', versions, removedVersions: [] } }) as const;

it.each([
  [-hour, 'high'],
  [0, 'high'],
  [24 * hour - 1, 'high'],
  [24 * hour, 'medium'],
  [7 * day - 1, 'medium'],
])('grades an age of %d milliseconds', (age, severity) => {
  const drafts = runRule(rule, { facts: { release: release(age) } });
  expect(drafts).toMatchObject([{ severity, version: '1.14.1' }]);
});

it('says when it will be old enough', () => {
  const drafts = runRule(rule, { subject: { dependency: { name: 'axios' } }, facts: { release: release(3 * hour) } });
  expect(drafts[0]).toMatchObject({
    message:
      'axios 1.14.1 was published 3 hours ago (2026-03-10 09:00 UTC); counts as medium from 2026-03-11 09:00 UTC, old enough from 2026-03-17 09:00 UTC.',
    remediation: 'Wait until the release is old enough.',
    recheckAt: '2026-03-11T09:00:00.000Z',
  });
});

it.each<[string, NonNullable<RuleInput['subject']>['dependency'], string | undefined]>([
  ['the newest settled one', { version: '1.14.1' }, '1.13.0'],
  ['one within a written range', { requirement: '^1.13.0' }, '1.13.0'],
  ['none where the range leaves none', { requirement: '>=1.13.1' }, undefined],
])('names an older version: %s', (_, dependency, settled) => {
  const versions = [
    { version: '1.12.0', publishedAt: ago(90 * day) },
    { version: '1.13.0', publishedAt: ago(30 * day) },
    { version: '1.13.1', publishedAt: ago(20 * day), yanked: 'broken' },
    { version: '1.13.2', publishedAt: ago(20 * day), deprecated: 'broken' },
    { version: '1.14.0-rc.1', publishedAt: ago(20 * day) },
    { version: '1.14.0', publishedAt: ago(2 * day) },
    { version: '1.13.9' },
    { version: '2.0.0', publishedAt: ago(20 * day) },
  ];
  const facts = { release: release(hour), package: versionsOf(versions) };
  const drafts = runRule(rule, { subject: { dependency: { name: 'axios', ...dependency } }, facts });
  const instead = settled === undefined ? '' : `, or take ${settled}, which is old enough already`;
  expect(drafts[0]?.remediation).toBe(`Wait until the release is old enough${instead}.`);
  expect(drafts[0]?.evidence).toHaveLength(settled === undefined ? 1 : 2);
});

it.each<[string, RuleInput]>([
  ['what is old enough', { facts: { release: release(7 * day) } }],
  ['a time that is none', { facts: { release: { state: 'present', value: { version: '1.0.0', publishedAt: '1' } } } }],
  ['an absent release', { facts: { release: { state: 'absent', proof: '404' } } }],
  ['what no registry serves', { subject: { registries: [] }, facts: { release: release(hour) } }],
  [
    'a private package that strangers do not see',
    { subject: { privateBy: 'left-*', registries: [privateRegistry] }, facts: { release: release(hour) } },
  ],
])('is silent for %s', (_, input) => {
  expect(runRule(rule, input)).toEqual([]);
});

it('holds first-party releases and private names that a public registry may serve', () => {
  const facts = { release: release(hour) };
  expect(runRule(rule, { subject: { own: true }, facts })).toHaveLength(1);
  const registries = [privateRegistry, publicRegistry];
  expect(runRule(rule, { subject: { privateBy: 'left-*', registries }, facts })).toHaveLength(1);
});
