import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followModels } from '../../src/code/flow/follow.ts';
import { readJavaScript } from '../../src/code/javascript/index.ts';
import type { Program } from '../../src/code/program.ts';
import { readPython } from '../../src/code/python/index.ts';
import { measureGrowth, nearlyLinear } from '../support/growth.ts';
import { readLabelledCode } from '../support/labelled-code.ts';
import { misplaced } from '../support/programs.ts';

const python = (text: string) => readPython('main.py', text);
const javascript = (text: string) => readJavaScript('main.jsx', text);
const typescript = (text: string) => readJavaScript('main.ts', text);
const languageOf = ({ path }: Program) => (path.endsWith('.py') ? 'python' : 'javascript');
const follow = (program: Program) => followModels([{ program, language: languageOf(program) }]);

const shared = ['(', ')', '[', ']', '{', '}', ',', ':', '.', '=', '+', '"', "'", '\\', '\n', ' ', '\t', 'a', 'b', '1'];
const words = {
  python: [
    ...[
      'if ',
      'elif ',
      'else:',
      'for ',
      ' in ',
      'while ',
      'def f(',
      'class A',
      'return ',
      'lambda ',
      'match ',
      'case ',
    ],
    ...[
      'f"',
      'f"""',
      '{',
      '}',
      "'''",
      'rb"',
      'async ',
      'await ',
      'with ',
      ' as ',
      'try:',
      'except ',
      'not ',
      '#',
      '!',
      '%',
    ],
    ...[
      '@',
      ':=',
      '**',
      '->',
      'import ',
      'from ',
      'print ',
      'exec ',
      '\n  ',
      '\n    ',
      '\r\n',
      '\u{1d4b3}',
      '\0',
      'yield ',
    ],
  ],
  javascript: [
    ...[
      'if (',
      'else ',
      'for (',
      'of ',
      'function f(',
      'class A ',
      'return ',
      '=>',
      'switch (',
      'case ',
      '`',
      '${',
      '<a>',
    ],
    ...[
      '</a>',
      '<',
      '>',
      '/',
      '?',
      '?.',
      '??',
      '...',
      'async ',
      'await ',
      'new ',
      'import ',
      'export ',
      'let ',
      'as ',
      ';',
    ],
    ...['try {', 'catch ', '//', '/*', '#a', '@a', 'type ', 'enum ', 'yield ', '\u{1d4b3}', '\0', '\r\n', 'default '],
  ],
};
const textOf = (parts: readonly string[]) =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...parts, ...shared) }, fc.string()))
    .map((all) => all.join(''));

const readers = [
  ['Python', python, textOf(words.python), 3_000],
  ['JavaScript', javascript, textOf(words.javascript), 800],
  ['TypeScript', typescript, textOf(words.javascript), 800],
] as const;

describe.each(readers)('any text that is read as %s', (_, read, texts, numRuns) => {
  it('gives a program whose parts are in it, and is followed', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const program = read(text);
        expect(misplaced(program)).toEqual([]);
        expect(program.faults.every(({ at }) => at >= 0 && at <= text.length)).toBe(true);
        expect(follow(program).cut.size).toBe(0);
      }),
      { numRuns },
    );
  });
});

describe.each([
  ['Python', python, readLabelledCode('python')],
  ['JavaScript', javascript, readLabelledCode('javascript')],
] as const)('programs in %s', (_, read, cases) => {
  const texts = cases.flatMap(({ files }) => files.map(({ text }) => text));

  it('have their parts in place, as a whole and cut off anywhere', () => {
    const cut = fc.tuple(fc.constantFrom(...texts), fc.double({ min: 0, max: 1, noNaN: true }));
    expect(texts.flatMap((text) => misplaced(read(text)))).toEqual([]);
    fc.assert(
      fc.property(cut, ([text, share]) => {
        const program = read(text.slice(0, Math.floor(text.length * share)));
        expect(misplaced(program)).toEqual([]);
        follow(program);
      }),
      { numRuns: 300 },
    );
  });
});

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** What is easy to write and long to read: each is nested, or repeated, as often as its size says. */
const hostilePython: Readonly<Record<string, (size: number) => string>> = {
  'calls on calls': (size) => `x${'.b()'.repeat(size)}`,
  items: (size) => `x${'[0]'.repeat(size)}`,
  sums: (size) => `y = x${' + x'.repeat(size)}`,
  comparisons: (size) => `y = x${' < x'.repeat(size)}`,
  conditions: (size) => `if ${'a == "b" and '.repeat(size)}c:\n  pass`,
  'else-if chains': (size) => `if a:\n pass\n${'elif b:\n pass\n'.repeat(size)}`,
  lists: (size) => `x = ${'['.repeat(size)}${']'.repeat(size)}`,
  'open brackets': (size) => '('.repeat(size),
  functions: (size) => `x = ${'lambda: '.repeat(size)}1`,
  'functions in functions': (size) => lines(Math.min(size, 2_000), (at) => `${' '.repeat(at)}def f():`),
  'lines further in': (size) => lines(Math.min(size, 2_000), (at) => `${' '.repeat(at)}x`),
  negations: (size) => `x = ${'not '.repeat(size)}y`,
  words: (size) => `${'async '.repeat(size)}def f(): pass`,
  'braces in a text': (size) => `x = f"${'{'.repeat(size)}"`,
  'parts of a text': (size) => `x = f"${'{a}'.repeat(size)}"`,
  'texts in texts': (size) => `x = ${'f"{'.repeat(size)}`,
  'long texts in texts': (size) => `x = ${'f\'\'\'{f"""{'.repeat(size)}`,
  quotes: (size) => "'''".repeat(2 * size + 1),
  'one line': (size) => 'x = foo.bar(baz, [1, 2]); '.repeat(size),
  'names and branches': (size) =>
    `${lines(size, (at) => `v${at} = 1`)}\n${lines(size, (at) => `if v${at}:\n  v${at} = 2`)}`,
  'cells that hold one another': (size) => 'a.append(a)\na = {"k": a, "l": [a]}\n'.repeat(size),
  'texts that double': (size) => `import os\nx = "a"\n${'x = os.path.join(x, x)\n'.repeat(size)}`,
  'functions that call the next': (size) => lines(size, (at) => `def f${at}(x): return f${at + 1}(f${at + 1}(x))`),
};
const hostileJavaScript: Readonly<Record<string, (size: number) => string>> = {
  'calls on calls': (size) => `x${'.b()'.repeat(size)}`,
  sums: (size) => `y = x${' + x'.repeat(size)}`,
  'else-if chains': (size) => `if (a) {}${' else if (b) {}'.repeat(size)}`,
  lists: (size) => `x = ${'['.repeat(size)}${']'.repeat(size)}`,
  functions: (size) => `${'function f() {'.repeat(size)}${'}'.repeat(size)}`,
  arrows: (size) => `x = ${'a => '.repeat(size)}1`,
  'types or calls': (size) => `x = ${'f<a>('.repeat(size)}`,
  'types or functions': (size) => `x = ${'<T>('.repeat(size)}`,
  'later types or functions': (size) => `x = ${'async <T>('.repeat(size)}`,
  'smaller than': (size) => `x = ${'a<'.repeat(size)}`,
  elements: (size) => `x = ${'<a>{'.repeat(size)}`,
  labels: (size) => `${'a:'.repeat(size)}b`,
  'names again': (size) => 'let a; '.repeat(size),
  'choices or functions': (size) => `x = ${'a ? (b) : '.repeat(size)}1`,
  texts: (size) => `x = ${'`${'.repeat(size)}`,
  cases: (size) => `switch (a) {${'case "b": x();'.repeat(size)}}`,
};

describe.each([
  ['Python', python, hostilePython],
  ['JavaScript', javascript, hostileJavaScript],
  ['TypeScript', typescript, hostileJavaScript],
] as const)('hostile %s', (_, read, hostile) => {
  it.each(Object.entries(hostile))('is read and followed however deep: %s', (_name, make) => {
    const program = read(make(30_000));
    expect(misplaced(program)).toEqual([]);
    expect(follow(program).executions).toEqual([]);
  });

  it.each(Object.entries(hostile))('takes work that grows as it does: %s', async (_name, make) => {
    const growth = await measureGrowth(make, (text) => follow(read(text)), 4_000);
    expect(growth).toBeLessThan(nearlyLinear);
  });
});

it('reads a line of ten megabytes', () => {
  const text = `x = [${'"a", 1, f(b), '.repeat(700_000)}]\nexec(x)\n`;
  const program = python(text);
  expect(text.length).toBeGreaterThan(10_000_000 * 0.95);
  expect(program.faults).toEqual([]);
  expect(program.body).toHaveLength(2);
});

it('follows nothing deeper than the stack is, and says so', () => {
  expect(follow(python(`x${'.b()'.repeat(100_000)}`)).cut.size).toBe(1);
  expect(follow(python('x.b().c()')).cut.size).toBe(0);
});
