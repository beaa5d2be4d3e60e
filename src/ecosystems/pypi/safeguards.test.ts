import { describe, expect, it } from 'vitest';
import { limitAge, onlyBinary, pipSafeguards } from './safeguards.ts';

describe('limitAge', () => {
  it.each([
    ['3 days', 4320],
    ['1 week 12h', 10800],
    ['24 hours ago', 1440],
    ['90 minutes', 90],
    ['P3D', 4320],
    ['P1W', 10080],
    ['PT24H', 1440],
    ['P1DT30M', 1470],
    ['2024-10-16', 525600],
    ['2024-10-16T00:00:00Z', 525600],
    ['2026-01-01T00:00:00+02:00', 525600],
    ['2999-01-01', 0],
  ])('reads %s as %i minutes', (text, strength) => {
    expect(limitAge('exclude-newer', text)?.strength).toBe(strength);
  });

  it.each(['', 'soon', 'P', 'PT', '3 fortnights', '3', 'days', '2024-1-1', `${'1 '.repeat(60)}d`])(
    'refuses %j',
    (text) => {
      expect(limitAge('exclude-newer', text)).toBeUndefined();
    },
  );
});

it('reads each value of --only-binary on its own', () => {
  expect(
    onlyBinary('--only-binary', ':all:, numpy,,:none:').map(({ setting, strength }) => [setting, strength]),
  ).toEqual([
    ['--only-binary :all:', 1],
    ['--only-binary numpy', 1],
    ['--only-binary', 0],
  ]);
});

it.each([
  ['--trusted-host', 'h.example', 0, 1],
  ['--require-hashes', '', 1, 0],
  ['--no-require-hashes', '', 0, 0],
  ['--uploaded-prior-to', 'P3D', 4320, 0],
])('knows what %s does', (option, value, strength, byDefault) => {
  expect(pipSafeguards(option, value)).toMatchObject([{ strength, byDefault }]);
});

it('takes nothing else for a safeguard', () => {
  expect(['--pre', '--index-url', '__proto__'].flatMap((option) => pipSafeguards(option, 'x'))).toEqual([]);
});
