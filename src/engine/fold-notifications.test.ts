import { expect, it } from 'vitest';
import type { Notification } from '../model/report.ts';
import { foldNotifications } from './fold-notifications.ts';

const of = (path: string, message = 'it was not read'): Notification => ({ level: 'warning', message, path });

it('what is said of many files is said once, where it was said first', () => {
  const first: Notification = { level: 'note', message: 'something else' };
  const all = [first, of('d'), of('b'), of('x', 'another thing'), of('a'), of('c')];
  expect(foldNotifications(all)).toEqual([
    first,
    { level: 'warning', message: 'it was not read (4 files: a, b, c, d)' },
    of('x', 'another thing'),
  ]);
});

it('what is said of some, of none or of packages stays as it is', () => {
  const packages: Notification = { ...of('a'), packages: [] };
  const all = [of('a'), of('b'), of('c'), packages, packages, packages, packages];
  expect(foldNotifications(all)).toEqual(all);
});

it('names as many as one line bears', () => {
  const [one, ...more] = foldNotifications(Array.from({ length: 5_000 }, (_, at) => of(`${at}${'x'.repeat(100)}`)));
  expect(more).toEqual([]);
  expect(one?.message).toMatch(/^it was not read \(5000 files: .* and \d+ more\)$/);
  expect(one?.message.length).toBeLessThan(6_000);
});
