import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { now, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { names } from '../../app/names.ts';
import { isUsed } from '../../knowledge/names/lookalike.ts';
import { day } from '../durations.ts';
import { heightOf, isCalendarLike, isHigher } from '../heights.ts';
import { rule } from './index.ts';

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();

interface Case {
  /** Each with its age in days; the last one is the release. */
  readonly versions: readonly (readonly [version: string, days: number])[];
  readonly removed?: readonly string[];
  readonly isAdopted?: boolean;
  readonly ecosystem?: string;
  readonly subject?: RuleInput['subject'];
}

function run({ versions, removed = [], isAdopted = false, ecosystem = 'npm', subject = {} }: Case) {
  const all = versions.map(([version, days]) => ({ version, publishedAt: ago(days * day) }));
  const release = all.at(-1) ?? { version: '' };
  return runRule(rule, {
    subject: { dependency: { ecosystem, name: 'acme-tools', version: release.version }, ...subject },
    facts: {
      release: { state: 'present', value: release },
      package: {
        state: 'present',
        value: { name: 'acme-tools', status: 'active', versions: all, removedVersions: removed },
      },
      adoption: {
        state: 'present',
        value: { isKnown: isAdopted, isUsed: isAdopted, isEstablished: isAdopted, errorRate: 0 },
      },
    },
  });
}

const steps = (from: number, count: number): Case['versions'] =>
  Array.from({ length: count }, (_, at) => [`${from + at}.0.0`, (count - at) * 20] as const);

describe('fires on', () => {
  it.each<[string, Case, string]>([
    ['a high number without a history', { versions: [['99.9.9', 2]] }, 'nothing was published before it'],
    ['90', { versions: [['90.0.0', 2]] }, 'nothing'],
    [
      'a leap',
      {
        versions: [
          ['1.0.0', 2],
          ['12.0.0', 1],
        ],
      },
      'before it was 1',
    ],
    ['a leap from what is gone', { versions: [['30.0.0', 1]], removed: ['1.0.0', '99.0.0'] }, 'before it was 1'],
    [
      'two high numbers of one day',
      {
        versions: [
          ['98.0.0', 1.1],
          ['99.0.0', 1],
        ],
      },
      'before it was 98',
    ],
    [
      'a date after numbers',
      {
        versions: [
          ['1.0.0', 2],
          ['2022.9.24', 1],
        ],
      },
      'before it was 1',
    ],
    ['a high number in an epoch', { versions: [['1!99.0', 1]], ecosystem: 'pypi' }, 'nothing'],
    ['an epoch', { versions: [['9!1.0.0', 1]], ecosystem: 'pypi' }, 'nothing was published before it, and its epoch'],
    ['a date in an epoch', { versions: [['1!2026.1', 1]], ecosystem: 'pypi' }, 'its epoch puts it above'],
    [
      'an epoch after a date of the same days',
      {
        versions: [
          ['2026.1', 2],
          ['1!1.0', 1],
        ],
        ecosystem: 'pypi',
      },
      'its epoch puts it above',
    ],
    [
      'a leap of epochs, whatever was before',
      { versions: [...steps(1, 12), ['9!1.0', 1]], ecosystem: 'pypi' },
      'its epoch puts it above',
    ],
    [
      'a leap within an epoch',
      {
        versions: [
          ['2026.1', 3],
          ['1!1.0', 2],
          ['1!30.0', 1],
        ],
        ecosystem: 'pypi',
      },
      'before it was 1',
    ],
    ['four digits that are no date', { versions: [['9999.0.0', 1]] }, 'nothing'],
  ])('%s', (_, input, words) => {
    const [draft] = run(input);
    expect(draft?.message).toContain(words);
    expect(draft?.signal?.words).toContain(words);
    expect(draft?.severity).toBeUndefined();
  });

  it('what is out for 90 days, as hardly a sign where the package has a history', () => {
    const history = [400, 300, 200].map((days, at): [string, number] => [`1.${at}.0`, days]);
    const [draft] = run({ versions: [...history, ['99.9.9', 90]] });
    expect(draft).toMatchObject({ severity: 'low' });
    expect(draft).not.toHaveProperty('signal');
  });

  it.each([20, 40, 120, 900])('what is out for %d days with hardly another version, as a sign', (days) => {
    const [draft] = run({ versions: [['99.9.9', days]] });
    expect(draft?.signal?.words).toContain('far beyond its history');
    expect(draft?.severity).toBeUndefined();
  });

  it.each([3, 40, 120])('what is out for %d days with other versions of its own day, as a sign', (days) => {
    const sameDay = ['99.9.5', '99.9.6', '99.9.7', '99.9.8', '99.9.9'].map((version): [string, number] => [
      version,
      days,
    ]);
    const [draft] = run({ versions: sameDay });
    expect(draft?.signal?.words).toContain('far beyond its history');
  });

  it.each([['2099.1.1'], ['4912.0.0'], ['2098.1.1', '2099.1.1']])(
    'dates that are still to come, as a sign, whatever was before: %s',
    (...dates) => {
      const [draft] = run({ versions: dates.map((version, at): [string, number] => [version, 120 - at]) });
      expect(draft?.signal?.words).toContain('far beyond its history');
    },
  );

  it('a leap of a project that goes on for years, which is told and no sign', () => {
    const history = [900, 700, 500, 300].map((days, at): [string, number] => [`1.${at}.0`, days]);
    const [leap] = run({ versions: [...history, ['24.0.0', 3]] });
    expect(leap?.message).toContain('the highest major version before it was 1');
    expect(leap).not.toHaveProperty('signal');
    expect(leap).not.toHaveProperty('severity');
    expect(run({ versions: [...history, ['99.0.0', 3]] })[0]).toHaveProperty('signal');
    const months = history.map(([version, days]): [string, number] => [version, days / 3]);
    expect(run({ versions: [...months, ['24.0.0', 3]] })[0]).toHaveProperty('signal');
  });

  it('a date as the first release of all, as hardly a sign', () => {
    expect(run({ versions: [['2022.9.24', 2]] })).toMatchObject([{ severity: 'low' }]);
    expect(run({ versions: [['2022.9.24', 2]] })[0]).not.toHaveProperty('signal');
  });
});

describe('is silent for', () => {
  it.each<[string, Case]>([
    ['89', { versions: [['89.0.0', 2]] }],
    [
      'ten more',
      {
        versions: [
          ['1.0.0', 2],
          ['11.0.0', 1],
        ],
      },
    ],
    [
      'what is published later',
      {
        versions: [
          ['3.0.0', 3],
          ['50.0.0', 1],
          ['4.0.0', 2],
        ],
      },
    ],
    [
      'years',
      {
        versions: [
          ['2025.1.0', 30],
          ['2026.1.0', 1],
        ],
      },
    ],
    [
      'years and months',
      {
        versions: [
          ['2512.0.0', 30],
          ['2603.0.0', 1],
        ],
      },
    ],
    [
      'days',
      {
        versions: [
          ['20251231.0.0', 30],
          ['20260301.0.0', 1],
        ],
      },
    ],
    ['a high number that was reached step by step', { versions: steps(120, 12) }],
    ['an old project that counts anew', { versions: [...steps(2014, 12), ['1!1.0', 1]], ecosystem: 'pypi' }],
    [
      'a step within an epoch',
      {
        versions: [
          ['2026.1', 3],
          ['1!1.0', 2],
          ['1!2.0', 1],
        ],
        ecosystem: 'pypi',
      },
    ],
    ['an epoch of what many use', { versions: [['1!4.0', 1]], isAdopted: true, ecosystem: 'pypi' }],
    ['what many use', { versions: [['99.0.0', 2]], isAdopted: true }],
    ['a name that is known here', { versions: [['99.0.0', 2]], subject: { newToRepository: false } }],
    ['an own package', { versions: [['99.0.0', 2]], subject: { own: true } }],
    ['what is no number', { versions: [['latest', 2]] }],
    [
      'one of a huge number of digits',
      {
        versions: [
          ['0.0.1', 2],
          ['1.0.0', 1],
        ],
        removed: [`${'9'.repeat(400)}.0.0`],
      },
    ],
  ])('%s', (_, input) => {
    expect(run(input)).toEqual([]);
  });
});

it.each([
  [2000, true],
  [2027, true],
  [2028, false],
  [2099, false],
  [2101, true],
  [2712, true],
  [2801, false],
  [4912, false],
  [2113, false],
  [1999, false],
  [2603, true],
  [2613, false],
  [9999, false],
  [1337, false],
  [202603, true],
  [202613, false],
  [20260310, true],
  [20990310, false],
  [20260332, false],
  [999, false],
  [99999, false],
])('%d may be a date: %s', (major, expected) => {
  expect(isCalendarLike(major, 2027)).toBe(expected);
});

it('reads first numbers and epochs', () => {
  const at = (epoch: number, major: number) => ({ epoch, major });
  expect(['1.2.3', 'v12.0', '2!99.0', 'x', '', '!1'].map(heightOf)).toEqual([
    at(0, 1),
    at(0, 12),
    at(2, 99),
    undefined,
    undefined,
    undefined,
  ]);
  expect([isHigher(at(1, 0), at(0, 9)), isHigher(at(0, 9), at(1, 0)), isHigher(at(1, 2), at(1, 1))]).toEqual([
    true,
    false,
    true,
  ]);
});

const shared = process.env['GAZETTEER_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared');
const list = join(shared, 'eval/names/version_jump_malicious.tsv');
const isThere = existsSync(list);
if (!isThere) console.log(`the list of malicious versions is not at hand (${list}): the test that reads it is skipped`);

/** After all lists were made, as these names were in none of them then. */
const later = new Date('2027-06-15T12:00:00Z');
const adoptedIn = (ecosystem: string, name: string): boolean => {
  const adoption = names.adoptionOf(ecosystem, name, later);
  return adoption.isEstablished || isUsed(adoption);
};

it.runIf(isThere)('tells what was published to outbid private packages', () => {
  const rows = readFileSync(list, 'utf8').trim().split('\n').slice(1);
  const told = rows.filter((row) => {
    const [ecosystem = '', name = '', written = '', highest] = row.split('\t');
    const version = written.split(',').find((one) => String(heightOf(one)?.major) === highest) ?? '';
    const drafts = run({
      versions: [[version, 2]],
      ecosystem,
      isAdopted: adoptedIn(ecosystem, name),
      subject: { dependency: { ecosystem, name, version } },
    });
    return drafts.length > 0;
  });
  expect(rows.length).toBeGreaterThan(500);
  expect(told.length / rows.length).toBeGreaterThan(0.95);
});

it('spares what many use, whatever its number', () => {
  for (const name of [
    '@types/node',
    'electron',
    'chromedriver',
    'aws-sdk',
    'aws-cdk-lib',
    'caniuse-lite',
    'googleapis',
  ])
    expect([name, adoptedIn('npm', name)]).toEqual([name, true]);
});
