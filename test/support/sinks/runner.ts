/** A command as the runner of GitHub Actions reads it from a line of output. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

const unescapeData = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (text: string): string => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

/**
 * Commands in a program's output, after actions/runner (`OutputManager.cs`, `ActionCommand.cs`): `::name properties::data`
 * at the start of a line behind white space, and `##[name properties]data` anywhere in it, found by a culture's comparison,
 * which skips characters that cannot be seen.
 */
export const readCommands = (output: string): readonly RunnerCommand[] =>
  output.split(/\r\n|\r|\n/).flatMap((line) => readCurrent(line.trimStart()) ?? readLegacy(line) ?? []);

function readCurrent(line: string): RunnerCommand | undefined {
  if (!line.startsWith('::')) return undefined;
  const end = line.indexOf('::', 2);
  if (end < 0) return undefined;
  return command(line.slice(2, end), ',', line.slice(end + 2));
}

function readLegacy(line: string): RunnerCommand | undefined {
  const seen = line.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  const start = seen.indexOf('##[');
  return start < 0 ? undefined : command(seen.slice(start + 3).split(']')[0] ?? '', ';', seen);
}

function command(head: string, separator: string, data: string): RunnerCommand {
  const [name = '', ...rest] = head.split(' ');
  const properties = rest
    .join(' ')
    .split(separator)
    .flatMap((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at), unescapeProperty(pair.slice(at + 1))] as const];
    });
  return { name, properties: new Map(properties), data: unescapeData(data) };
}
