import { expect, it } from 'vitest';
import type { Graded, GradeStep } from '../model/finding.ts';
import { gradeOver, mapGraded, recheckOf, severityAt } from './course.ts';

const [first, second, third] = ['2026-03-11T00:00:00.000Z', '2026-03-12T00:00:00.000Z', '2026-03-13T00:00:00.000Z'];
const softer: GradeStep = { at: first, severity: 'medium' };
const gone: GradeStep = { at: third };
const high: Graded = { severity: 'high', course: [softer, gone] };

it.each<[string, readonly GradeStep[], readonly GradeStep[]]>([
  ['what falls', [softer, gone], [softer, gone]],
  ['nothing that stays as grave', [{ at: first, severity: 'high' }, gone], [gone]],
  ['nothing that is graver', [softer, { at: second, severity: 'critical' }, gone], [softer, gone]],
  ['nothing after the end', [{ at: first }, { at: second, severity: 'low' }, gone], [{ at: first }]],
])('keeps %s', (_, steps, course) => {
  expect(gradeOver('high', steps)).toEqual({ severity: 'high', course });
});

it.each([
  ['', 'high'],
  [first, 'medium'],
  [second, 'medium'],
  [third, undefined],
])('knows what is left at %j', (moment, severity) => {
  expect(severityAt(high, moment)).toBe(severity);
});

it('has one step where all grades become the same, and keeps the end', () => {
  expect(mapGraded(high, () => 'low')).toEqual({ severity: 'low', course: [gone] });
});

it('is looked at again at the first step', () => {
  expect(recheckOf(high)).toEqual({ recheckAt: first });
  expect(recheckOf({ severity: 'high', course: [] })).toEqual({});
});
