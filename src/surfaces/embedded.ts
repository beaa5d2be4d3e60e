import type { Reading } from '../model/command.ts';
import type { ClientUse, Dependency, Include, RegistryUse, Unparsed } from '../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../model/ecosystem.ts';
import { type Location, locate, type Region } from '../model/location.ts';
import { emptyReading } from '../model/reading.ts';
import type { PlaceMap } from '../model/surface.ts';
import { indexLines, type LineIndex } from '../text/lines.ts';

/** Longest excerpt of text that was not understood; its location covers all of it. */
const maxExcerpt = 200;

/** Reads a text in the format of a dependency file and places what it says in the file that holds the text. */
export function readEmbedded(format: Format, text: string, at: PlaceMap, file: SourceFile, lines: LineIndex): Reading {
  const end = text.length === 0 ? at(0) : at(text.length - 1) + 1;
  const gap = (reason: string): Reading => ({
    ...emptyReading,
    unparsed: [{ location: locate(file.path, lines.region(at(0), end)), text: text.slice(0, maxExcerpt), reason }],
  });
  try {
    const parsed = format.parse({ path: file.path, text });
    const move = createMove(text, at, file, lines);
    const unparsed: Unparsed[] = parsed.unparsed.map((one) => ({ ...one, location: move.location(one.location) }));
    for (const { location, reason } of parsed.ambiguities ?? []) {
      unparsed.push({ location: move.location(location), text: move.slice(location).slice(0, maxExcerpt), reason });
    }
    return {
      dependencies: parsed.dependencies.map(move.dependency),
      registries: parsed.registries.map(move.use),
      includes: parsed.includes.map(move.use),
      unparsed,
      safeguards: (parsed.safeguards ?? []).map((one) => ({ ...one, location: move.location(one.location) })),
      clients: (parsed.clients ?? []).map(move.use),
      tools: (parsed.tools ?? []).map((one) => ({ ...one, location: move.location(one.location) })),
    };
  } catch (error) {
    if (error instanceof MalformedFileError) return gap(`not a valid ${format.title}: ${error.message}`);
    throw error;
  }
}

function createMove(text: string, at: PlaceMap, file: SourceFile, lines: LineIndex) {
  const inner = indexLines(text);
  const offsets = ({ startLine, startColumn, endLine, endColumn }: Region): readonly [number, number] => [
    inner.offset(startLine, startColumn),
    inner.offset(endLine, endColumn),
  ];
  const region = (of: Region): Region => {
    const [start, end] = offsets(of);
    const from = at(start);
    return lines.region(from, Math.max(from, end > start ? at(end - 1) + 1 : from));
  };
  const slice = (of: Region): string => text.slice(...offsets(of));
  /** A region inside an entry only where the file has the same text there. */
  const exact = (of: Region | undefined): Region | undefined => {
    if (of === undefined) return undefined;
    const [start, end] = offsets(of);
    return file.text.startsWith(text.slice(start, end), at(start)) ? region(of) : undefined;
  };
  const location = (of: Region): Location => locate(file.path, region(of));
  const dependency = (one: Dependency): Dependency => {
    const { nameRegion, requirementRegion, ...rest } = one;
    const [name, requirement] = [exact(nameRegion), exact(requirementRegion)];
    return {
      ...rest,
      location: location(one.location),
      ...(name && { nameRegion: name }),
      ...(requirement && { requirementRegion: requirement }),
    };
  };
  const use = <T extends RegistryUse | ClientUse | Include>(one: T): T => ({
    ...one,
    ...(one.within === undefined ? {} : { within: location(one.within) }),
    location: location(one.location),
  });
  return { location, dependency, slice, use };
}
