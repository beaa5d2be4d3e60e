/** Files that tell agents what to do, by the names and folders that their tools document. */
export function isAgentFile(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  if (agentFiles.has(name)) return true;
  if (name.endsWith('.mdc')) return parts.includes('.cursor');
  if (/\.(?:instructions|prompt|chatmode|agent)\.md$/.test(name)) return true;
  const below = (tools: ReadonlySet<string>, folders: RegExp) =>
    parts.slice(0, -2).some((part, index) => tools.has(part) && folders.test(parts[index + 1] ?? ''));
  if (name.endsWith('.toml')) return below(commandTools, /^commands$/);
  const isRule = !name.includes('.') && (parts.at(-2) === '.clinerules' || below(toolFolders, /^rules/));
  if (!isRule && !/\.(?:md|txt)$/.test(name)) return false;
  return isRule || below(github, agentFolders) || parts.slice(0, -1).some((part) => toolFolders.has(part));
}

const agentFiles: ReadonlySet<string> = new Set([
  'agents.md',
  'agent.md',
  'agents.override.md',
  'claude.md',
  'claude.local.md',
  'gemini.md',
  'qwen.md',
  'warp.md',
  'crush.md',
  'skill.md',
  'copilot-instructions.md',
  '.cursorrules',
  '.windsurfrules',
  '.clinerules',
  '.roorules',
  '.goosehints',
  '.rules',
  'airules.md',
]);

const github: ReadonlySet<string> = new Set(['.github']);
const agentFolders = /^(?:instructions|prompts|agents|chatmodes|skills)$/;
/** Their commands are prompts in TOML. */
const commandTools: ReadonlySet<string> = new Set(['.gemini', '.qwen']);
const toolFolders: ReadonlySet<string> = new Set([
  ...['.claude', '.cursor', '.windsurf', '.clinerules', '.codex', '.gemini', '.agents'],
  ...['.aiassistant', '.crush', '.lingma', '.openhands', '.qwen', '.tabnine', '.zencoder'],
  ...['.amazonq', '.augment', '.continue', '.factory', '.junie', '.kiro', '.opencode', '.roo', '.trae'],
]);
