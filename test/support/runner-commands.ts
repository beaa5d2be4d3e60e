/** A command that the runner found in a line of output. */
export interface RunnerCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What the runner registers (actions/runner, `ActionCommandManager.cs`); `set-output` and `save-state` still run. */
const registered = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
);

/**
 * Reads lines as the runner does (`ActionCommand.cs`, `OutputManager.cs`): `::name key=value,...::data` at the start of a
 * line after blanks, or the older `##[name key=value;...]data` anywhere in it. Between `stop-commands` and its token
 * nothing is a command.
 */
export function createCommandReader(): (line: string) => RunnerCommand | undefined {
  let stopToken: string | undefined;
  return (line) => {
    const isKnown = (name: string): boolean => name === stopToken || registered.has(name.toLowerCase());
    const found = parseCurrent(line, isKnown) ?? parseLegacy(line, isKnown);
    if (found === undefined) return undefined;
    if (stopToken !== undefined) {
      if (found.command !== stopToken) return undefined;
      stopToken = undefined;
      return found;
    }
    if (found.command === 'stop-commands') stopToken = found.data;
    return found;
  };
}

type IsKnown = (name: string) => boolean;

function parseCurrent(line: string, isKnown: IsKnown): RunnerCommand | undefined {
  const text = line.trimStart();
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  return parseCommand(text.slice(2, end), text.slice(end + 2), ',', currentData, currentProperty, isKnown);
}

function parseLegacy(line: string, isKnown: IsKnown): RunnerCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  return parseCommand(line.slice(start + 3, end), line.slice(end + 1), ';', legacyText, legacyText, isKnown);
}

type Codes = readonly (readonly [string, string])[];

/** In the order of unescaping: the percent sign last. */
const currentData: Codes = [
  ['%0A', '\n'],
  ['%0D', '\r'],
  ['%25', '%'],
];
const currentProperty: Codes = [['%2C', ','], ['%3A', ':'], ...currentData];
const legacyText: Codes = [
  ['%5D', ']'],
  ['%0A', '\n'],
  ['%0D', '\r'],
  ['%3B', ';'],
  ['%25', '%'],
];

const decodeText = (text: string, codes: Codes): string =>
  codes.reduce((result, [code, character]) => result.replaceAll(code, character), text);

function parseCommand(
  head: string,
  data: string,
  separator: string,
  dataCodes: Codes,
  propertyCodes: Codes,
  isKnown: IsKnown,
): RunnerCommand | undefined {
  const space = head.indexOf(' ');
  const name = space < 0 ? head : head.slice(0, space);
  if (!isKnown(name)) return undefined;
  const properties: [string, string][] = [];
  for (const pair of space < 0
    ? []
    : head
        .slice(space + 1)
        .trim()
        .split(separator)) {
    const equals = pair.indexOf('=');
    if (equals > 0) properties.push([pair.slice(0, equals), decodeText(pair.slice(equals + 1), propertyCodes)]);
  }
  return { command: name, properties: Object.fromEntries(properties), data: decodeText(data, dataCodes) };
}
