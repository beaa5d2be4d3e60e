import { expect, it } from 'vitest';
import { isAgentFile } from './agent-files.ts';

it.each([
  ...['AGENTS.md', 'app/CLAUDE.md', '.cursorrules', '.cursor/rules/a.mdc', '.github/copilot-instructions.md'],
  ...['.github/prompts/review.prompt.md', '.claude/commands/a.md', '.roo/rules/a.txt', 'skills/x/SKILL.md'],
  ...['.rules', 'WARP.md', '.clinerules/01-base', '.cursor/rules/base', '.aiassistant/rules/a.md', 'docs/a.prompt.md'],
  ...['.gemini/commands/a.toml', '.openhands/microagents/repo.md', 'b.instructions.md'],
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
  '.gemini/settings.toml',
  '.cursor/hooks/format',
  '.claude/rules.json',
  'rules/base',
])('%s does not', (path) => {
  expect(isAgentFile(path)).toBe(false);
});
