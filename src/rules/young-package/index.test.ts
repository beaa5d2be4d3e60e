import { expect, it } from 'vitest';
import { now, privateRegistry, publicRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { purl } from '../../model/purl.ts';
import type { PackageFact } from '../../model/registry.ts';
import { day } from '../durations.ts';
import { rule } from './index.ts';

const aged = (age: number, patch: Partial<PackageFact> = {}): RuleInput['facts'] => ({
  package: {
    state: 'present',
    value: {
      name: 'easy-day-js',
      status: 'active',
      versions: [{ version: '1.0.0' }],
      removedVersions: [],
      firstPublishedAt: new Date(Date.parse(now) - age).toISOString(),
      ...patch,
    },
  },
});
const run = (age: number, subject: RuleInput['subject'] = {}, patch: Partial<PackageFact> = {}) =>
  runRule(rule, { subject, facts: aged(age, patch) ?? {} });

it.each([
  [-day, 'high', true],
  [0, 'high', true],
  [7 * day - 1, 'high', true],
  [7 * day, 'high', false],
  [30 * day - 1, 'high', false],
  [30 * day, 'medium', false],
  [90 * day - 1, 'medium', false],
])('grades an age of %d milliseconds', (age, severity, firstWeek) => {
  const drafts = run(age);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.severity).toBe(severity);
  expect(drafts[0]?.message.includes('less than a week')).toBe(firstWeek);
});

it('expires with its grade', () => {
  expect(run(29 * day)[0]?.course?.[0]?.at).toBe('2026-03-11T12:00:00.000Z');
  expect(run(89 * day)[0]?.course?.[0]?.at).toBe('2026-03-11T12:00:00.000Z');
  expect(run(29 * day)[0]?.message).toContain('counts as medium from 2026-03-11 12:00 UTC');
});

it.each<[string, number, RuleInput['subject'], Partial<PackageFact>]>([
  ['what is old enough', 90 * day, {}, {}],
  ['a name the repository knows', day, { newToRepository: false }, {}],
  ['an own package', day, { own: true }, {}],
  ['a private package that strangers do not see', day, { privateBy: 'easy-*', registries: [privateRegistry] }, {}],
  ['what no registry serves', day, { registries: [] }, {}],
  ['a placeholder', day, {}, { status: 'security-placeholder' }],
  ['a quarantined project', day, {}, { status: 'quarantined' }],
  ['a time that is none', day, {}, { firstPublishedAt: 'yesterday' }],
])('is silent for %s', (_, age, subject, patch) => {
  expect(run(age, subject, patch)).toEqual([]);
});

it('fires for a private name that a public registry may serve', () => {
  expect(run(day, { privateBy: 'easy-*', registries: [privateRegistry, publicRegistry] })).toHaveLength(1);
});

it('is about an ordinary supply chain, not about AI', () => {
  expect(rule.meta.aboutAi).toBe(false);
  expect(rule.meta.atlas.techniques.every(({ basis }) => basis === 'asserted')).toBe(true);
});

it.each([
  ['one of the same scope', '@acme/parts', '@acme/tools', 'low'],
  ['one of another scope', '@acme/parts', '@acme-tools/tools', 'high'],
  ['one without a scope', '@acme/parts', 'acme', 'high'],
  ['a name without a scope', 'parts', 'acme', 'high'],
])('believes %s that brings it in as far as that is held by the same people', (_, name, parent, severity) => {
  const dependency = { name, purl: purl('npm', name, '1.0.0') };
  const root = purl('npm', '@acme/root', '1.0.0');
  expect(run(day, { dependency, introducedBy: [root, purl('npm', parent, '2.0.0')] })[0]?.severity).toBe(severity);
  expect(run(day, { dependency })[0]?.severity).toBe('high');
});

const sibling = { state: 'present', value: { name: 'easy-day', publishedAt: '2026-03-09T12:00:00Z' } } as const;

it('believes what the accounts of the package that brings it in released with it', () => {
  const [draft] = runRule(rule, { facts: { ...aged(day), sibling } });
  expect(draft?.severity).toBe('low');
  expect(draft?.message).toContain(
    'easy-day, which the same accounts publish and released within a day of that, brings',
  );
  expect(draft?.evidence.map(({ value }) => value)).toContain('easy-day: a release of 2026-03-09T12:00:00Z');
});

it.each<[string, RuleInput['facts']]>([
  ['it is not of the same accounts', { sibling: { state: 'absent', proof: 'others may publish it' } }],
  ['that is not known', { sibling: { state: 'unknown', reason: 'nobody tells' } }],
])('is as grave as ever where %s', (_, facts) => {
  expect(runRule(rule, { facts: { ...aged(day), ...facts } })[0]?.severity).toBe('high');
});

const listed = (isUsed: boolean): NonNullable<RuleInput['facts']> => ({
  adoption: { state: 'present', value: { isKnown: isUsed, isUsed, isEstablished: false, errorRate: 0 } },
});
const several = ['1.0.0', '1.1.0', '1.2.0', '1.3.0'].map((version) => ({ version }));
const ofOneDay = several.map((one) => ({ ...one, publishedAt: '2026-01-28T12:00:00Z' }));

it.each<[string, RuleInput['facts'], Partial<PackageFact>, 'age' | 'nothing']>([
  ['an age where nobody is known to use it and it has hardly a version', listed(false), {}, 'age'],
  ['nothing where it has several versions', listed(false), { versions: several }, 'nothing'],
  ['an age where all of them are of one day', listed(false), { versions: ofOneDay }, 'age'],
  ['nothing where it is in use', listed(true), {}, 'nothing'],
  ['nothing where its use is not known', {}, {}, 'nothing'],
])('counts beside signs of the release as %s', (_, adoption, patch, countsAs) => {
  const facts = { ...aged(40 * day, patch), ...adoption };
  expect(runRule(rule, { facts })).toMatchObject([
    { severity: 'medium', signal: { words: 'its name was first published 40 days ago', countsAs } },
  ]);
});
