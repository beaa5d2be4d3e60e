import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import { defaultPolicy } from '../config/defaults.ts';
import type { Finding, GradeStep, Severity } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { decide, recheckTime } from './decide.ts';
import type { JudgedFinding } from './evaluate.ts';

const [sample] = readReport('pep440').findings;
if (sample === undefined) throw new Error('the report holds no finding');

const finding = (patch: Partial<Finding>): Finding => ({ ...sample, severity: 'high', confidence: 'high', ...patch });
const open = { question: 'existence', source: 'https://npm.acme.example/x', reason: 'it did not answer' };

describe('decide', () => {
  it.each<[string, Parameters<typeof decide>, ReturnType<typeof decide>]>([
    ['nothing found', [[], [], defaultPolicy, false], 'pass'],
    ['a finding as grave as the policy asks', [[finding({})], [], defaultPolicy, false], 'fail'],
    ['one that is less grave', [[finding({ severity: 'medium' })], [], defaultPolicy, false], 'pass'],
    ['one that is less certain', [[finding({ confidence: 'low' })], [], defaultPolicy, false], 'pass'],
    ['one that is only observed', [[finding({ observed: true })], [], defaultPolicy, false], 'pass'],
    ['a policy that never fails', [[finding({})], [], { ...defaultPolicy, failOn: 'never' }, false], 'pass'],
    ['an open question', [[], [open], defaultPolicy, false], 'incomplete'],
    ['one that only warns', [[], [open], { ...defaultPolicy, onUnverified: 'warn' }, false], 'pass'],
    [
      'an ended budget, which never only warns',
      [[], [{ ...open, overBudget: true }], { ...defaultPolicy, onUnverified: 'warn' }, false],
      'incomplete',
    ],
    ['a part that broke', [[], [], { ...defaultPolicy, onUnverified: 'warn' }, true], 'incomplete'],
    ['a failure beside an open question', [[finding({})], [open], defaultPolicy, true], 'fail'],
  ])('%s', (_, input, verdict) => {
    expect(decide(...input)).toBe(verdict);
  });
});

describe('recheckTime', () => {
  const [first, second] = ['2026-01-03T00:00:00Z', '2026-01-05T00:00:00Z'];
  const held = (severity: Severity, ...course: readonly GradeStep[]): JudgedFinding => ({
    ...finding({ severity }),
    basis: { course },
  });
  const young = held('high', { at: first, severity: 'medium' }, { at: second });

  it.each<[string, readonly JudgedFinding[], Policy['failOn'], string | undefined]>([
    ['the end of the last hold', [held('high', { at: first }), held('high', { at: second })], 'high', second],
    ['of failing findings only', [held('high', { at: first }), held('low', { at: second })], 'high', first],
    ['the first moment at which it is not grave enough', [young], 'high', first],
    ['that at which it is gone, where less fails as well', [young], 'medium', second],
    ['none where it stays grave enough', [held('critical', { at: first, severity: 'high' })], 'high', undefined],
    ['none where time changes nothing', [held('high')], 'high', undefined],
    ['none where nothing is found', [], 'high', undefined],
  ])('is %s', (_, findings, failOn, moment) => {
    expect(recheckTime(findings, { ...defaultPolicy, failOn })).toBe(moment);
  });
});
