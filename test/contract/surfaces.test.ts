import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Word } from '../../src/model/command.ts';
import { MalformedFileError } from '../../src/model/ecosystem.ts';
import type { Location } from '../../src/model/location.ts';
import type { PlaceMap, Surface } from '../../src/model/surface.ts';
import { surfaces } from '../../src/surfaces/index.gen.ts';
import { indexLines, type LineIndex, sliceRegion } from '../../src/text/lines.ts';
import { measureGrowth, nearlyLinear } from '../support/growth.ts';
import { type Handed, recordCommands, summariseSurface } from '../support/surfaces.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly expected: unknown;
}

const root = fileURLToPath(new URL('../../src/surfaces', import.meta.url));

/** `<kind>/cases/<case>/`: the file, under any path below it, and `expected.json`. */
function readCases(id: string): readonly Case[] {
  const folder = join(root, id, 'cases');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const paths = readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1));
    const [path = ''] = paths.sort();
    const read = (file: string): string => new TextDecoder().decode(readFileSync(join(folder, name, file)));
    return { name, path, text: read(path), expected: JSON.parse(read('expected.json')) };
  });
}

const members = surfaces.map((surface) => {
  const cases = readCases(surface.id);
  return { surface, cases, good: cases.filter(({ path, text }) => !isMalformed(surface, path, text)) };
});

function isMalformed(surface: Surface, path: string, text: string): boolean {
  try {
    surface.read({ path, text }, recordCommands().commands);
    return false;
  } catch {
    return true;
  }
}

function expectInside(lines: LineIndex, location: Location): void {
  const [start, end] = [
    lines.offset(location.startLine, location.startColumn),
    lines.offset(location.endLine, location.endColumn),
  ];
  expect(start).toBeLessThanOrEqual(end);
  expect(lines.region(start, end)).toEqual({
    startLine: location.startLine,
    startColumn: location.startColumn,
    endLine: location.endLine,
    endColumn: location.endColumn,
  });
}

/** What a template begins with, in any of the kinds. */
const templateMark = /[${<]/;

/** Every character stands at its place, or was made of what stands there; places never run back. */
function expectPlaces(text: string, file: string, at: PlaceMap): void {
  let before = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    const place = at(offset);
    expect(place).toBeGreaterThanOrEqual(before);
    expect(place).toBeLessThanOrEqual(file.length);
    before = place;
    const isStretched = at(offset + 1) !== place + 1 || (offset > 0 && at(offset - 1) !== place - 1);
    if (file.charAt(place) === text.charAt(offset) || isStretched || text.charAt(offset) === '\n') continue;
    expect(file.slice(file.lastIndexOf('\n', place) + 1, place + 1)).toMatch(templateMark);
  }
}

function expectWord({ text, start, end, plain }: Word, file: string): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(start).toBeLessThanOrEqual(end);
  expect(end).toBeLessThanOrEqual(file.length);
  if (plain !== undefined) expect(file.slice(plain, plain + text.length)).toBe(text);
}

/** What was handed on is placed inside the file; `exact`: every character of it where it stands. */
function expectHanded(one: Handed, text: string, exact: boolean): void {
  if (one.kind === 'argv') for (const word of one.words) expectWord(word, text);
  else if (one.kind === 'setting') expectWord(one.value, text);
  else if (exact) expectPlaces(one.text, text, one.at);
  else {
    for (const offset of [0, one.text.length >> 1, one.text.length]) {
      expect(one.at(offset)).toBeGreaterThanOrEqual(0);
      expect(one.at(offset)).toBeLessThanOrEqual(text.length);
    }
  }
}

/** Reads a file and looks at every place that comes of it. */
function expectPlaced(surface: Surface, path: string, text: string, exact: boolean): void {
  const { commands, handed } = recordCommands();
  const {
    dependencies,
    registries,
    includes,
    unparsed,
    safeguards,
    tools = [],
  } = surface.read({ path, text }, commands);
  const lines = indexLines(text);
  for (const { location } of [dependencies, registries, includes, unparsed, safeguards, tools].flat()) {
    expect(location.path).toBe(path);
    expectInside(lines, location);
  }
  for (const one of handed) expectHanded(one, text, exact);
  if (!exact) return;
  for (const { rawName, location, nameRegion } of dependencies) {
    expect(sliceRegion(text, location)).toContain(rawName);
    if (nameRegion !== undefined) expect(sliceRegion(text, nameRegion)).toBe(rawName);
  }
}

/** Texts that are nearly files: real ones with pieces cut out and exchanged for others. */
const mutated = (texts: readonly string[]): fc.Arbitrary<string> => {
  const pieces = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\n',
    '\r',
    '\\',
    '#',
    '=',
    ' ',
    '@',
    '`',
    '```\n',
    '<<EOF\n',
    '${{',
  ];
  const hostile = ['}}', '$(', '\t', '!', '%', '&a ', '*a ', '- ', '\u2028', '\0', '\ud800', '__proto__', "'", '"""'];
  const edit = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(20),
    fc.oneof(fc.constantFrom(...pieces, ...hostile), fc.string({ unit: 'binary', maxLength: 8 })),
  );
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((now, [where, cut, put]) => {
      const at = Math.floor(where * now.length);
      return now.slice(0, at) + put + now.slice(at + cut);
    }, text),
  );
};

it('registers every folder under its own name', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(surfaces.map(({ id }) => id)).toEqual(folders.map(({ name }) => name).sort());
});

it('takes each path of a case for one surface, but for package.json', () => {
  for (const { surface, cases } of members) {
    for (const { path } of cases) {
      const others = surfaces.filter((one) => one !== surface && one.matches(path) === 'name');
      expect(others.map(({ id }) => `${id}: ${path}`)).toEqual([]);
    }
  }
});

/** Texts of the calls, and of the variables, that say why something was not understood. */
const reasonMarks = [/(?:reject|gap)\([^;`]*?'([^']+)'/g, /(?:\breason|\bwhy)\b[^;'"`\n]*(?:=|:)[^;'"`]*?'([^']+)'/g];

it('explains every kind of text that is not understood', () => {
  const pages = new Map<string, string>();
  const pageOf = (folder: string): string => {
    const known = pages.get(folder) ?? readFileSync(join(root, folder, 'README.md'), 'utf8');
    pages.set(folder, known);
    return known;
  };
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.gen.ts'),
  );
  const reasons = sources.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const folder = path.includes('/') ? (path.split('/')[0] ?? '') : '';
    return reasonMarks.flatMap((mark) => [...text.matchAll(mark)].map(([, reason = '']) => ({ folder, reason })));
  });
  expect(reasons.length).toBeGreaterThan(20);
  const missing = reasons.filter(({ folder, reason }) => !`${pageOf('')}${folder && pageOf(folder)}`.includes(reason));
  expect(missing).toEqual([]);
});

describe.each(members)('$surface.id', ({ surface, cases, good }) => {
  it('has a page and cases', () => {
    const page = readFileSync(join(root, surface.id, 'README.md'), 'utf8');
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(['Read', 'Not read']);
    expect(good.length).toBeGreaterThan(0);
  });

  it.each(cases)('reads the case $name', ({ path, text, expected }) => {
    const match = surface.matches(path);
    expect(match).not.toBe(false);
    if (match === 'content') expect(surface.recognises?.(text)).toBe(true);
    expect(summariseSurface(surface, Object.freeze({ path, text }))).toEqual(expected);
  });

  it.each(good)('places everything in the case $name', ({ path, text }) => {
    expect(() => expectPlaced(surface, path, text, true)).not.toThrow();
  });

  it('gives the same answer twice', () => {
    const run = () => good.map((one) => summariseSurface(surface, one));
    expect(run()).toEqual(run());
  });

  it('throws nothing but MalformedFileError, whatever the text, and places what it finds inside the file', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), {
      weight: 6,
      arbitrary: mutated(good.map(({ text }) => text)),
    });
    const path = good[0]?.path ?? '';
    expect(path).not.toBe('');
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expectPlaced(surface, path, text, false);
        } catch (error) {
          if (!(error instanceof MalformedFileError)) throw error;
        }
        surface.recognises?.(text);
      }),
      { numRuns: 120 },
    );
  });

  const path = good[0]?.path ?? '';
  // The library that reads YAML takes about a second for a megabyte, and more for one of mistakes.
  const long = /\.ya?ml$/.test(path) ? 6_400 : 32_000;
  const readMalformed = (text: string): void => {
    try {
      surface.read({ path, text }, recordCommands().commands);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedFileError);
    }
  };
  it.each([
    ['```\n', 'fences'],
    ['`', 'ticks'],
    ['``a`', 'spans'],
    ['a: ${{ b\n', 'templates'],
    ['$(', 'brackets'],
    ['RUN <<A <<B\n', 'heredocs'],
    ['\\\n', 'continued lines'],
    ['session.run(', 'calls'],
    ['"', 'quotes'],
    ['  - a:\n', 'lists'],
    ['{{', 'braces'],
    ['pip install ', 'installers'],
    ['> ', 'quotations'],
    ['\tx\\\n', 'recipes'],
    ['a=', 'assignments'],
  ])('reads many %j in linear time (%s)', async (piece) => {
    for (const head of ['', 'RUN ']) {
      const make = (size: number) => head + piece.repeat(size / piece.length);
      expect(await measureGrowth(make, readMalformed, long)).toBeLessThan(nearlyLinear);
    }
  });
});
