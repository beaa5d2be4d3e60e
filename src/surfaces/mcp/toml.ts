import type { Reading } from '../../model/command.ts';
import type { SourceFile } from '../../model/ecosystem.ts';
import type { CommandReader } from '../../model/surface.ts';
import { parseToml } from '../../text/toml.ts';
import { Collector } from '../collector.ts';
import { addServers } from '../mcp-servers.ts';
import { fromToml, type SettingNode } from '../setting-nodes.ts';

/**
 * The settings of Codex: servers are tables below `mcp_servers`, and `notify` is the program it tells of events
 * (developers.openai.com/codex, "Configuration").
 * @throws MalformedFileError where the text is no TOML
 */
export function readToml(file: SourceFile, commands: CommandReader): Reading {
  const { root, index, disagreements } = parseToml(file.text);
  const into = new Collector(file, index);
  for (const { region } of disagreements) {
    const [start, end] = [
      index.offset(region.startLine, region.startColumn),
      index.offset(region.endLine, region.endColumn),
    ];
    into.reject(start, end, 'readers of TOML take this differently');
  }
  const settings = fromToml(root, index);
  for (const { key, start, value } of settings.kind === 'map' ? settings.entries : []) {
    if (key !== 'notify') continue;
    const command: SettingNode = { ...value, kind: 'list', items: value.kind === 'list' ? value.items : [value] };
    addServers(into, commands, { ...settings, kind: 'map', entries: [{ key: 'command', start, value: command }] });
  }
  addServers(into, commands, settings);
  return into.finish();
}
