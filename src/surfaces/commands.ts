import type { Installer, Reading, Word } from '../model/command.ts';
import type { Format, SourceFile } from '../model/ecosystem.ts';
import { locate } from '../model/location.ts';
import { emptyReading, joinReadings } from '../model/reading.ts';
import type { CommandReader, PlaceMap } from '../model/surface.ts';
import { indexLines } from '../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../text/paths.ts';
import { readCommands } from '../text/shell.ts';
import type { ShellScope, ShellScript } from '../text/shell-words.ts';
import type { CommandContext, ScriptContext, ScriptVariables } from './command-context.ts';
import { readEmbedded } from './embedded.ts';
import { readArgv, readStatement } from './invocations.ts';
import { createMentions } from './mentions.ts';

/** Scripts inside words of scripts: deeper ones are told, not read. */
const maxDepth = 8;

/** Longest excerpt of text that was not understood; its location covers all of it. */
const maxExcerpt = 200;

export interface CommandReaderOptions {
  /** Of all ecosystems. */
  readonly installers: readonly Installer[];
  /** Formats of all ecosystems: what a command writes into a dependency file is read as one. */
  readonly formats: readonly Format[];
  /** Files that stand inside others as they are: a Dockerfile in a compose file or a text. */
  readonly surfaces?: readonly Format[];
  readonly file: SourceFile;
}

/** Understands the commands of one file. Everything that it returns is located in that file. Never throws. */
export function createCommandReader({ installers, formats, surfaces = [], file }: CommandReaderOptions): CommandReader {
  const lines = indexLines(file.text);
  const byProgram = new Map(installers.flatMap((one) => one.programs.map((program) => [program, one] as const)));
  const mentions = createMentions(installers);
  const place = (start: number, end: number) => locate(file.path, lines.region(start, end));
  const context: CommandContext = {
    file,
    installers: byProgram,
    formats,
    mentions,
    locate: place,
    gap: (start, end, reason) => ({
      location: place(start, end),
      text: file.text.slice(start, Math.min(end, start + maxExcerpt)),
      reason,
    }),
    script: (text, at, depth, { known, environment }) => readScript({ text, at, depth, known, environment }),
    setting: (name, value) =>
      joinReadings(installers.flatMap((one) => one.setting?.(name, value, { path: file.path, locate: place }) ?? [])),
    embedded: (format, text, at) => readEmbedded(format, text, at, file, lines),
  };

  function readScript({ text, at, depth, known, environment }: Source): Reading {
    const end = text === '' ? at(0) : at(text.length - 1) + 1;
    if (depth > maxDepth) {
      const told = mentions.inText(text) ? [context.gap(at(0), end, 'scripts are nested too deeply to be read')] : [];
      return { ...emptyReading, unparsed: told };
    }
    const shell = readCommands(text, known);
    const script: ScriptContext = {
      ...context,
      until: end,
      text,
      at,
      depth,
      known,
      environment: new Map(environment),
      folders: new Map<ShellScope, string | undefined>(),
      saved: new Map<string, Word | undefined>(),
    };
    const gaps = gapsOf(shell, text, at, context);
    return joinReadings([...shell.commands.map((command) => readStatement(command, script)), gaps]);
  }

  return {
    script: (text, at, known = new Map(), environment = known) =>
      withoutRepeats(readScript({ text, at, depth: 0, known, environment })),
    argv: (words, environment = new Map()) => withoutRepeats(readArgv(words, context, environment)),
    setting: context.setting,
    settingsFile({ text, known, start, end }) {
      const isSettings = formats.some((format) => format.role === 'configuration' && format.matches(text) === 'name');
      if (!known || !isSettings) return emptyReading;
      // Images are built from the root of the repository, or from the folder of the file.
      const paths = [joinPath(parentOf(file.path), text), text].flatMap((path) => normalisePath(path) ?? []);
      const shared = { kind: 'companion', optional: true, text, location: place(start, end) } as const;
      return { ...emptyReading, includes: [...new Set(paths)].map((path) => ({ ...shared, path })) };
    },
    embedded(id, text, at) {
      const format = [...formats, ...surfaces].find((one) => one.id === id);
      if (format !== undefined) return context.embedded(format, text, at);
      const end = text === '' ? at(0) : at(text.length - 1) + 1;
      return { ...emptyReading, unparsed: [context.gap(at(0), end, `no format is called ${id}`)] };
    },
  };
}

interface Source extends ScriptVariables {
  readonly text: string;
  readonly at: PlaceMap;
  readonly depth: number;
}

/** Places whose grammar was not understood, where they speak of an installer. */
function gapsOf({ problems }: ShellScript, text: string, at: PlaceMap, { mentions, gap }: CommandContext): Reading {
  if (problems.length === 0) return emptyReading;
  const told = problems.filter(({ start, end }) => mentions.inText(text.slice(lineStart(text, start), end)));
  return {
    ...emptyReading,
    unparsed: told.map(({ start, end, reason }) => gap(at(start), at(Math.max(start, end - 1)) + 1, reason)),
  };
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;

/** A word that is read as part of two commands (`sh -c "$(npx x)"`) names its packages once. */
function withoutRepeats(reading: Reading): Reading {
  const seen = new Set<string>();
  const isNew = (parts: readonly unknown[]): boolean => {
    const key = JSON.stringify(parts);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  };
  return {
    dependencies: reading.dependencies.filter((one) => isNew([one.purl, one.requirement, one.location])),
    registries: reading.registries.filter((one) => isNew([one.url, one.role, one.names, one.location, one.within])),
    includes: reading.includes.filter((one) => isNew([one.kind, one.text, one.path, one.location, one.within])),
    unparsed: reading.unparsed.filter((one) => isNew([one.reason, one.location])),
    safeguards: reading.safeguards.filter((one) => isNew([one.setting, one.value, one.location])),
    ...(reading.clients === undefined ? {} : { clients: reading.clients }),
    ...(reading.tools === undefined ? {} : { tools: reading.tools }),
  };
}
