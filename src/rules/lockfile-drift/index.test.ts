import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const message = 'content-hash is\n00 but pyproject.toml gives ff.';
const related = { path: 'pyproject.toml', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2, message };

it.each(['low', 'medium', 'high'] as const)('is as sure as the contradiction: %s', (confidence) => {
  const drafts = runRule(rule, { contradiction: { kind: 'drift', message, confidence, related } });
  expect(drafts).toMatchObject([{ confidence, related: [{ path: 'pyproject.toml', startLine: 1 }] }]);
  expect(drafts[0]?.message).toMatch(/: content-hash is 00 but pyproject\.toml gives ff\.$/);
  expect(drafts[0]?.related?.[0]?.message).toBe('content-hash is 00 but pyproject.toml gives ff');
});

it('shows no credentials', () => {
  const secret = 'x is from https://user:hunter2@npm.acme.example/?k=hunter2';
  const drafts = runRule(rule, { contradiction: { kind: 'drift', message: secret } });
  expect(drafts).toHaveLength(1);
  expect(JSON.stringify(drafts)).not.toContain('hunter2');
});

it('leaves the other kind to the other rule', () => {
  expect(runRule(rule, { contradiction: { kind: 'tampered', message } })).toEqual([]);
});
