import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import { defaultPolicy } from '../config/defaults.ts';
import type { Finding } from '../model/finding.ts';
import { purl } from '../model/purl.ts';
import { decide, groupFindings, recheckTime } from './decide.ts';

const [sample] = readReport('pep440').findings;
if (sample === undefined) throw new Error('the report holds no finding');

const finding = (patch: Partial<Finding>): Finding => ({ ...sample, severity: 'high', confidence: 'high', ...patch });
const at = (path: string, startLine = 1) => ({ path, startLine, startColumn: 1, endLine: startLine, endColumn: 2 });
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

describe('groupFindings', () => {
  const isLockfile = (path: string) => path.endsWith('lock.json');
  const pkg = { purl: purl('npm', 'x', '1.0.0'), ecosystem: 'npm', name: 'x', version: '1.0.0' };

  it('puts one cause on the line of the manifest, with the lockfile as a related place', () => {
    const [one, ...more] = groupFindings(
      [
        finding({ package: pkg, location: at('a-lock.json') }),
        finding({ package: pkg, location: at('package.json', 7) }),
      ],
      isLockfile,
    );
    expect(more).toEqual([]);
    expect(one?.location).toEqual(at('package.json', 7));
    expect(one?.relatedLocations.map(({ path }) => path)).toEqual(['a-lock.json']);
  });

  it('keeps the gravest of a group, wherever it stands', () => {
    const [one] = groupFindings(
      [
        finding({ package: pkg, severity: 'low', location: at('package.json') }),
        finding({ package: pkg, severity: 'critical', location: at('b-lock.json') }),
      ],
      isLockfile,
    );
    expect([one?.severity, one?.location.path]).toEqual(['critical', 'b-lock.json']);
  });

  it('does not merge other rules, other versions, or findings about no package', () => {
    const all = [
      finding({ package: pkg }),
      finding({ package: pkg, ruleId: 'young-package' }),
      finding({ package: { ...pkg, purl: purl('npm', 'x', '2.0.0') } }),
      finding({ package: null, fingerprint: 'a' }),
      finding({ package: null, fingerprint: 'b' }),
    ];
    expect(groupFindings(all, isLockfile)).toHaveLength(all.length);
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
