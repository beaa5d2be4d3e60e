import { expect, it } from 'vitest';
import { isAgentFile } from './agent-files.ts';

it.each([
  ...['AGENTS.md', 'app/CLAUDE.md', '.cursorrules', '.cursor/rules/a.mdc', '.github/copilot-instructions.md'],
  ...['.github/prompts/review.prompt.md', '.claude/commands/a.md', '.roo/rules/a.txt', 'skills/x/SKILL.md'],
])('%s tells agents what to do', (path) => {
  expect(isAgentFile(path)).toBe(true);
});

it.each([
  'README.md',
  'docs/agents.html',
  'a.mdc',
  '.github/ISSUE_TEMPLATE/bug.md',
  '.claude/settings.json',
  'claude.md.bak',
])('%s does not', (path) => {
  expect(isAgentFile(path)).toBe(false);
});
