import type { Reading } from '../../model/command.ts';
import type { Unparsed } from '../../model/dependency.ts';
import type { SourceFile } from '../../model/ecosystem.ts';
import { locate } from '../../model/location.ts';
import type { CommandReader, PlaceMap, Surface } from '../../model/surface.ts';
import { indexLines } from '../../text/lines.ts';
import { parseYaml } from '../../text/yaml.ts';
import {
  entriesOf,
  entryOf,
  type Span,
  textOf,
  type YamlEntry,
  type YamlNode,
  type YamlText,
} from '../../text/yaml-nodes.ts';

/**
 * The file of a conda environment (docs.conda.io, managing environments): conda packages, the channels they come from, and
 * a list of lines for pip, which may hold options, indexes and further files.
 */
export const surface: Surface = {
  id: 'conda-environment',
  title: 'environment.yml',
  role: 'manifest',
  includesAnyName: true,
  matches(path) {
    const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (!/\.ya?ml$/.test(file)) return false;
    return /^(?:conda-)?environment\.ya?ml$/.test(file) ? 'name' : /env|conda/.test(file) ? 'content' : false;
  },
  recognises: (text) => /^channels[ \t]*:/m.test(text) && /^dependencies[ \t]*:/m.test(text),
  read: readEnvironment,
};

function readEnvironment(file: SourceFile, commands: CommandReader): Reading {
  const { documents, problems } = parseYaml(file.text);
  const [root] = documents;
  const readings: Reading[] = [];
  const faults: Fault[] = problems.map(({ start, end, reason }) => ({ start, end, reason }));
  const channels = entryOf(root, 'channels');
  if (channels !== undefined) readings.push(readChannels(channels, file, commands));
  const dependencies = entryOf(root, 'dependencies');
  const seen = new Set<number>();
  for (const item of dependencies === undefined ? [] : listOf(dependencies, faults)) {
    // What an alias stands for is said once, at its anchor.
    const place = item.kind === 'text' ? item.at(0) : item.start;
    if (seen.has(place)) continue;
    seen.add(place);
    if (item.kind === 'map') readings.push(...readManagers(item, commands, faults));
    else readings.push(...readSpec(item, commands, faults));
  }
  readings.push(...readVariables(entryOf(root, 'variables')?.value, commands));
  return join(readings, toUnparsed(faults, file));
}

interface Fault extends Span {
  readonly reason: string;
}

/** Channels are written as in the settings of conda, and read as such. */
function readChannels({ keyStart, value }: YamlEntry, { text }: SourceFile, commands: CommandReader): Reading {
  return commands.embedded('condarc', text.slice(keyStart, value.end), (offset) => keyStart + offset);
}

function listOf({ key, value }: YamlEntry, faults: Fault[]): readonly YamlNode[] {
  if (value.kind === 'list') return value.items;
  const isNothing = value.kind === 'scalar' && value.value === null;
  if (!isNothing) faults.push({ start: value.start, end: value.end, reason: `"${key}" is not a list` });
  return [];
}

function readSpec(item: YamlNode, commands: CommandReader, faults: Fault[]): readonly Reading[] {
  if (item.kind === 'text') return [commands.embedded('conda-specs', item.value, (offset) => item.at(offset))];
  const written = textOf(item);
  if (written !== undefined) return [commands.embedded('conda-specs', written, (offset) => item.start + offset)];
  if (item.end > item.start) faults.push({ start: item.start, end: item.end, reason: 'no package of conda' });
  return [];
}

/** Lists for other package managers. conda itself knows `pip` only. */
function readManagers(item: YamlNode, commands: CommandReader, faults: Fault[]): readonly Reading[] {
  return [...entriesOf(item).values()].flatMap((entry) => {
    if (entry.key === 'pip') return readPip(listOf(entry, faults), commands, faults);
    const reason = 'conda knows no package manager of this name';
    faults.push({ start: entry.keyStart, end: Math.max(entry.keyEnd, entry.value.end), reason });
    return [];
  });
}

/** conda writes the items into a requirements file, a line each, and gives it to pip. */
function readPip(items: readonly YamlNode[], commands: CommandReader, faults: Fault[]): readonly Reading[] {
  const texts = items.filter((item): item is YamlText => item.kind === 'text');
  for (const item of items) {
    if (item.kind !== 'text' && item.end > item.start)
      faults.push({ start: item.start, end: item.end, reason: 'no requirement of pip' });
  }
  if (texts.length === 0) return [];
  const text = texts.map(({ value }) => value).join('\n');
  return [commands.embedded('requirements', text, placeIn(texts))];
}

/** Where the characters of joined texts stand; the line feed between two of them stands at the end of the first. */
function placeIn(texts: readonly YamlText[]): PlaceMap {
  const starts: number[] = [];
  let length = 0;
  for (const { value } of texts) {
    starts.push(length);
    length += value.length + 1;
  }
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const text = texts[low];
    return text === undefined ? 0 : text.at(Math.min(offset - (starts[low] ?? 0), text.value.length));
  };
}

/** Variables that are set where the environment is active. */
function readVariables(node: YamlNode | undefined, commands: CommandReader): readonly Reading[] {
  return [...entriesOf(node).values()].flatMap(({ key, value }) => {
    const text = textOf(value);
    if (text === undefined) return [];
    const at = value.kind === 'text' ? value.at(0) : value.start;
    const isPlain = value.kind !== 'text' || value.at(text.length) - at === text.length;
    const word = {
      text,
      known: true,
      start: value.start,
      end: value.end,
      ...(isPlain && text !== '' ? { plain: at } : {}),
    };
    return [commands.setting(key, word)];
  });
}

function toUnparsed(faults: readonly Fault[], { path, text }: SourceFile): readonly Unparsed[] {
  const lines = indexLines(text);
  return faults.map(({ start, end, reason }) => ({
    location: locate(path, lines.region(start, end)),
    text: text.slice(start, end),
    reason,
  }));
}

const join = (readings: readonly Reading[], unparsed: readonly Unparsed[]): Reading => ({
  dependencies: readings.flatMap((one) => one.dependencies),
  registries: readings.flatMap((one) => one.registries),
  includes: readings.flatMap((one) => one.includes),
  unparsed: [...readings.flatMap((one) => one.unparsed), ...unparsed],
  safeguards: readings.flatMap((one) => one.safeguards),
  clients: readings.flatMap((one) => one.clients ?? []),
});
