import type { Reading } from '../../model/command.ts';
import type { SourceFile } from '../../model/ecosystem.ts';
import type { CommandReader, Surface } from '../../model/surface.ts';
import { memberOf } from '../../text/json-nodes.ts';
import { Collector, impliedWord } from '../collector.ts';
import { jsonWord } from '../json-text.ts';
import { parseJsonc } from '../jsonc.ts';
import { addServers } from '../mcp-servers.ts';
import { baseNameOf } from '../names.ts';
import { sliceOf } from '../pieces.ts';
import { readToml } from './toml.ts';

const names = new Set([
  '.mcp.json',
  'mcp.json',
  'claude_desktop_config.json',
  'mcp_config.json',
  'mcp_settings.json',
  'cline_mcp_settings.json',
  'mcp-config.json',
  'gemini-extension.json',
  'opencode.json',
  'opencode.jsonc',
]);
/** Settings of clients that hold servers, hooks and tasks among other things, by the folder they lie in. */
const settings = new RegExp(
  '(?:^|/)(?:' +
    [
      '\\.(?:gemini|zed)/settings',
      '\\.claude/settings(?:\\.local)?',
      '\\.claude-plugin/plugin',
      '\\.vscode/(?:settings|tasks)',
      '\\.zed/tasks',
      '\\.amazonq/(?:mcp|cli-agents/[^/]{1,100})',
      '\\.cursor/environment',
      '(?:\\.cursor|\\.codex|hooks)/hooks',
    ].join('|') +
    ')\\.json$',
);
const codex = /(?:^|\/)\.codex\/config\.toml$/;

/** What the environment of an agent in the cloud is set up with (docs.cursor.com, "Background agents"). */
const environmentTexts = new Set(['install', 'start']);

export const surface: Surface = {
  id: 'mcp',
  title: 'MCP configurations',
  role: 'script',
  matches: (path) =>
    names.has(baseNameOf(path).toLowerCase()) || settings.test(path) || codex.test(path) ? 'name' : false,
  read: (file, commands) => (isToml(file) ? readToml(file, commands) : readJson(file, commands)),
};

/** Also in a text that shows a configuration. */
const isToml = ({ path, text }: SourceFile): boolean =>
  codex.test(path) || (!/\.jsonc?$/i.test(path) && /^[ \t]*\[mcp_servers\./m.test(text));

function readJson(file: SourceFile, commands: CommandReader): Reading {
  const { root, lines } = parseJsonc(file.text);
  const into = new Collector(file, lines);
  const isEnvironment = file.path.endsWith('.cursor/environment.json');
  addServers(into, commands, root, ...(isEnvironment ? [environmentTexts] : []));
  const plugins = baseNameOf(file.path).startsWith('opencode.') ? memberOf(root, 'plugin')?.value : undefined;
  const whole = sliceOf(file.text, 0, file.text.length);
  for (const plugin of plugins?.kind === 'array' ? plugins.items : []) {
    // The client installs its plugins from npm when it starts (opencode.ai/docs/plugins); paths are files.
    if (plugin.kind !== 'string' || /^(?:file:|[./~])/.test(plugin.value)) continue;
    const words = ['npm', 'install'].map((text) => impliedWord(text, plugin.start, plugin.start));
    into.add(commands.argv([...words, jsonWord(whole, plugin)]));
  }
  return into.finish();
}
