/** Files that tell agents what to do, by the names and folders that their tools document. */
export function isAgentFile(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  if (agentFiles.has(name)) return true;
  if (name.endsWith('.mdc')) return parts.includes('.cursor');
  if (!/\.(?:md|txt)$/.test(name)) return false;
  if (parts.some((part, index) => part === '.github' && agentFolders.has(parts[index + 1] ?? ''))) return true;
  return parts.some((part) => toolFolders.has(part));
}

const agentFiles: ReadonlySet<string> = new Set([
  'agents.md',
  'agent.md',
  'agents.override.md',
  'claude.md',
  'claude.local.md',
  'gemini.md',
  'qwen.md',
  'skill.md',
  'copilot-instructions.md',
  '.cursorrules',
  '.windsurfrules',
  '.clinerules',
  '.roorules',
  '.goosehints',
]);

/** Below `.github`. */
const agentFolders: ReadonlySet<string> = new Set(['instructions', 'prompts', 'agents', 'chatmodes', 'skills']);
const toolFolders: ReadonlySet<string> = new Set([
  ...['.claude', '.cursor', '.windsurf', '.clinerules', '.codex', '.gemini', '.agents'],
  ...['.amazonq', '.augment', '.continue', '.factory', '.junie', '.kiro', '.opencode', '.roo', '.trae'],
]);
