import { expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const at = (startLine: number) => ({
  path: 'requirements.txt',
  startLine,
  startColumn: 1,
  endLine: startLine,
  endColumn: 9,
});

it('names the line and the reason', () => {
  const drafts = runRule(rule, { ambiguity: { location: at(12), reason: 'U+2028 ends a line for pip.' } });
  expect(drafts.map(({ message }) => message)).toEqual([
    'Not everybody reads line 12 of requirements.txt alike: U+2028 ends a line for pip.',
  ]);
});

it('shows neither credentials nor the very characters that end lines', () => {
  const reason = 'the key "https://user:hunter2@npm.acme.example/"\u2028stands\u0085twice';
  const [draft] = runRule(rule, { ambiguity: { reason } });
  expect(JSON.stringify(draft)).not.toContain('hunter2');
  expect(draft?.message).not.toMatch(/[\u2028\n\r]/);
});
