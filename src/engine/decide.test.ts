import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import { defaultPolicy } from '../config/defaults.ts';
import type { Finding } from '../model/finding.ts';
import { decide, recheckTime } from './decide.ts';

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

it('names the moment from which nothing is held any more, of failing findings only', () => {
  const held = (recheckAt: string, severity: Finding['severity']) => finding({ recheckAt, severity });
  const times = [
    held('2026-01-03T00:00:00Z', 'high'),
    held('2026-01-05T00:00:00Z', 'high'),
    held('2026-02-01T00:00:00Z', 'low'),
  ];
  expect(recheckTime(times, defaultPolicy)).toBe('2026-01-05T00:00:00Z');
  expect(recheckTime([], defaultPolicy)).toBeUndefined();
});
