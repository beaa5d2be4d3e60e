import { describe, expect, it } from 'vitest';
import { privateRegistry, publicRegistry, subjectOf } from '../../test/support/rules.ts';
import { OptionError } from '../model/rule.ts';
import { gradeAge, readGrades, readMoment, strangersLook } from './ages.ts';
import { day, hour } from './durations.ts';

const grades = [
  { under: 24 * hour, severity: 'high' },
  { under: 7 * day, severity: 'medium' },
] as const;
const published = Date.UTC(2026, 2, 1);
const nowAfter = (milliseconds: number): string => new Date(published + milliseconds).toISOString();

describe('readMoment', () => {
  it.each([
    undefined,
    '',
    '1',
    '2026',
    '2026-03-01',
    'yesterday',
    '2026-13-45T99:99:99Z',
    `2026-03-01T${'0'.repeat(50)}`,
  ])('takes %j for no time', (text) => {
    expect(readMoment(text)).toBeUndefined();
  });

  it('keeps the year within four digits when a grade is added', () => {
    const moment = readMoment('9999-12-31T23:59:59Z') ?? Number.NaN;
    const verdict = gradeAge(moment, nowAfter(0), [{ under: 3650 * day, severity: 'low' }]);
    expect(verdict?.course[0]?.at).toMatch(/^\d{4}-/);
  });
});

describe('gradeAge', () => {
  const softer = { at: '2026-03-02T00:00:00.000Z', severity: 'medium' };
  const gone = { at: '2026-03-08T00:00:00.000Z' };

  it.each([
    [-1, 'high', [softer, gone]],
    [0, 'high', [softer, gone]],
    [24 * hour - 1, 'high', [softer, gone]],
    [24 * hour, 'medium', [gone]],
    [7 * day - 1, 'medium', [gone]],
  ])('grades an age of %d milliseconds', (age, severity, course) => {
    expect(gradeAge(published, nowAfter(age), grades)).toMatchObject({ severity, course });
  });

  it('is content from the last grade on', () => {
    expect(gradeAge(published, nowAfter(7 * day), grades)).toBeUndefined();
  });

  it('says how the verdict will soften and end', () => {
    expect(gradeAge(published, nowAfter(hour), grades)?.outlook).toBe(
      'counts as medium from 2026-03-02 00:00 UTC, old enough from 2026-03-08 00:00 UTC',
    );
    expect(gradeAge(published, nowAfter(2 * day), grades)?.outlook).toBe('old enough from 2026-03-08 00:00 UTC');
  });

  it('says that a time lies in the future', () => {
    expect(gradeAge(published, nowAfter(-hour), grades)?.said).toContain('future');
  });
});

describe('readGrades', () => {
  it('sorts by age', () => {
    const raw = [
      { under: '7d', severity: 'medium' },
      { under: '24h', severity: 'high' },
    ];
    expect(readGrades(raw, 'grades')).toEqual(grades);
  });

  it.each([
    [{}, 'grades'],
    [[], 'grades'],
    [Array(11).fill({ under: '1d', severity: 'low' }), 'grades'],
    [['7d'], 'grades[0]'],
    [[{ severity: 'high' }], 'grades[0].under'],
    [[{ under: 7, severity: 'high' }], 'grades[0].under'],
    [[{ under: '7 days', severity: 'high' }], 'grades[0].under'],
    [[{ under: '7d' }], 'grades[0].severity'],
    [[{ under: '7d', severity: 'off' }], 'grades[0].severity'],
    [[{ under: '7d', severity: 'toString' }], 'grades[0].severity'],
    [
      [
        { under: '1d', severity: 'low' },
        { under: '7d', severity: 'low', over: '1h' },
      ],
      'grades[1].over',
    ],
    [
      [
        { under: '24h', severity: 'low' },
        { under: '1d', severity: 'high' },
      ],
      'grades',
    ],
  ])('names the key of what is wrong (%#)', (raw, key) => {
    expect(() => readGrades(raw, 'grades')).toThrow(expect.objectContaining({ constructor: OptionError, key }));
  });
});

it.each([
  [{ registries: [] }, false],
  [{ registries: [publicRegistry] }, true],
  [{ registries: [privateRegistry] }, true],
  [{ registries: [privateRegistry], privateBy: 'acme-*' }, false],
  [{ registries: [privateRegistry, publicRegistry], privateBy: 'acme-*' }, true],
])('tells where strangers look (%#)', (patch, expected) => {
  expect(strangersLook(subjectOf(patch))).toBe(expected);
});
