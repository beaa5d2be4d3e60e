import type { Reading } from '../../model/command.ts';
import type { SourceFile } from '../../model/ecosystem.ts';
import type { CommandReader, Surface } from '../../model/surface.ts';
import { Collector, impliedWord } from '../collector.ts';
import { parseJsonc } from '../jsonc.ts';
import { addServers, type ServerOptions } from '../mcp-servers.ts';
import { baseNameOf } from '../names.ts';
import { fromJson, fromYaml, type SettingNode, settingOf } from '../setting-nodes.ts';
import { addPlugins } from '../tool-settings.ts';
import { YamlSource } from '../yaml-source.ts';
import { readToml } from './toml.ts';

/** Files of servers alone. */
const serverFiles = new Set([
  '.mcp.json',
  'mcp.json',
  'claude_desktop_config.json',
  'mcp_config.json',
  'mcp_settings.json',
  'cline_mcp_settings.json',
  'mcp-config.json',
]);
const names = new Set([
  ...serverFiles,
  'gemini-extension.json',
  'opencode.json',
  'opencode.jsonc',
  'crush.json',
  '.crush.json',
]);
/** Settings of clients that hold servers, hooks and tasks among other things, by the folder they lie in. */
const settings = new RegExp(
  '(?:^|/)(?:' +
    [
      '\\.(?:gemini|qwen|zed|amp)/settings',
      '\\.claude/settings(?:\\.local)?',
      '\\.claude-plugin/(?:plugin|marketplace)',
      '\\.vscode/(?:settings|tasks)',
      '\\.zed/tasks',
      '\\.amazonq/(?:mcp|cli-agents/[^/]{1,100})',
      '\\.cursor/environment',
      '(?:\\.cursor|\\.codex|hooks)/hooks',
      '\\.continue/mcpServers/[^/]{1,100}',
    ].join('|') +
    ')\\.json$',
);
const codex = /(?:^|\/)\.codex\/config\.toml$/;
/** Continue (docs.continue.dev, "MCP"), goose (its "Configuration File") and LibreChat (its "MCP Servers"). */
const yaml =
  /(?:^|\/)(?:\.continue\/(?:config|(?:mcpServers|agents|assistants)\/[^/]{1,100})|\.?goose\/config|librechat)\.ya?ml$/;

/** What the environment of an agent in the cloud is set up with (docs.cursor.com, "Background agents"). */
const environmentTexts = new Set(['install', 'start']);

export const surface: Surface = {
  id: 'mcp',
  title: 'MCP configurations',
  role: 'script',
  matches: (path) =>
    names.has(baseNameOf(path).toLowerCase()) || settings.test(path) || codex.test(path) || yaml.test(path)
      ? 'name'
      : false,
  read(file, commands) {
    if (isToml(file)) return readToml(file, commands);
    return yaml.test(file.path) ? readYaml(file, commands) : readJson(file, commands);
  },
};

/** Also in a text that shows a configuration. */
const isToml = ({ path, text }: SourceFile): boolean =>
  codex.test(path) || (!/\.(?:jsonc?|ya?ml)$/i.test(path) && /^[ \t]*\[mcp_servers\./m.test(text));

function readYaml(file: SourceFile, commands: CommandReader): Reading {
  const source = new YamlSource(file, commands);
  for (const document of source.documents) addServers(source.into, commands, fromYaml(document, source));
  return source.into.finish();
}

function readJson(file: SourceFile, commands: CommandReader): Reading {
  const { root, lines } = parseJsonc(file.text);
  const into = new Collector(file, lines);
  const base = baseNameOf(file.path);
  const node = fromJson(root, file.text);
  addServers(into, commands, node, optionsOf(file.path));
  if (node.kind !== 'map') return into.finish();
  if (base.startsWith('opencode.')) addPackages(into, commands, settingOf(node, 'plugin'));
  const plugins = base === 'marketplace.json' ? settingOf(node, 'plugins') : undefined;
  if (plugins !== undefined) addPlugins(into, commands, plugins);
  return into.finish();
}

function optionsOf(path: string): ServerOptions {
  if (path.endsWith('.cursor/environment.json')) return { texts: environmentTexts };
  return { holdsServers: serverFiles.has(baseNameOf(path).toLowerCase()) };
}

/** The client installs its plugins from npm when it starts (opencode.ai/docs/plugins); paths are files. */
function addPackages(into: Collector, commands: CommandReader, plugins: SettingNode | undefined): void {
  for (const plugin of plugins?.kind === 'list' ? plugins.items : []) {
    if (plugin.kind !== 'text' || /^(?:file:|[./~])/.test(plugin.value)) continue;
    const words = ['npm', 'install'].map((text) => impliedWord(text, plugin.start, plugin.start));
    into.forTool('', () => into.add(commands.argv([...words, { ...plugin.word(), known: true }])));
  }
}
