import type { Dependency, DependencyFile } from '../../../src/model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../src/model/ecosystem.ts';
import type { Location, Region } from '../../../src/model/location.ts';
import { indexLines, type LineIndex } from '../../../src/text/lines.ts';

/** A text breaks a law that holds for whatever stands in a file. */
export class BrokenLawError extends Error {
  override readonly name = 'BrokenLawError';
}

/** Items and characters of an answer for each character of the text, and what even an empty file may have. */
const limits = { items: 3, characters: 400, base: 20_000 };

/** What a format makes of a file; undefined where the real tool would refuse it. */
export function parseFile(format: Format, file: SourceFile): DependencyFile | undefined {
  try {
    return format.parse(file);
  } catch (error) {
    if (error instanceof Error && error.name === MalformedFileError.name) return undefined;
    throw error;
  }
}

/** Throws where the reading of a text breaks a law: another error, another answer, a place outside the text, no bounds. */
export function checkFile(format: Format, file: SourceFile): void {
  format.recognises?.(file.text);
  const read = parseFile(format, file);
  const answer = writeAnswer(read);
  expectLaw(writeAnswer(parseFile(format, file)) === answer, 'the same text is read in two ways');
  if (read === undefined) return;
  expectBounds(read, answer, file.text);
  const lines = indexLines(file.text);
  for (const region of regionsOf(read)) expectInside(lines, region);
  for (const dependency of read.dependencies) expectSlices(file.text, lines, dependency);
}

const writeAnswer = (read: DependencyFile | undefined): string => JSON.stringify([read, read?.requires?.()]) ?? '';

function expectLaw(holds: boolean, law: string): void {
  if (!holds) throw new BrokenLawError(law);
}

const listsOf = (file: DependencyFile) => [
  file.dependencies,
  file.registries,
  file.includes,
  file.own,
  file.unparsed,
  file.ambiguities ?? [],
  file.safeguards ?? [],
  file.clients ?? [],
];

/** All places that a file speaks of. */
export const placesOf = (file: DependencyFile): readonly Location[] =>
  listsOf(file).flatMap((list) => list.map(({ location }) => location));

const regionsOf = (file: DependencyFile): readonly Region[] => [
  ...placesOf(file),
  ...file.dependencies.flatMap(({ nameRegion, requirementRegion }) =>
    [nameRegion, requirementRegion].filter((region) => region !== undefined),
  ),
];

function expectBounds(file: DependencyFile, answer: string, text: string): void {
  const items = listsOf(file).reduce((count, list) => count + list.length, 0);
  expectLaw(items <= limits.items * (text.length + 10), `${items} items of ${text.length} characters`);
  const most = limits.characters * text.length + limits.base;
  expectLaw(answer.length <= most, `an answer of ${answer.length} for ${text.length} characters`);
  const required = file.requires?.() ?? [];
  expectLaw(required.length <= file.dependencies.length, 'more requirers than dependencies');
  const isPlace = (place: number): boolean => file.dependencies[place] !== undefined;
  expectLaw(
    required.every((places) => places.every(isPlace)),
    'a requirement of what is not there',
  );
}

function expectInside(lines: LineIndex, region: Region): void {
  const { startLine, startColumn, endLine, endColumn } = region;
  const isPlace = (line: number, column: number): boolean =>
    line >= 1 && line <= lines.count && column >= 1 && column <= lines.line(line).length + 1;
  const isOrdered = startLine < endLine || (startLine === endLine && startColumn <= endColumn);
  const isInside = isOrdered && isPlace(startLine, startColumn) && isPlace(endLine, endColumn);
  expectLaw(isInside, `${startLine}:${startColumn}-${endLine}:${endColumn} is no place`);
}

/** Where none of these stand, the text means itself in every format. */
const marks = /[\\%"'`$^{}()&*\n\r]/;

function expectSlices(text: string, lines: LineIndex, dependency: Dependency): void {
  const { name, rawName, requirement, location, nameRegion, requirementRegion } = dependency;
  const slice = ({ startLine, startColumn, endLine, endColumn }: Region): string =>
    text.slice(lines.offset(startLine, startColumn), lines.offset(endLine, endColumn));
  const entry = slice(location);
  // Where a word was made of several texts, its first character stands for it.
  const isPointer = entry.length === 1;
  const told = `${JSON.stringify(rawName)} in ${JSON.stringify(entry.slice(0, 200))}`;
  expectLaw(isPointer || marks.test(entry) || entry.includes(rawName) || entry.includes(name), `there is no ${told}`);
  if (nameRegion !== undefined) {
    const named = slice(nameRegion);
    expectLaw(marks.test(named) || named === rawName || named === name, `the name of ${told} is ${named}`);
  }
  if (requirementRegion === undefined || requirement === undefined) return;
  const required = slice(requirementRegion);
  expectLaw(
    marks.test(required) || required === requirement,
    `the requirement ${JSON.stringify(requirement)} of ${told} is at ${JSON.stringify(required)}`,
  );
}
