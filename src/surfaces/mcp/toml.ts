import type { Reading, Word } from '../../model/command.ts';
import type { SourceFile } from '../../model/ecosystem.ts';
import type { CommandReader } from '../../model/surface.ts';
import { parseToml } from '../../text/toml.ts';
import type { TomlNode } from '../../text/toml-nodes.ts';
import { Collector } from '../collector.ts';
import { addRun } from '../mcp-servers.ts';

/**
 * Servers as Codex has them: tables below `mcp_servers`, and the program it tells of events (developers.openai.com/codex,
 * "Configuration").
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
  const wordsOf = (node: TomlNode | undefined): readonly Word[] => {
    if (node?.kind === 'array') return node.items.flatMap(wordOf);
    return wordOf(node);
  };
  const wordOf = (node: TomlNode | undefined): readonly Word[] => {
    if (node?.kind !== 'string') return [];
    const { region, value, offset } = node;
    const start = index.offset(region.startLine, region.startColumn);
    const end = index.offset(region.endLine, region.endColumn);
    return [
      { text: value, known: true, start, end, ...(offset === undefined || value === '' ? {} : { plain: offset }) },
    ];
  };
  addRun(into, commands, wordsOf(root.entries.get('notify')?.value));
  for (const { value } of entriesOf(root.entries.get('mcp_servers')?.value)) {
    const members = new Map(entriesOf(value).map((entry) => [entry.key, entry.value]));
    for (const { key, value: text } of entriesOf(members.get('env'))) {
      for (const word of wordOf(text)) into.add(commands.setting(key, word));
    }
    addRun(into, commands, [...wordsOf(members.get('command')), ...wordsOf(members.get('args'))]);
  }
  return into.finish();
}

const entriesOf = (node: TomlNode | undefined) => (node?.kind === 'table' ? [...node.entries.values()] : []);
