import { expect, it } from 'vitest';
import { type FactLiterals, factsOf, now, type RuleInput, runRule, subjectOf } from '../../../test/support/rules.ts';
import type { ReleaseFact, ReleaseOrigin } from '../../model/registry.ts';
import type { Advisory } from '../advisories.ts';
import { day } from '../durations.ts';
import { judge, rule } from './index.ts';

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();
const upload: ReleaseOrigin = { publisher: 'acme', isAttested: false };
const build: ReleaseOrigin = { trustedBuild: 'oidc:1', isAttested: true };

type Release = Partial<ReleaseFact> | 'absent' | 'unknown';

function fact(version: string, release: Release, age: number) {
  if (release === 'absent') return { state: 'absent', proof: '404, confirmed by a second request' } as const;
  if (release === 'unknown') return { state: 'unknown', reason: 'it did not answer' } as const;
  return { state: 'present', value: { version, publishedAt: ago(age), ...release } } as const;
}

/** The base had `had`, the change takes `taken`, which was published 40 days ago. */
function known(had: string, taken: string, older: Release = {}, newer: Release = {}): FactLiterals {
  const left = fact(had, newer, 20 * day);
  return {
    release: fact(taken, older, 40 * day),
    predecessor: left.state === 'present' ? { ...left, value: { release: left.value, basis: 'base' } } : left,
  };
}
const moveOf = (
  had: string,
  taken: string,
  subject: NonNullable<RuleInput['subject']> = {},
): NonNullable<RuleInput['subject']> => ({
  fileRole: 'lockfile',
  ...subject,
  dependency: { version: taken, ...subject?.dependency },
  previous: { version: had },
});
const run = (
  had: string,
  taken: string,
  older?: Release,
  newer?: Release,
  subject?: NonNullable<RuleInput['subject']>,
) => runRule(rule, { subject: moveOf(had, taken, subject), facts: known(had, taken, older, newer) });

it('is told with both versions, and is no sign', () => {
  expect(run('2.0.0', '1.9.0')).toMatchObject([
    {
      severity: 'medium',
      version: '1.9.0',
      message: 'left-pad 1.9.0 takes the place of the newer 2.0.0, published 40 days ago (2026-01-29 12:00 UTC).',
      evidence: [{ fact: 'release' }, { fact: 'predecessor' }],
      remediation: 'Keep 2.0.0, or say in the change why the older release is wanted.',
    },
  ]);
  expect(run('2.0.0', '1.9.0')[0]).not.toHaveProperty('signal');
});

it.each<[string, Release, Release, string | undefined]>([
  ['high', { origin: upload }, { origin: build }, 'its origin is less well attested than that of the newer one'],
  ['medium', { deprecated: '' }, {}, 'it is deprecated, and the newer one is not'],
  ['medium', { yanked: 'broken' }, {}, 'it is yanked, and the newer one is not'],
  ['medium', { origin: build }, { origin: build }, undefined],
  ['medium', { origin: build }, { origin: upload }, undefined],
  ['medium', { origin: upload }, {}, undefined],
])('is %s where the older one is %j and the newer one %j', (severity, older, newer, words) => {
  const [draft] = run('2.0.0', '1.9.0', older, newer);
  expect(draft?.severity).toBe(severity);
  expect(draft?.message.split('; ')[1]).toBe(words === undefined ? undefined : `${words}.`);
});

it.each<[number, Release, Release, string]>([
  [90 * day, {}, {}, 'medium'],
  [900 * day, {}, {}, 'medium'],
  [900 * day, { deprecated: '' }, {}, 'medium'],
  [200 * day, { origin: upload }, { origin: build }, 'high'],
  [200 * day, { origin: upload, deprecated: '' }, { origin: build }, 'high'],
])('is as grave, however old the release is: %d %j %j', (age, older, newer, severity) => {
  const [draft] = run('2.0.0', '1.9.0', { publishedAt: ago(age), ...(typeof older === 'string' ? {} : older) }, newer);
  expect(draft?.severity).toBe(severity);
  if (severity === 'high') expect(draft?.message).toContain('; its origin is less well attested');
});

it('holds the version of a manifest against the one that the lockfile of the base fixed', () => {
  const { previous: _, ...move } = moveOf('2.0.0', '1.9.0');
  const told = runRule(rule, { subject: { ...move, lockedBefore: '2.0.0' }, facts: known('2.0.0', '1.9.0') });
  expect(told).toMatchObject([{ message: expect.stringContaining('takes the place of the newer 2.0.0') }]);
});

it.each<[string, string, string, Release, Release]>([
  ['an update', '1.9.0', '2.0.0', {}, {}],
  ['the same version in other words', 'v1.9.0', '1.9.0', {}, {}],
  ['another build of it', '1.9.0+b', '1.9.0+a', {}, {}],
  ['a newer one that is deprecated', '2.0.0', '1.9.0', { origin: upload }, { origin: build, deprecated: 'broken' }],
  ['a newer one that was yanked', '2.0.0', '1.9.0', {}, { yanked: '' }],
  ['a newer one that is gone', '2.0.0', '1.9.0', {}, 'absent'],
  ['a newer one of which nothing is known', '2.0.0', '1.9.0', {}, 'unknown'],
  ['an older one of which nothing is known', '2.0.0', '1.9.0', 'unknown', {}],
  ['a pre-release that is left for a release', '2.0.0-rc.1', '1.9.0', {}, {}],
  ['a text that is no version', 'next', 'canary', {}, {}],
])('is silent for %s', (_, had, taken, older, newer) => {
  expect(run(had, taken, older, newer)).toEqual([]);
});

it('tells a release that is left for an older pre-release', () => {
  expect(run('2.0.0', '2.0.0-rc.1')).toHaveLength(1);
  expect(run('2.0.0-rc.2', '2.0.0-rc.1')).toHaveLength(1);
});

it('goes by the order of the ecosystem', () => {
  const dependency = { ecosystem: 'pypi', name: 'left-pad' };
  expect(run('1.10', '1.9', {}, {}, { dependency })).toHaveLength(1);
  expect(run('1.0', '1.0.post1', {}, {}, { dependency })).toEqual([]);
  expect(run('1!1.0', '2.0', {}, {}, { dependency })).toHaveLength(1);
  expect(run('2.0rc1', '1.9', {}, {}, { dependency })).toEqual([]);
});

it.each<[string, NonNullable<RuleInput['subject']>]>([
  ['what is own', { own: true }],
  ['what no registry serves', { registries: [] }],
])('is silent for %s', (_, subject) => {
  expect(run('2.0.0', '1.9.0', {}, {}, subject)).toEqual([]);
});

it('needs one version on both sides', () => {
  const facts = known('2.0.0', '1.9.0');
  const previous = { requirement: '^2.0.0' };
  expect(runRule(rule, { subject: { dependency: { version: '1.9.0' }, previous }, facts })).toEqual([]);
  expect(runRule(rule, { subject: { dependency: { version: '1.9.0' } }, facts })).toEqual([]);
});

it('takes what the list of versions says of the newer one where nothing else tells', () => {
  const listed = (...versions: readonly ReleaseFact[]): FactLiterals => ({
    ...known('2.0.0', '1.9.0', {}, 'unknown'),
    package: { state: 'present', value: { name: 'left-pad', status: 'active', versions, removedVersions: [] } },
  });
  const runWith = (facts: FactLiterals) => runRule(rule, { subject: moveOf('2.0.0', '1.9.0'), facts });
  expect(runWith(listed({ version: '1.9.0' }, { version: '2.0.0' }))).toHaveLength(1);
  expect(runWith(listed({ version: '1.9.0' }, { version: '2.0.0', deprecated: 'broken' }))).toEqual([]);
  expect(runWith(listed({ version: '1.9.0' }))).toEqual([]);
  const { package: unlisted } = listed();
  expect(runWith({ ...known('2.0.0', '1.9.0'), ...(unlisted && { package: unlisted }) })).toEqual([]);
});

it.each<[readonly Advisory[], readonly Advisory[], string | undefined]>([
  [[], [], 'medium'],
  [[{ id: 'GHSA-1', fixed: ['2.0.0'] }], [], 'high'],
  [[{ id: 'GHSA-1', fixed: [] }], [{ id: 'GHSA-1', fixed: [] }], 'medium'],
  [[], [{ id: 'MAL-1', fixed: [] }], undefined],
  [[{ id: 'GHSA-1', fixed: ['2.0.0'] }], [{ id: 'GHSA-2', fixed: ['2.0.1'] }], 'high'],
])('weighs advisories, however old the release is: %j, then %j', (older, newer, severity) => {
  const facts = factsOf(known('2.0.0', '1.9.0', { publishedAt: ago(500 * day) }));
  const [draft] = judge(subjectOf(moveOf('2.0.0', '1.9.0')), facts, { older, newer });
  expect(draft?.severity).toBe(severity);
  if (severity === 'high') expect(draft?.message).toContain('; it has GHSA-1, which the newer one has not.');
});
