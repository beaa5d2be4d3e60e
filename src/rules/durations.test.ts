import { expect, it } from 'vitest';
import { parseDuration, sayDuration } from './durations.ts';

it.each([
  ['90m', 5_400_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['3650d', 315_360_000_000],
])('reads %s', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

it.each(['', '0d', '-1d', '1.5h', '7', 'd', '7 d', '7D', '07d', '3651d', '9999999w', '1e3d', '7d\n', '٧d'])(
  'refuses %j',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

it.each([
  [0, '0 minutes'],
  [60_000, '1 minute'],
  [7_199_999, '119 minutes'],
  [7_200_000, '2 hours'],
  [172_799_999, '47 hours'],
  [172_800_000, '2 days'],
])('says %d milliseconds', (milliseconds, said) => {
  expect(sayDuration(milliseconds)).toBe(said);
});
