import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJavaScript } from '../../src/code/imports/javascript.ts';
import { scanPython } from '../../src/code/imports/python.ts';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import { ambientIn } from '../../src/ecosystems/npm/imports/ambient.ts';
import { localsIn } from '../../src/ecosystems/pypi/import-names.ts';
import { measureGrowth, nearlyLinear } from '../support/growth.ts';

const pieces = [
  ...[
    'import ',
    'from ',
    'export ',
    'require(',
    'import(',
    '__import__(',
    'try',
    'except ImportError:',
    'type ',
    'a',
    'b.c',
  ],
  ...[
    '"',
    "'",
    '`',
    '"""',
    '${',
    '}',
    '{',
    '(',
    ')',
    '[',
    ']',
    '/',
    '//',
    '/*',
    '*/',
    '#',
    '\\',
    '\n',
    '\r\n',
    ' ',
    ';',
    ',',
  ],
  ...[
    ':',
    '*',
    '.',
    '<',
    '>',
    '=',
    'é',
    '😀',
    '\0',
    '--- ',
    '<script',
    '</script',
    '%',
    '{"cells":[{"cell_type":"code","source":"',
  ],
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

const languages = ecosystems.flatMap(({ type, imports }) => (imports === undefined ? [] : [{ type, imports }]));
const paths = [
  'a.py',
  'a.ipynb',
  'a.js',
  'a.tsx',
  'a.vue',
  'a.astro',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  'pyproject.toml',
  'setup.py',
  'a.d.ts',
];

describe.each(languages)('any text, as code that imports packages of $type', ({ imports }) => {
  it('is read twice alike, its imports in order and where they say', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...paths), (text, path) => {
        const found = imports.scan(path, text);
        expect(imports.scan(path, text)).toEqual(found);
        for (const [at, use] of found.entries()) {
          expect(use.start).toBeLessThan(use.end);
          expect(use.start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0);
          expect(use.end).toBeLessThanOrEqual(text.length);
          const target = imports.targetOf(use);
          if (target === undefined) continue;
          expect(use.module).toContain(target.name);
          expect(imports.packagesOf(use)).not.toEqual([]);
        }
        const { names = [], endings = [] } = imports.localsIn(path, text);
        expect([...names, ...endings]).not.toContain('');
      }),
      { numRuns: 2_000 },
    );
  });
});

const families: readonly [name: string, scan: (text: string) => unknown, head: string, piece: string][] = [
  ['escaped quotes', scanJavaScript, '', "\\'"],
  ['open templates', scanJavaScript, '', '`${'],
  ['words of clauses', scanJavaScript, '', 'import '],
  ['open clauses', scanJavaScript, '', 'import {\n'],
  ['open calls', scanJavaScript, '', "require('"],
  ['comments of calls', scanJavaScript, '', 'require /**/'],
  ['open classes', scanJavaScript, '', '=/[/'],
  ['types', scanJavaScript, 'import {', 'type a, '],
  ['blocks that are tried', scanJavaScript, '', 'try {'],
  ['open lists', scanPython, '', 'from a import ('],
  ['continued lines', scanPython, 'import ', '\\\n'],
  ['names', scanPython, 'import ', 'a, '],
  ['parts of a name', scanPython, 'import a', '.a'],
  ['quotes', scanPython, '', '"""'],
  ['blanks of calls', scanPython, '', `__import__${' '.repeat(50)}`],
  ['blocks', scanPython, '', 'try: import a\n'],
  ['open mappings', (text) => localsIn('setup.py', text), '', 'package_dir={"a":'],
  ['open lists of packages', (text) => localsIn('setup.py', text), '', 'packages=["a"'],
  ['blanks of modules', ambientIn, '', `declare${' '.repeat(20)}`],
  ['open modules', ambientIn, '', "declare module 'a\n"],
];

it.each(families)('reads many %s in linear time', async (_, scan, head, piece) => {
  const make = (size: number) => head + piece.repeat(Math.ceil(size / piece.length));
  expect(await measureGrowth(make, scan, 800_000)).toBeLessThan(nearlyLinear);
});
