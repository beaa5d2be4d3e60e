import type { Reading, Word } from '../model/command.ts';
import { MalformedFileError } from '../model/ecosystem.ts';
import type { CommandReader } from '../model/surface.ts';
import type { JsonNode } from '../text/json-nodes.ts';
import type { LineIndex } from '../text/lines.ts';
import { Collector } from './collector.ts';
import { parseJsonc } from './jsonc.ts';
import { addServers } from './mcp-servers.ts';
import type { Piece } from './pieces.ts';

/** Whether a block may be a configuration of MCP servers; most JSON of a documentation is not. */
export const mayHoldServers = (text: string): boolean => /"(?:mcpServers|servers|context_servers)"/.test(text);

/**
 * The servers of a configuration that stands inside a file.
 * @param block a stretch of the file as it stands
 */
export function readServers(outer: Collector, commands: CommandReader, block: Piece): Reading {
  const shift = block.at(0);
  const into = new Collector({ path: outer.file.path, text: block.text }, shiftLines(outer.lines, shift));
  const root = parseBlock(block.text);
  if (root !== undefined) addServers(into, shiftCommands(commands, shift), root);
  return into.finish();
}

/** Undefined for what is no JSON: examples leave things out. */
function parseBlock(text: string): JsonNode | undefined {
  try {
    return parseJsonc(text).root;
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

/** The lines of the file, asked for with offsets of the block. */
const shiftLines = (lines: LineIndex, shift: number): LineIndex => ({
  position: (offset) => lines.position(shift + offset),
  offset: (line, column) => lines.offset(line, column) - shift,
  region: (start, end) => lines.region(shift + start, shift + end),
  line: (number) => lines.line(number),
  count: lines.count,
});

function shiftCommands(commands: CommandReader, shift: number): CommandReader {
  const shiftWord = ({ plain, ...word }: Word): Word => ({
    ...word,
    start: word.start + shift,
    end: word.end + shift,
    ...(plain === undefined ? {} : { plain: plain + shift }),
  });
  return {
    script: (text, at, known) => commands.script(text, (offset) => shift + at(offset), known),
    argv: (words) => commands.argv(words.map(shiftWord)),
    setting: (name, value) => commands.setting(name, shiftWord(value)),
    embedded: (format, text, at) => commands.embedded(format, text, (offset) => shift + at(offset)),
  };
}
