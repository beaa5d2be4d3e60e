import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const check = (subject: NonNullable<Parameters<typeof runRule>[1]['subject']>) => runRule(rule, { subject });

it('says what is denied, what brings it in and why', () => {
  const [draft] = check({
    dependency: { name: 'event-stream', version: '4.0.1', direct: false },
    introducedBy: ['pkg:npm/nodemon@1.0.0' as never],
    deniedBy: [{ package: 'pkg:npm/event-stream', reason: 'hijacked' }],
  });
  expect(draft?.message).toBe('event-stream is denied by the configuration, brought in by nodemon 1.0.0: "hijacked".');
  expect(draft?.remediation).toContain('another package');
});

it('tells a denial of the name where both match, and takes the version of the lockfile', () => {
  const deniedBy = [
    { package: 'pkg:npm/a@1.0.0', reason: 'one' },
    { package: 'pkg:npm/a', reason: 'all' },
  ];
  expect(check({ dependency: { name: 'a' }, lockedOnly: '1.0.0', deniedBy })).toMatchObject([
    { message: expect.stringContaining('"all"') },
  ]);
  expect(check({ dependency: { name: 'a' }, lockedOnly: '1.0.0', deniedBy: deniedBy.slice(0, 1) })).toMatchObject([
    { version: '1.0.0', message: expect.stringContaining('a 1.0.0 is denied') },
  ]);
});

it('says nothing of what nobody denies', () => {
  expect(check({ dependency: { name: 'a', version: '1.0.0' } })).toEqual([]);
});
