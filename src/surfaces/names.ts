/** The file's own name, without its folder. */
export const baseNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Files that tell agents what to do: they are read as prose, with a kind of their own. */
export function isAgentFile(path: string): boolean {
  const name = baseNameOf(path);
  if (agentFiles.has(name.toLowerCase())) return true;
  const parts = path.toLowerCase().split('/');
  if (name.endsWith('.mdc')) return parts.includes('.cursor');
  if (!/\.(?:md|txt)$/i.test(name)) return false;
  if (parts.some((part, index) => part === '.github' && agentFolders.has(parts[index + 1] ?? ''))) return true;
  return parts.some((part) => toolFolders.has(part));
}

const agentFiles = new Set([
  'agents.md',
  'agent.md',
  'agents.override.md',
  'claude.md',
  'claude.local.md',
  'gemini.md',
  'skill.md',
  'copilot-instructions.md',
  '.cursorrules',
  '.windsurfrules',
  '.clinerules',
]);

/** Below `.github`. */
const agentFolders = new Set(['instructions', 'prompts', 'agents', 'chatmodes', 'skills']);
const toolFolders = new Set(['.claude', '.cursor', '.windsurf', '.clinerules', '.codex', '.gemini', '.agents']);
