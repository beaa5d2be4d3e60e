import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const exception = { rule: 'recent-release', package: 'pkg:npm/axois', reason: 'known', expires: '2026-12-31' };

it('says which one matched nothing', () => {
  const drafts = runRule(rule, { exception: { exception, state: 'unused' } });
  expect(drafts.map(({ message }) => message)).toEqual([
    'The exception from recent-release for pkg:npm/axois matches no finding, although everything was audited.',
  ]);
});

it('leaves an expired one alone', () => {
  expect(runRule(rule, { exception: { exception, state: 'expired' } })).toEqual([]);
});
