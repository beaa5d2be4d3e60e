import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format as pyproject } from '../../src/ecosystems/pypi/formats/pyproject.ts';
import { format as requirements } from '../../src/ecosystems/pypi/formats/requirements.ts';
import type { DependencyFile } from '../../src/model/dependency.ts';
import { MalformedFileError } from '../../src/model/ecosystem.ts';
import type { Region } from '../../src/model/location.ts';
import { sliceRegion } from '../../src/text/lines.ts';
import { measureGrowth, nearlyLinear } from '../support/growth.ts';

const parseRequirements = (text: string) => requirements.parse({ path: 'requirements.txt', text });

const word = fc.constantFrom(
  ...[
    'foo',
    'Foo_Bar',
    'a.b',
    'requ\u0435sts',
    '-x',
    '_y',
    '__proto__',
    '==1.0',
    '>=1,<2',
    '~= 1',
    '===x',
    '[a,b]',
    '[',
    ']',
  ],
  ...[
    ';',
    '; os_name == "nt"',
    '@',
    'https://h.example/a-1.0-py3-none-any.whl',
    'git+https://h.example/x@v#egg=y',
    './x',
  ],
  ...[
    '-r',
    '-rb.txt',
    '--req',
    '-c',
    '-e',
    '--index-url',
    '--extra-index=https://h.example',
    '--hash=sha256:aa',
    '--pre',
    '--',
  ],
  ...[
    '#',
    '# c',
    '\\',
    '\\\n',
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '  ',
    '\u2028',
    '\u0085',
    '\u000b',
    '\u00a0',
    '"',
    "'",
    '(',
    ')',
  ],
  ...[`$\{A}`, '*', ',', '::error::', '\u0000', '\ud800', '\u001b[31m'],
);
const hostileText = fc.oneof(
  fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
  fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

const places = (file: DependencyFile): readonly Region[] =>
  [...file.dependencies, ...file.unparsed, ...file.includes, ...file.registries, ...(file.ambiguities ?? [])].map(
    ({ location }) => location,
  );

/** The options that stand for themselves; everything else on a line has a place in the result. */
const silent =
  /^\s*(?:--(?:no-index|pre|prefer-binary|require-hashes|no-require-hashes|hash\S*|config-settings|find-links)\b|-f|-C|--(?:''|"")*\s*(?:#.*)?$)/;

describe('requirements files', () => {
  it('never throw, twice the same, and each line that is not blank or comment is accounted for', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const file = parseRequirements(text);
        expect(parseRequirements(text)).toEqual(file);
        const covered = new Set<number>();
        for (const { startLine, endLine } of places(file)) {
          for (let line = startLine; line <= endLine; line++) covered.add(line);
        }
        let [continued, start, number] = [false, 0, 1];
        for (const { 0: ending, index } of text.matchAll(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$/g)) {
          const line = text.slice(start, index).replaceAll('\u001f', ' ');
          const isComment = /^\s*#/.test(line) || line.trim() === '';
          const isContinuation = continued;
          continued = line.endsWith('\\');
          if (!(isComment || isContinuation || continued || silent.test(line)))
            expect(covered, `line ${number} of ${JSON.stringify(text)}`).toContain(number);
          start = index + ending.length;
          if (ending.endsWith('\n')) number += 1;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('give regions whose text is what they claim', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const file = parseRequirements(text);
        for (const { nameRegion, requirementRegion, rawName, requirement, location } of file.dependencies) {
          if (nameRegion !== undefined) expect(sliceRegion(text, nameRegion)).toBe(rawName);
          if (requirementRegion !== undefined) expect(sliceRegion(text, requirementRegion)).toBe(requirement);
          if (nameRegion !== undefined) expect(sliceRegion(text, location)).toContain(rawName);
          expect(sliceRegion(text, location)).not.toBe('');
        }
        for (const { location, text: written } of file.unparsed) expect(sliceRegion(text, location)).toBe(written);
      }),
      { numRuns: 1000 },
    );
  });

  it('are recognised only where pip would read every line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        if (requirements.recognises?.(text) !== true) return;
        const { dependencies, includes, registries, unparsed } = parseRequirements(text);
        expect(dependencies.length + includes.length + registries.length).toBeGreaterThan(0);
        expect(unparsed.filter(({ reason }) => /refuses the line|out of place|no package name/.test(reason))).toEqual(
          [],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['one long line', (n: number) => `foo${'>=1,'.repeat(n)}`],
    ['continuations', (n: number) => 'a\\\n'.repeat(n)],
    ['hashes', (n: number) => `foo==1${' --hash=sha256:aa'.repeat(n)}`],
    ['options', (n: number) => '--pre '.repeat(n)],
    ['brackets', (n: number) => `./x${'['.repeat(n)}]`],
    ['blanks', (n: number) => `x${' '.repeat(n)}y`],
    ['quotes', (n: number) => `-e ${'"a"'.repeat(n)}`],
    ['markers', (n: number) => `x; ${'os_name=="a" and '.repeat(n)}`],
    ['at signs', (n: number) => `https://h.example/${'@'.repeat(n)}`],
    ['fragments', (n: number) => `git+https://h.example/x${'#egg='.repeat(n)}`],
    ['comment signs', (n: number) => 'a#'.repeat(n)],
    ['variables', (n: number) => `$\{A}://@`.repeat(n)],
  ])('are read in linear time: %s', async (_, build) => {
    const read = (text: string) => [parseRequirements(text), requirements.recognises?.(text)];
    expect(await measureGrowth(build, read, 32_000)).toBeLessThan(nearlyLinear);
  });
});

const tomlValue = fc.oneof(
  fc.constantFrom(
    '"foo>=1"',
    "'bar'",
    '"b\\u0061z==1.0"',
    '"""\nmulti"""',
    '"not valid !"',
    '3',
    'true',
    '[]',
    '{}',
    '1979-05-27',
  ),
  fc.constantFrom(
    '["a", "b ; os_name"]',
    '{ version = "^1", source = "x" }',
    '[{ include-group = "g" }]',
    '{ git = "https://h.example/x" }',
  ),
);
const tomlHeader = fc.constantFrom(
  ...[
    '[project]',
    '[project.optional-dependencies]',
    '[dependency-groups]',
    '[build-system]',
    '[tool.poetry]',
    '[tool.uv]',
  ],
  ...[
    '[tool.poetry.dependencies]',
    '[[tool.poetry.source]]',
    '[tool.uv.sources]',
    '[[tool.uv.index]]',
    '[tool.pdm]',
    '[tool]',
  ],
);
const tomlKey = fc.constantFrom(
  ...[
    'dependencies',
    'requires',
    'name',
    'url',
    'g',
    '"a b"',
    '__proto__',
    'group.x.dependencies',
    'sources',
    'index',
    'source',
  ],
  ...[
    'dev-dependencies',
    'python',
    'Foo_Bar',
    'priority',
    'workspace.members',
    'override-dependencies',
    'plugins',
    'poetry',
  ],
);
const toml = fc
  .array(
    fc.oneof(
      tomlHeader,
      fc.tuple(tomlKey, tomlValue).map(([key, value]) => `${key} = ${value}`),
    ),
    { maxLength: 12 },
  )
  .map((lines) => lines.join('\n'));

function parsePyproject(text: string): DependencyFile | undefined {
  try {
    return pyproject.parse({ path: 'pyproject.toml', text });
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

describe('pyproject.toml', () => {
  it('throws nothing but MalformedFileError, and every region holds what it claims', () => {
    fc.assert(
      fc.property(fc.oneof(toml, hostileText), (text) => {
        const file = parsePyproject(text);
        for (const { nameRegion, requirementRegion, rawName, requirement } of file?.dependencies ?? []) {
          if (nameRegion !== undefined) expect(sliceRegion(text, nameRegion)).toBe(rawName);
          if (requirementRegion !== undefined) expect(sliceRegion(text, requirementRegion)).toBe(requirement);
        }
        for (const { location, text: written } of file?.unparsed ?? [])
          expect(sliceRegion(text, location)).toBe(written);
      }),
      { numRuns: 2000 },
    );
  });
});
