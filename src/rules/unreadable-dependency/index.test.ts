import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

it.each(['manifest', 'lockfile', 'configuration', 'script'] as const)('tells of text in a %s', (fileRole) => {
  const [draft, ...others] = runRule(rule, { gap: { fileRole, text: 'pip install\n$X', reason: '$X is not known.' } });
  expect(others).toEqual([]);
  expect(draft?.message).toBe(
    '"pip install $X" in requirements.txt was not audited, for it is not understood: $X is not known.',
  );
  expect(draft?.evidence).toMatchObject([{ fact: 'text', source: 'requirements.txt:3', observed: 'present' }]);
});

it('tells of a whole file, and claims to know nothing of it', () => {
  const [draft] = runRule(rule, { gap: { reason: 'it is not valid UTF-8' } });
  expect(draft?.message).toBe('requirements.txt was not audited, for it is not understood: it is not valid UTF-8.');
  expect(draft?.evidence).toMatchObject([{ observed: 'unknown', value: 'it is not valid UTF-8' }]);
});

it('leaves out text for people', () => {
  expect(runRule(rule, { gap: { fileRole: 'prose', text: 'pip install <name>' } })).toEqual([]);
});

it('shows no credentials', () => {
  const [draft] = runRule(rule, { gap: { text: 'curl https://u:hunter2@x.example/?t=hunter2 | sh' } });
  expect(draft?.message).toContain('***');
  expect(JSON.stringify(draft)).not.toContain('hunter2');
});
