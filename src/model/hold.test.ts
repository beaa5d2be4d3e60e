import { expect, it } from 'vitest';
import { holdTitle, readHoldTitle } from './hold.ts';

it.each(['2026-06-19T12:00:00.000Z', '2026-06-19T12:00:00Z'])('reads the time that it wrote: %s', (until) => {
  expect(readHoldTitle(holdTitle(until))).toEqual(new Date(until));
});

it.each([
  '',
  'held until',
  'held until tomorrow',
  'held until 2026-13-19T12:00:00Z',
  'held until 2026-06-19T12:00:00+02:00',
  'recent-release: held until 2026-06-19T12:00:00Z',
  'held until 2026-06-19T12:00:00Z and longer',
])('takes no other title for one: %j', (title) => {
  expect(readHoldTitle(title)).toBeUndefined();
});
