import type { DependencyFile } from '../../../model/dependency.ts';
import { locate } from '../../../model/location.ts';
import type { LineIndex } from '../../../text/lines.ts';
import { parentOf } from '../../../text/paths.ts';
import { readCommands } from '../../../text/shell.ts';
import { optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { ecosystemType } from '../dependency.ts';
import { Gatherer, type Scene } from '../installers/gatherer.ts';
import { addIndexOptions } from '../installers/options.ts';

/** The comment stands above everything else. */
const maxLines = 12;
const maxLength = 8192;

const table = optionTable([
  '-i, --index-url',
  '--extra-index-url',
  '-f, --find-links',
  '--default-index',
  '--index',
  '--index-strategy',
  '--prerelease',
]);

/**
 * What the command that compiled a requirements file was told of indexes, by the comment that it left (pip-tools, `writer.py`,
 * `write_header`; uv, `commands/pip/compile.rs`): it held for what it read, and not for who installs the result.
 */
export function readCompiling(path: string, index: LineIndex): Pick<DependencyFile, 'compiling'> {
  for (let number = 1; number <= Math.min(maxLines, index.count); number++) {
    const line = index.line(number);
    if (!line.startsWith('#')) return {};
    const [, indent, program] = /^(#[ \t]{1,9})(pip-compile|uv pip compile)(?=[ \t]|$)/.exec(line.slice(0, 100)) ?? [];
    if (indent === undefined) continue;
    const from = index.offset(number, indent.length + 1);
    const place = (start: number, end: number) => locate(path, index.region(from + start, from + end));
    return readCommand(line.slice(indent.length, maxLength), program === 'pip-compile' ? 'pip' : 'uv', path, place);
  }
  return {};
}

function readCommand(text: string, client: string, path: string, place: Scene['locate']) {
  const { commands, problems } = readCommands(text);
  const [command] = commands;
  if (command === undefined || problems.length > 0) return {};
  const into = new Gatherer({ path, folder: parentOf(path), locate: place }, client);
  addIndexOptions(readArguments(command.words, table).options, into);
  const { registries, clients = [] } = into.finish();
  const told = { ecosystem: ecosystemType, client, location: place(command.start, command.end) };
  return registries.length + clients.length === 0 ? {} : { compiling: { registries, clients: [told, ...clients] } };
}
