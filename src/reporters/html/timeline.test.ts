import { describe, expect, it } from 'vitest';
import { readReport } from '../../../test/golden/context.ts';
import { purl } from '../../model/purl.ts';
import { hasOtherHands, placeOnScale, sayDay, timelineSection } from './timeline.ts';

const report = readReport('releases');
const [sample] = report.findings;
if (sample === undefined) throw new Error('the report holds no finding');
const day = 86_400_000;

describe('the scale', () => {
  it('gives more room to what is recent, and ends at twenty years', () => {
    const places = [0, 1, 7, 30, 90, 365, 3650, 20 * 365].map((days) => placeOnScale(days * day));
    expect(places).toEqual(places.toSorted((a, b) => b - a));
    expect(new Set(places).size).toBe(places.length);
    expect(placeOnScale(10_000 * 365 * day)).toBe(placeOnScale(20 * 365 * day));
  });
});

describe('hasOtherHands', () => {
  const releases = ['alice', undefined, 'alice', 'bob', undefined, 'carol'].map((publisher, at) => ({
    version: String(at),
    publishedAt: '2026-01-01T00:00:00Z',
    ...(publisher === undefined ? {} : { publisher }),
  }));
  it.each([
    [0, false],
    [1, false],
    [2, false],
    [3, true],
    [4, false],
    [5, true],
  ])('of release %i: %s', (at, changed) => expect(hasOtherHands(releases, at)).toBe(changed));
});

it.each([
  ['2026-03-10T05:00:00.000Z', '2026-03-10 (7 hours ago)'],
  ['2026-03-01T12:00:00.000Z', '2026-03-01 (9 days ago)'],
  ['2020-03-01T12:00:00.000Z', '2020-03-01 (6 years ago)'],
  ['soon', 'not told'],
])('says the day of %s as %s', (time, said) => expect(sayDay(time, '2026-03-10T12:00:00.000Z')).toBe(said));

it('draws each release once, other hands in another shape, and counts what it leaves out', () => {
  const text = timelineSection(report.findings, report.generatedAt)?.body.text ?? '';
  expect(text.match(/class="changed now"/g)).toHaveLength(2);
  expect(text).toContain('3.1.1, 2026-03-10 by mallory-8');
  const many = Array.from({ length: 400 }, (_, at) => ({
    ...sample,
    package: { purl: purl('npm', `p${at % 200}`), ecosystem: 'npm', name: `p${at % 200}` },
    history: { releases: [{ version: '1.0.0', publishedAt: '2026-01-01T00:00:00Z' }], earlier: 0 },
  }));
  const section = timelineSection(many, report.generatedAt);
  expect(section?.count).toBe(200);
  expect(section?.body.text.match(/<text class="label"/g)).toHaveLength(25);
  expect(section?.body.text).toContain('175 more packages');
});

it('is left out where no registry told when', () => {
  const { history: _, ...untimed } = sample;
  expect(timelineSection([untimed], report.generatedAt)).toBeUndefined();
});
