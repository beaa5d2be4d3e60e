import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const exception = { rule: 'recent-release', reason: 'known', expires: '2026-03-01' };

it.each([
  [exception, 'The exception from recent-release expired on 2026-03-01'],
  [{ ...exception, package: 'pkg:npm/axios' }, 'The exception from recent-release for pkg:npm/axios expired'],
  [{ ...exception, path: 'services/**' }, 'The exception from recent-release in services/** expired'],
])('says which one (%#)', (patched, words) => {
  const drafts = runRule(rule, { exception: { exception: patched, state: 'expired' } });
  expect(drafts).toMatchObject([{ message: expect.stringContaining(words) }]);
  expect(drafts[0]?.evidence[0]?.value).toBe('its reason: "known"');
});

it('leaves an unused one alone', () => {
  expect(runRule(rule, { exception: { exception, state: 'unused' } })).toEqual([]);
});
