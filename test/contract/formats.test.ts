import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import type { Dependency, DependencyFile } from '../../src/model/dependency.ts';
import { type Format, MalformedFileError, type PathIndex } from '../../src/model/ecosystem.ts';
import type { Region } from '../../src/model/location.ts';
import { indexLines, sliceRegion } from '../../src/text/lines.ts';
import { placesOf } from '../support/fuzz/laws.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly expected: unknown;
}

const root = fileURLToPath(new URL('../../src/ecosystems', import.meta.url));

/** `cases/<format>/<case>/`: the file, under any path below it, and `expected.json`. */
function readCases(type: string, format: string): readonly Case[] {
  const folder = join(root, type, 'cases', format);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const paths = readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1));
    const path = paths.sort()[0] ?? '';
    const read = (file: string): string => new TextDecoder().decode(readFileSync(join(folder, name, file)));
    return { name, path, text: read(path), expected: JSON.parse(read('expected.json')) };
  });
}

const isPresent = ([, value]: [string, unknown]): boolean => value !== undefined;
const compact = (fields: Record<string, unknown>): unknown =>
  Object.fromEntries(Object.entries(fields).filter(isPresent));

/** What a case states of a file. */
function summarise(parse: () => DependencyFile): unknown {
  try {
    const { dependencies, unparsed, includes, registries, own, ambiguities, safeguards, clients } = parse();
    const some = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
      list === undefined || list.length === 0 ? undefined : list;
    return compact({
      dependencies: dependencies.map(({ name, rawName, version, requirement, source, scope, direct, location }) =>
        compact({ name, rawName, version, requirement, source: source.kind, scope, direct, line: location.startLine }),
      ),
      unparsed: unparsed.map(({ location, reason }) => ({ line: location.startLine, reason })),
      includes: includes.map(({ kind, path, location }) => compact({ kind, path, line: location.startLine })),
      registries: registries.map(({ ecosystem: _, location, within, ...told }) =>
        compact({ ...told, within: within?.startLine, line: location.startLine }),
      ),
      own: own.map(({ name }) => ({ name })),
      ambiguities: some(ambiguities)?.map(({ location, reason }) => ({ line: location.startLine, reason })),
      safeguards: some(safeguards)?.map(({ setting, value, guard, strength, location }) => ({
        setting,
        value,
        guard,
        strength,
        line: location.startLine,
      })),
      clients: some(clients)?.map(({ ecosystem: _, location, ...told }) => ({ ...told, line: location.startLine })),
    });
  } catch (error) {
    if (error instanceof MalformedFileError) return { malformed: error.line ?? null };
    throw error;
  }
}

/** Escapes of JSON read, continued lines joined. */
const withoutEscapes = (text: string): string =>
  text
    .replace(/\\\r?\n/g, '')
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function expectInside(text: string, region: Region): void {
  const lines = indexLines(text);
  expect(region.startLine).toBeGreaterThanOrEqual(1);
  expect(region.endLine).toBeLessThanOrEqual(lines.count);
  expect([region.startLine, region.endLine, region.startColumn, region.endColumn].every((n) => n >= 1)).toBe(true);
  const [start, end] = [
    lines.offset(region.startLine, region.startColumn),
    lines.offset(region.endLine, region.endColumn),
  ];
  expect(start).toBeLessThanOrEqual(end);
  expect(lines.region(start, end)).toMatchObject({ startColumn: region.startColumn, endColumn: region.endColumn });
}

function expectRegions(text: string, dependency: Dependency): void {
  const { name, rawName, requirement, location, nameRegion, requirementRegion } = dependency;
  const entry = withoutEscapes(sliceRegion(text, location));
  expect(
    [rawName, name].some((one) => entry.includes(one)),
    `${rawName} in ${entry}`,
  ).toBe(true);
  if (nameRegion !== undefined) expect([rawName, name]).toContain(withoutEscapes(sliceRegion(text, nameRegion)));
  if (requirementRegion === undefined || requirement === undefined) return;
  expect(withoutEscapes(sliceRegion(text, requirementRegion))).toBe(requirement);
}

/** Texts that are nearly files: real ones with pieces cut out, doubled and exchanged for others. */
const mutated = (texts: readonly string[]): fc.Arbitrary<string> => {
  const piece = fc.constantFrom(
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
    '-r ',
    '\u2028',
    '\0',
    '\ud800',
    '__proto__',
  );
  const edit = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(20),
    fc.oneof(piece, fc.string({ unit: 'binary' })),
  );
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((now, [where, cut, put]) => {
      const at = Math.floor(where * now.length);
      return now.slice(0, at) + put + now.slice(at + cut);
    }, text),
  );
};

const indexPaths = (paths: readonly string[]): PathIndex => ({
  all: paths,
  has: (path) => paths.includes(path),
  inFolder: (folder) => paths.filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder),
});

const formats = ecosystems.flatMap(({ type, formats }) =>
  formats.map((format) => ({ type, format, id: `${type}: ${format.id}` })),
);

it('there are formats', () => {
  expect(formats.map(({ format }) => format.id)).toEqual(expect.arrayContaining(['package-json', 'package-lock']));
});

describe.each(formats)('$id', ({ type, format }) => {
  const cases = readCases(type, format.id);
  const parse = (text: string, path: string): DependencyFile => format.parse(Object.freeze({ path, text }));
  const good = cases.filter(({ text, path }) => !isMalformed(format, text, path));

  it('has cases', () => {
    expect(good.length).toBeGreaterThan(0);
  });

  it.each(cases)('reads the case $name', ({ path, text, expected }) => {
    expect(format.matches(path)).not.toBe(false);
    expect(summarise(() => parse(text, path))).toEqual(expected);
  });

  it.each(good)('places everything in the case $name', ({ path, text }) => {
    const file = parse(text, path);
    expect(file).toMatchObject({ path, format: format.id, role: format.role });
    for (const location of placesOf(file)) {
      expect(location.path).toBe(path);
      expectInside(text, location);
    }
    for (const dependency of file.dependencies) expectRegions(text, dependency);
  });

  it('gives the same answer twice', () => {
    const answer = ({ text, path }: Case) => {
      const file = parse(text, path);
      return { ...file, requires: file.requires?.(), programs: file.programs?.() };
    };
    expect(good.map(answer)).toEqual(good.map(answer));
  });

  it('keeps names that objects have by nature', () => {
    const named = good.flatMap(({ text, path }) => {
      const region = parse(text, path).dependencies.find(
        ({ source, nameRegion }) => source.kind === 'registry' && nameRegion,
      )?.nameRegion;
      return region === undefined ? [] : [{ text, path, region }];
    });
    if (format.role !== 'configuration') expect(named.length).toBeGreaterThan(0);
    for (const { text, path, region } of named) {
      for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
        const lines = indexLines(text);
        const before = text.slice(0, lines.offset(region.startLine, region.startColumn));
        const changed = before + name + text.slice(lines.offset(region.endLine, region.endColumn));
        const file = parse(changed, path);
        const told = [
          ...file.dependencies.map(({ rawName }) => rawName),
          ...file.dependencies.map((one) => one.name),
          ...file.unparsed.map((one) => one.text),
        ];
        expect(
          told.some((one) => one.includes(name)),
          `${name} in ${path}`,
        ).toBe(true);
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('throws nothing but MalformedFileError, whatever the bytes, and places what it finds inside the file', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), {
      weight: 4,
      arbitrary: mutated(good.map(({ text }) => text)),
    });
    const path = good[0]?.path ?? '';
    fc.assert(
      fc.property(texts, (text) => {
        const summary = summarise(() => {
          const file = parse(text, path);
          for (const location of placesOf(file)) expectInside(text, location);
          return file;
        });
        expect(summary).toBeDefined();
        format.recognises?.(text);
      }),
      { numRuns: 300 },
    );
  });

  it('picks neighbours out of the tree, and never the file itself', () => {
    const path = good[0]?.path ?? '';
    const all = ['a', 'a/b', ''].flatMap((folder) =>
      formats.flatMap((one) =>
        readCases(one.type, one.format.id).map((each) => (folder === '' ? each.path : `${folder}/${each.path}`)),
      ),
    );
    const tree = indexPaths([...new Set(all)].sort());
    const neighbours = format.neighbours(`a/b/${path}`, tree);
    expect(neighbours.every((one) => tree.has(one))).toBe(true);
    expect(neighbours).not.toContain(`a/b/${path}`);
  });
});

function isMalformed(format: Format, text: string, path: string): boolean {
  try {
    format.parse({ path, text });
    return false;
  } catch {
    return true;
  }
}
