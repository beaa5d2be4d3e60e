import { expect, it } from 'vitest';
import { type FactLiterals, now, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const recent = '2026-03-01T00:00:00Z';
const former = '2014-03-01T00:00:00Z';
const packageOf = (more: object): NonNullable<FactLiterals['package']> => ({
  state: 'present',
  value: {
    name: 'left-pad',
    status: 'active',
    versions: [{ version: '2.0.0', publishedAt: recent }],
    removedVersions: [],
    firstPublishedAt: recent,
    ...more,
  },
});
const listed = (errorRate: number, isOfFormer = true): NonNullable<FactLiterals['adoption']> => ({
  state: 'present',
  value: {
    isKnown: true,
    isUsed: true,
    isEstablished: true,
    errorRate,
    knownBefore: '2025-12-01T00:00:00Z',
    ...(isOfFormer ? { isOfFormer: true } : {}),
  },
});

it.each<[string, FactLiterals, string | undefined]>([
  ['withdrawn, and there again', { package: packageOf({ unpublishedAt: '2026-02-28T00:00:00Z' }) }, 'high'],
  ['withdrawn after its versions', { package: packageOf({ unpublishedAt: '2026-03-02T00:00:00Z' }) }, undefined],
  ['taken long before', { package: packageOf({ createdAt: former }) }, 'medium'],
  ['with uploads long before, all gone', { package: packageOf({ firstPublishedAt: former }) }, 'medium'],
  ['taken weeks before', { package: packageOf({ createdAt: '2026-01-20T00:00:00Z' }) }, undefined],
  ['in an older list', { package: packageOf({}), adoption: listed(0) }, 'high'],
  ['in an older sketch of PyPI', { package: packageOf({}), adoption: listed(2 ** -10) }, 'medium'],
  ['in an older sketch of npm', { package: packageOf({}), adoption: listed(2 ** -8) }, 'low'],
  ['in a list, and older than it', { package: packageOf({}), adoption: listed(0, false) }, undefined],
  ['new', { package: packageOf({ createdAt: recent }) }, undefined],
  [
    'of no known age',
    { package: packageOf({ versions: [], firstPublishedAt: undefined, createdAt: former }) },
    undefined,
  ],
  [
    'withdrawn as a whole: the matter of another rule',
    { package: packageOf({ status: 'unpublished', versions: [], unpublishedAt: '2026-02-28T00:00:00Z' }) },
    undefined,
  ],
])('a name that is %s', (_, facts, confidence) => {
  expect(runRule(rule, { facts })[0]?.confidence).toBe(confidence);
});

it('says what was before, and since when it is another', () => {
  expect(runRule(rule, { facts: { package: packageOf({ createdAt: former }) } })[0]?.message).toBe(
    'left-pad is not what it was: the registry has had the name since 2014-03-01 00:00 UTC, but the oldest version that is left was uploaded 9 days ago (2026-03-01 00:00 UTC). Another may hold the name now.',
  );
});

/** So many versions, one a day, the oldest of them so many days ago. */
const uploads = (count: number, days: number) =>
  Array.from({ length: count }, (_, at) => ({
    version: `1.${at}.0`,
    publishedAt: new Date(Date.parse(now) - (days - at) * 86_400_000).toISOString(),
  }));

it.each<[string, object, string | undefined]>([
  ['young', { firstPublishedAt: former }, 'high'],
  ['of some months', { firstPublishedAt: former, versions: uploads(9, 100) }, 'low'],
  ['of two months, with a first attempt removed', { firstPublishedAt: former, versions: uploads(20, 61) }, undefined],
  ['younger, with as many uploads', { firstPublishedAt: former, versions: uploads(20, 59) }, 'high'],
  ['uploaded in a day', { firstPublishedAt: former, versions: Array(50).fill(uploads(1, 80)[0]) }, 'high'],
  [
    'withdrawn as a whole, whatever came since',
    { firstPublishedAt: former, versions: uploads(20, 200), unpublishedAt: '2025-06-01T00:00:00Z' },
    'high',
  ],
])('of a name that is %s', (_, more, severity) => {
  expect(runRule(rule, { facts: { package: packageOf(more) } }).map((draft) => draft.severity)).toEqual(
    severity === undefined ? [] : [severity],
  );
});

it('only informs of a name in use that no more than a list knew before', () => {
  const facts = { package: packageOf({}), adoption: listed(0) };
  expect(runRule(rule, { subject: { newToRepository: false }, facts })).toMatchObject([{ severity: 'info' }]);
  expect(runRule(rule, { facts })).toMatchObject([{ severity: 'high' }]);
});

it('is told of names that the repository knows, too: what they stand for has changed', () => {
  const facts = { package: packageOf({ createdAt: former }) };
  expect(runRule(rule, { subject: { newToRepository: false }, facts })).toHaveLength(1);
});

it.each([{ own: true }, { privateBy: 'left-*' }, { registries: [] }])('is silent for %j', (subject) => {
  expect(runRule(rule, { subject, facts: { package: packageOf({ createdAt: former }) } })).toEqual([]);
});

it('is told with the signs of the release as long as it is grave', () => {
  const withdrawn = { package: packageOf({ unpublishedAt: '2026-02-28T00:00:00Z' }) };
  expect(runRule(rule, { facts: withdrawn })[0]?.signal).toEqual({
    words: 'another may hold its name now: all of it was withdrawn on 2026-02-28 00:00 UTC',
    countsAs: 'nothing',
  });
  const listedOnly = { package: packageOf({}), adoption: listed(0) };
  const [draft] = runRule(rule, { subject: { newToRepository: false }, facts: listedOnly });
  expect(draft?.severity).toBe('info');
  expect(draft).not.toHaveProperty('signal');
});
