import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

it.each([
  ['configuration', 'added', undefined, 'The change adds the configuration of this audit'],
  ['configuration', 'modified', undefined, 'The change edits the configuration of this audit'],
  ['configuration', 'removed', undefined, 'The change removes the configuration of this audit'],
  ['workflow', 'added', 'low', 'The change adds the workflow that runs this audit'],
  ['workflow', 'modified', undefined, 'The change edits the workflow that runs this audit'],
  ['workflow', 'removed', undefined, 'The change removes the workflow that runs this audit'],
] as const)('tells of a %s that was %s', (role, change, severity, words) => {
  const drafts = runRule(rule, { gate: { role, change, path: '.github/gate.yml' } });
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.severity).toBe(severity);
  expect(drafts[0]?.message.startsWith(`${words} (.github/gate.yml): `)).toBe(true);
});

it.each(['added', 'modified'] as const)(
  'makes little of a configuration that sets nothing only where it is new: %s',
  (change) => {
    const [draft] = runRule(rule, { gate: { role: 'configuration', change, isEmpty: true } });
    expect(draft?.severity).toBe(change === 'added' ? 'low' : undefined);
  },
);

it('says under which configuration an edit of the configuration was audited', () => {
  expect(runRule(rule, { gate: {} })[0]?.message).toContain('audited under the base side');
});
